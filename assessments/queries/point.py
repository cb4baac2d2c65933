# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The questions of an edition as lists name them: a situation is one, however many signs it is answered by."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from assessments.domain.document import Text
from assessments.domain.edition import Edition
from assessments.models import Assignment
from assessments.models.answer import Kind
from assessments.queries.wording import origin_of

# "practice", "situation" or "routine", and the key.
Place: TypeAlias = tuple[str, str]

QUESTIONS = {
    Kind.PRACTICE: "practice",
    Kind.SIGNAL: "situation",
    Kind.STANCE: "situation",
    Kind.ROUTINE: "routine",
}


@dataclass(frozen=True)
class Point:
    """One question with its section; `kind` is "practice", "situation" or "routine"."""

    section: str
    level: Text | None
    kind: str
    key: str
    name: Text
    origin: str = ""

    @property
    def place(self) -> Place:
        return (self.kind, self.key)


def points_of(edition: Edition) -> Iterator[Point]:
    """Every question, in the edition's order."""
    for situation in edition.situations:
        yield Point(
            Assignment.SITUATIONS, None, "situation", situation.key, situation.statement, origin_of(edition, situation)
        )
    for level in edition.levels:
        for practice in edition.practices_of(level.key):
            yield Point(level.key, level.name, "practice", practice.key, practice.name)
    for routine in edition.routines:
        yield Point(Assignment.ROUTINES, None, "routine", routine.key, routine.name)


def sections_of(edition: Edition) -> frozenset[str]:
    """The sections that the edition asks questions in."""
    return frozenset(point.section for point in points_of(edition))


def place_of(kind: str, key: str) -> Place | None:
    """The question that an answer of this kind and key belongs to; None for what an organization says of itself."""
    question = QUESTIONS.get(Kind(kind))
    return (question, key.partition("/")[0]) if question else None
