# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Versions of a text, word by word; Japanese, which puts no spaces between words, by signs.

Comparing takes the longer the more is compared, and with words chosen for it the cube of that: minutes for two notes.
So where too much has changed, sentences stand against each other, or else the whole texts.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise, takewhile
from typing import Literal, TypeAlias

Sort: TypeAlias = Literal["same", "removed", "added"]

TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff々]|[^\W\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff々]+|\s+|.")

SENTENCE = re.compile(r"[^.!?。！？\n]*[.!?。！？\n]+|[^.!?。！？\n]+")
MOST = 300


@dataclass(frozen=True)
class Part:
    """Some words of a text: in both versions, only in the earlier one, or only in the later one."""

    sort: Sort
    words: str


WORD = re.compile(r"\w")


def difference(before: str, after: str) -> list[Part]:
    """The parts of both versions in their order; what was replaced stands before what replaces it.

    Blanks and stops alone don't part two changes: they go with them, so that whole phrases stand against each other.
    """
    old, new = _pieces(before, after)
    parts: list[Part] = []
    removed = added = ""
    for what, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new).get_opcodes():
        gone, come = "".join(old[old_from:old_to]), "".join(new[new_from:new_to])
        is_between = bool(removed or added) and old_to < len(old) and not WORD.search(gone)
        if what != "equal" or is_between:
            removed, added = removed + gone, added + come
            continue
        parts += [*_changed(removed, added), Part("same", gone)]
        removed = added = ""
    return [*parts, *_changed(removed, added)]


@dataclass(frozen=True)
class _Edit:
    """Pieces `start` to `end` of the base become `pieces`."""

    start: int
    end: int
    pieces: tuple[str, ...]


def merged(base: str, one: str, other: str) -> str | None:
    """One text with what both changed in the base; None where they touch the same place, or change too much to tell."""
    if base in (one, other):
        return other if one == base else one
    for piece in (TOKEN, SENTENCE):
        found, *changed = (piece.findall(text) for text in (base, one, other))
        if max(map(len, (found, *changed))) <= MOST:
            return _with_edits(found, {edit for pieces in changed for edit in _edits(found, pieces)})
    return None


def _edits(before: list[str], after: list[str]) -> list[_Edit]:
    found = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [_Edit(i, j, tuple(after[k:m])) for what, i, j, k, m in found if what != "equal"]


def _with_edits(pieces: list[str], edits: set[_Edit]) -> str | None:
    ordered = sorted(edits, key=lambda edit: (edit.start, edit.end))
    if any(first.end >= second.start for first, second in pairwise(ordered)):
        return None
    for edit in reversed(ordered):
        pieces[edit.start : edit.end] = edit.pieces
    return "".join(pieces)


def _pieces(before: str, after: str) -> tuple[list[str], list[str]]:
    """Both texts in pieces, as small ones as MOST allows; what both begin or end with is one piece where it helps."""
    for piece in (TOKEN, SENTENCE):
        old, new = piece.findall(before), piece.findall(after)
        if max(len(old), len(new)) > MOST:
            old, new = _with_ends_joined(old, new)
        if max(len(old), len(new)) <= MOST:
            return old, new
    return [before], [after]


def _with_ends_joined(old: list[str], new: list[str]) -> tuple[list[str], list[str]]:
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    return _joined(old, head, tail), _joined(new, head, tail)


def _alike(old: list[str], new: list[str]) -> int:
    """With how many equal pieces both begin."""
    return sum(1 for _both in takewhile(lambda both: both[0] == both[1], zip(old, new, strict=False)))


def _joined(pieces: list[str], head: int, tail: int) -> list[str]:
    end = len(pieces) - tail
    return [piece for piece in ("".join(pieces[:head]), *pieces[head:end], "".join(pieces[end:])) if piece]


def _changed(removed: str, added: str) -> list[Part]:
    """Blanks at the end that both bear stay out of it."""
    end = len(removed) - len(removed.rstrip())
    tail = removed[len(removed) - end :] if end and added.endswith(removed[-end:]) else ""
    if tail:
        removed, added = removed[:-end], added[:-end]
    found = [Part("removed", removed), Part("added", added), Part("same", tail)]
    return [part for part in found if part.words]
