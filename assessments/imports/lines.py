# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""On which line of a file each part of its document stands, so that every fault can name its line."""

import re
from dataclasses import dataclass, field
from typing import TypeAlias

MOST_OF_A_PLACE = 1000
INDEX = re.compile(r"\[([0-9]{1,9})\]")
END_OF_KEY = re.compile(r"[.\[]|$")

Part: TypeAlias = "int | Lines"


@dataclass(frozen=True, slots=True)
class Lines:
    """The line of a list or an object, and of what is in it; what stands under a key has the line of its key."""

    line: int
    items: list[Part] = field(default_factory=list)
    fields: dict[str, Part] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document as plain objects, and the lines of its parts."""

    content: object
    lines: Part

    def line_of(self, place: str) -> int:
        """The line of a place such as `practices[2].anchors`, or of the nearest part around it that is there."""
        part, rest = self.lines, place[:MOST_OF_A_PLACE]
        while rest and isinstance(part, Lines):
            step = _item(part, rest) or _field(part, rest)
            if step is None:
                break
            part, rest = step
        return part.line if isinstance(part, Lines) else part


def _item(part: Lines, rest: str) -> tuple[Part, str] | None:
    found = INDEX.match(rest)
    if found and int(found[1]) < len(part.items):
        return part.items[int(found[1])], rest[found.end() :].removeprefix(".")
    return None


def _field(part: Lines, rest: str) -> tuple[Part, str] | None:
    """The part under the first key that the rest begins with; a key may hold what joins keys to places."""
    for end in END_OF_KEY.finditer(rest):
        if rest[: end.start()] in part.fields:
            return part.fields[rest[: end.start()]], rest[end.start() :].removeprefix(".")
    return None
