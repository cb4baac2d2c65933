# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Two texts that came from one: what each changed, and both changes together where they do not touch."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal, TypeAlias

# A word, a run of blanks, or one sign; where words are not parted by blanks, each character is a word.
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+|\s+|.")

Kind: TypeAlias = Literal["same", "gone", "new"]


@dataclass(frozen=True)
class Piece:
    """A stretch of a text: the same in both, gone, or new."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class _Edit:
    """Words `start` to `end` of the base become `words`."""

    start: int
    end: int
    words: tuple[str, ...]


def pieces(before: str, after: str) -> list[Piece]:
    """A text in stretches, as it came from an earlier one; none of them empty."""
    words, found, at = WORD.findall(before), [], 0
    for edit in _edits(words, WORD.findall(after)):
        found += [Piece("same", "".join(words[at : edit.start])), Piece("gone", "".join(words[edit.start : edit.end]))]
        found.append(Piece("new", "".join(edit.words)))
        at = edit.end
    return [piece for piece in [*found, Piece("same", "".join(words[at:]))] if piece.text]


def merged(base: str, one: str, other: str) -> str | None:
    """One text with the changes of both; None where they touch the same place."""
    words = WORD.findall(base)
    both = {*_edits(words, WORD.findall(one)), *_edits(words, WORD.findall(other))}
    edits = sorted(both, key=lambda edit: (edit.start, edit.end))
    if any(first.end >= second.start for first, second in pairwise(edits)):
        return None
    for edit in reversed(edits):
        words[edit.start : edit.end] = edit.words
    return "".join(words)


def _edits(before: list[str], after: list[str]) -> list[_Edit]:
    found = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [_Edit(i, j, tuple(after[k:m])) for tag, i, j, k, m in found if tag != "equal"]
