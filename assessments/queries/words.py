# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Two versions of a text, word by word; Japanese, which puts no spaces between words, by signs."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, TypeAlias

Sort: TypeAlias = Literal["same", "removed", "added"]

TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff々]|[^\W\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff々]+|\s+|.")


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
    old, new = TOKEN.findall(before), TOKEN.findall(after)
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


def _changed(removed: str, added: str) -> list[Part]:
    """Blanks at the end that both bear stay out of it."""
    end = len(removed) - len(removed.rstrip())
    tail = removed[len(removed) - end :] if end and added.endswith(removed[-end:]) else ""
    if tail:
        removed, added = removed[:-end], added[:-end]
    found = [Part("removed", removed), Part("added", added), Part("same", tail)]
    return [part for part in found if part.words]
