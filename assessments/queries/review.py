# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What a manager looks at before submitting: all that is open, unbacked or not looked at again. None of it forbids."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from assessments.domain.document import Text
from assessments.domain.edition import Edition
from assessments.domain.result import PracticeResult, Result
from assessments.domain.values import PracticeValue
from assessments.models import Answer, Assessment, Evidence, Response
from assessments.models.answer import UNANSWERED, UNKNOWN, Kind
from assessments.queries.answer import Sheet, sheet_of
from assessments.queries.confirmation import unconfirmed_places
from assessments.queries.edition import edition_of
from assessments.queries.idle import Idle, idle_answers
from assessments.queries.point import Point, points_of
from assessments.queries.previous import Previous, previous_of
from assessments.queries.result import outcome_of

BACKED_FROM = 3  # answers from here on say "across the organization", which somebody should be able to see


@dataclass(frozen=True)
class Review:
    """Lists of points, each in the edition's order: `borrowed` stands on what others said alone and is not far apart;
    `dropped` names what only the last edition asked, `idle` what was said here before a move and isn't asked since."""

    assessment: Assessment
    unknown: list[Point]
    unresolved: list[Point]
    borrowed: list[Point]
    unsupported: list[Point]
    unconfirmed: list[Point]
    dropped: list[Text]
    idle: list[Idle]
    confirmable: int
    previous_period: str
    notice: Text | None
    sheet: Sheet

    @property
    def open_count(self) -> int:
        """How many points stand against submitting without a second thought."""
        lists = (self.unknown, self.unresolved, self.borrowed, self.unsupported, self.unconfirmed)
        return sum(map(len, lists))


@dataclass(frozen=True)
class Loss:
    """What goes when an open assessment is deleted."""

    answers: int
    evidence: int
    responses: int


def review_of(assessment: Assessment, now: datetime) -> Review:
    """All there is to look at before an open assessment is submitted, in five queries (eight where it was moved)."""
    edition = edition_of(assessment.edition)
    sheet = sheet_of(assessment, edition)
    outcome = outcome_of(assessment, now, sheet)
    result = outcome.result
    previous = previous_of(assessment, edition)
    points = list(points_of(edition))
    practices = {one.key: one for one in result.practices}
    borrowed = {key for key, one in outcome.standing.practices.items() if _is_borrowed(one)}
    unknown = _unknown(result, sheet, edition)
    carried = unconfirmed_places(sheet.answers.values())
    return Review(
        assessment=assessment,
        unknown=[point for point in points if point.place in unknown],
        unresolved=[one for one in points if one.kind == "practice" and practices[one.key].unresolved],
        borrowed=[one for one in points if one.kind == "practice" and one.key in borrowed],
        unsupported=[
            one
            for one in points
            if one.kind == "practice"
            and one.key not in borrowed
            and not _is_from_above(one.key, sheet)
            and _is_unsupported(practices[one.key])
        ],
        unconfirmed=[point for point in points if point.place in carried],
        confirmable=sum(point.place in carried - previous.reworded.places for point in points),
        dropped=_dropped(edition, previous),
        idle=idle_answers(assessment),
        previous_period=previous.period,
        notice=edition.notice,
        sheet=sheet,
    )


def loss_of(assessment: Assessment) -> Loss:
    """What would be deleted with an assessment, in three queries."""
    return Loss(
        answers=Answer.objects.of(assessment).exclude(value=UNANSWERED, note="").count(),
        evidence=Evidence.objects.of(assessment).count(),
        responses=Response.objects.of(assessment).values("perspective", "respondent").distinct().count(),
    )


def _unknown(result: Result, sheet: Sheet, edition: Edition) -> set[tuple[str, str]]:
    """What has no value yet; a situation where it is not clear whether it is faced."""
    open_ones = {("practice", one.key) for one in result.practices if one.value is None}
    open_ones |= {("situation", one.key) for one in result.situations if one.faced == "unknown"}
    values = {one.key: sheet.value(Kind.ROUTINE, one.key) for one in edition.routines}
    return open_ones | {("routine", key) for key, value in values.items() if value in (UNANSWERED, UNKNOWN)}


def _is_borrowed(one: PracticeValue) -> bool:
    return isinstance(one.value, int) and one.basis != "agreed" and not one.unresolved


def _is_from_above(key: str, sheet: Sheet) -> bool:
    """Whether an organization above answered it for all: what backs that is for those above to show."""
    return key in sheet.inherited and not sheet.value(Kind.PRACTICE, key)


def _is_unsupported(one: PracticeResult) -> bool:
    return isinstance(one.value, int) and one.value >= BACKED_FROM and one.evidence != "fresh"


def _dropped(edition: Edition, previous: Previous) -> list[Text]:
    """What was answered last time and is not asked any more."""
    if previous.outcome is None:
        return []
    before, said, names = previous.outcome.edition, previous.outcome.answers, edition.renames
    practices = {one.key for one in edition.practices}
    situations = {one.key for one in edition.situations}
    routines = {one.key for one in edition.routines}
    return [
        *(one.name for one in before.practices if _is_gone(one.key, said.practices, names.practices, practices)),
        *(
            one.statement
            for one in before.situations
            if _is_gone(one.key, said.situations, names.situations, situations)
        ),
        *(one.name for one in before.routines if _is_gone(one.key, said.routines, names.routines, routines)),
    ]


def _is_gone(key: str, said: Collection[str], renamed: Mapping[str, str], asked: Collection[str]) -> bool:
    return key in said and renamed.get(key, key) not in asked
