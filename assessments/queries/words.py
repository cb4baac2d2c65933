# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Two versions of a text, word by word; Japanese, which puts no spaces between words, by signs."""

import re
from collections.abc import Sequence
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


def difference(before: str, after: str) -> list[Part]:
    """The parts of both versions in their order; what was replaced stands before what replaces it."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    parts: list[Part] = []
    for what, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new).get_opcodes():
        if what == "equal":
            _add(parts, "same", old[old_from:old_to])
        else:
            _add(parts, "removed", old[old_from:old_to])
            _add(parts, "added", new[new_from:new_to])
    return parts


def _add(parts: list[Part], sort: Sort, tokens: Sequence[str]) -> None:
    if tokens:
        parts.append(Part(sort, "".join(tokens)))
