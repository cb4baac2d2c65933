# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What was carried over and what of it has been confirmed: just now, all together, or by nobody."""

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from accounts.models import User
from assessments.domain.edition import Edition
from assessments.models import Answer, Assessment, Change
from assessments.models.answer import Kind
from assessments.queries.answer import Sheet
from assessments.queries.edition import edition_of
from assessments.queries.offered import asked_rows, is_asked
from assessments.queries.point import Place, Point, place_of, points_of


@dataclass(frozen=True)
class Confirmation:
    """One confirmation that can still be undone: its key, the questions that it holds, and their sections."""

    key: uuid.UUID
    places: frozenset[Place]
    sections: frozenset[str]
    together: bool

    @property
    def count(self) -> int:
        return len(self.places)

    @property
    def section(self) -> str:
        """The one section that it was made for; "" where it was made for all of them."""
        return "" if self.together else next(iter(self.sections))


@dataclass(frozen=True)
class CarriedOver:
    """Beside a result: what nobody has looked at again, and how many were confirmed together, by day."""

    unconfirmed: list[Point]
    together: list[tuple[date, int]]


def unconfirmed_places(rows: Iterable[Answer]) -> set[Place]:
    """The questions with an answer that was carried over and that nobody has confirmed."""
    places = (place_of(row.kind, row.key) for row in rows if not row.is_confirmed)
    return {place for place in places if place}


def line_key(confirmation: uuid.UUID, row: Answer) -> uuid.UUID:
    """The key of the line that a confirmation leaves in the history of one answer: the same when it is repeated."""
    return uuid.uuid5(confirmation, f"{row.kind}:{row.key}")


def lines_of(assessment: Assessment, rows: Iterable[Answer], confirmation: uuid.UUID) -> list[tuple[Answer, Change]]:
    """The lines that a confirmation has left in the history of these answers, each with its answer. One query."""
    keys = {line_key(confirmation, row): row for row in rows}
    lines = Change.objects.of(assessment).filter(idempotency_key__in=keys)
    return [(keys[line.idempotency_key], line) for line in lines]


def standing_lines(
    assessment: Assessment, rows: Iterable[Answer], confirmation: uuid.UUID, by: User
) -> list[tuple[Answer, Change]]:
    """Those that this person left and that nobody has written over since. One query.

    The key of a save is none of a confirmation, though the lines of both have keys made in the same way.
    """
    return [
        (row, line)
        for row, line in lines_of(assessment, rows, confirmation)
        if line.by_id == by.pk and line.revision == row.revision and (line.after or {}).get("confirmed")
    ]


def confirmation_of(assessment: Assessment, sheet: Sheet, key: uuid.UUID, by: User) -> Confirmation | None:
    """What this person's confirmation still holds of the answers; None where it holds nothing. One query."""
    lines = standing_lines(assessment, sheet.answers.values(), key, by)
    places = frozenset(place for row, _line in lines if (place := place_of(row.kind, row.key)))
    together = any("together" in (line.after or {}) for _row, line in lines)
    sections = frozenset(one.section for one in points_of(edition_of(assessment.edition)) if one.place in places)
    return Confirmation(key, places, sections, together) if places else None


def carried_over(assessment: Assessment, edition: Edition) -> CarriedOver:
    """What stands beside a result, in two queries; none where no assessment went before."""
    if assessment.previous_id is None:
        return CarriedOver([], [])
    carried = asked_rows(edition, Answer.objects.of(assessment).filter(is_confirmed=False))
    unconfirmed = unconfirmed_places(carried)
    written = Answer.objects.of(assessment).filter(
        kind=OuterRef("what"), key=OuterRef("key"), revision=OuterRef("revision")
    )
    together = Change.objects.of(assessment).filter(Exists(written), after__together=True)
    zone = assessment.organization.zone
    asked = [line for line in together if is_asked(edition, Kind(line.what), line.key)]
    days = {(place_of(line.what, line.key), line.at.astimezone(zone).date()) for line in asked}
    return CarriedOver(
        unconfirmed=[point for point in points_of(edition) if point.place in unconfirmed],
        together=sorted(Counter(day for _place, day in days).items()),
    )
