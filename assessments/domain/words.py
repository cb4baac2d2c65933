# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Versions of a text, word by word; Japanese, which puts no spaces between words, by signs.

Comparing takes the longer the more is compared, and with words chosen for it the cube of that: minutes for two notes.
So where too much has changed, sentences stand against each other, or else the whole texts. And each page has a budget
for all of its texts together.
"""

import re
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import pairwise, takewhile
from typing import Literal, TypeAlias

Sort: TypeAlias = Literal["same", "removed", "added", "unmarked"]

TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff々]|[^\W\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff々]+|\s+|.")

SENTENCE = re.compile(r"[^.!?。！？\n]*[.!?。！？\n]+|[^.!?。！？\n]+")
MOST = 300
# How often words may be held against words for one page: some tenths of a second. To compare the built-in pack with one
# in which every text is another takes a quarter of it.
MOST_COMPARED = 5_000_000


class _TooMuch(Exception):
    """The budget is spent."""


@dataclass
class Budget:
    """What is left for the comparisons of one page: how often a word may still be held against another one."""

    left: int = MOST_COMPARED

    def spend(self, times: int) -> None:
        """Take so much of it. Raises _TooMuch once it is spent."""
        self.left -= times
        if self.left < 0:
            raise _TooMuch


@dataclass(frozen=True)
class Part:
    """Some words of a text: in both versions, only in the earlier one, or only in the later one.

    "unmarked", without words, says that what follows are both texts whole, since the budget is spent.
    """

    sort: Sort
    words: str


class _Matcher(SequenceMatcher[str]):
    """Finds what two lists of words have in common as long as the budget lasts; raises _TooMuch after that."""

    # Of SequenceMatcher, whose stubs lack them: the old words, and where each of the new ones stands.
    a: list[str]
    b2j: dict[str, list[int]]

    def __init__(self, budget: Budget, old: list[str], new: list[str], *, autojunk: bool) -> None:
        super().__init__(None, old, new, autojunk)
        self.budget = budget

    def find_longest_match(self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None) -> Match:
        """Each word is held against all places of the other text where it stands, too."""
        self.budget.spend(sum(1 + len(self.b2j.get(word, ())) for word in self.a[alo:ahi]))
        return super().find_longest_match(alo, ahi, blo, bhi)


WORD = re.compile(r"\w")


def difference(before: str, after: str, budget: Budget) -> list[Part]:
    """The parts of both versions in their order; what was replaced stands before what replaces it.

    Blanks and stops alone don't part two changes: they go with them, so that whole phrases stand against each other.
    The budget is the page's; once it is spent, both texts are whole, after a part "unmarked".
    """
    if not (before and after):
        return _changed(before, after)
    try:
        return _difference(*_pieces(before, after), budget)
    except _TooMuch:
        return [Part("unmarked", ""), *_changed(before, after)]


def _difference(old: list[str], new: list[str], budget: Budget) -> list[Part]:
    parts: list[Part] = []
    removed = added = ""
    for what, old_from, old_to, new_from, new_to in _Matcher(budget, old, new, autojunk=True).get_opcodes():
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


def merged(base: str, one: str, other: str, budget: Budget) -> str | None:
    """One text with what both changed in the base; None where they touch the same place, or change too much to tell,
    or where the budget is spent."""
    if base in (one, other):
        return other if one == base else one
    for piece in (TOKEN, SENTENCE):
        found, *changed = (piece.findall(text) for text in (base, one, other))
        if max(map(len, (found, *changed))) <= MOST:
            return _merged(found, changed, budget)
    return None


def _merged(found: list[str], changed: list[list[str]], budget: Budget) -> str | None:
    try:
        return _with_edits(found, {edit for pieces in changed for edit in _edits(found, pieces, budget)})
    except _TooMuch:
        return None


def _edits(before: list[str], after: list[str], budget: Budget) -> list[_Edit]:
    found = _Matcher(budget, before, after, autojunk=False).get_opcodes()
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
