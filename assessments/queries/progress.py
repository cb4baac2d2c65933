# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The levels over the periods, of the submitted assessments that stand."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TypedDict

from django.db.models import QuerySet

from accounts.models import Organization
from assessments.domain import result as domain
from assessments.domain.edition import Edition
from assessments.models import Assessment, Evidence, LevelResult, Result
from assessments.queries.comparison import Compared, MovedAnswer, compared
from assessments.queries.edition import edition_of
from assessments.queries.result import frozen_outcome
from assessments.queries.wording import in_words


class LevelTrend(TypedDict):
    """One level: a figure in per cent for each period, None where nothing applied."""

    key: str
    name: str
    shown: list[Decimal | None]
    said: list[Decimal | None]
    aim: list[Decimal | None]
    could_be: list[Decimal | None]


def standing_assessments(organization: Organization) -> list[Assessment]:
    """The submitted assessments that stand, the earliest first: those of the pack submitted last. One query."""
    rows = Assessment.objects.with_edition().for_organization(organization).submitted()
    return _by_period(rows)


def all_submitted(organization: Organization) -> list[Assessment]:
    """The same with those that were amended, each before what stands in its place. One query."""
    states = [Assessment.State.SUBMITTED, Assessment.State.SUPERSEDED]
    return _by_period(Assessment.objects.with_edition().for_organization(organization).filter(state__in=states))


def _by_period(found: QuerySet[Assessment]) -> list[Assessment]:
    rows = list(found.order_by("submitted_at", "pk"))
    return sorted((row for row in rows if row.pack == rows[-1].pack), key=lambda row: row.period)


def offered(assessments: Iterable[Assessment]) -> dict[str, Assessment]:
    """Assessments by what an address calls them: those that stand by their period, others by their identifier."""
    stands = Assessment.State.SUBMITTED
    return {one.period if one.state == stands else str(one.pk): one for one in assessments}


def trends_of(organization: Organization, assessments: Sequence[Assessment]) -> list[LevelTrend]:
    """The levels of the last edition over all these assessments, in one query."""
    if not assessments:
        return []
    rows = {
        (row.assessment_id, row.key): row
        for row in LevelResult.objects.within(organization).filter(assessment__in=assessments)
    }
    return [
        _trend(level.key, in_words(level.name), [rows.get((one.pk, level.key)) for one in assessments])
        for level in edition_of(assessments[-1].edition).levels
    ]


def trends_in(edition: Edition, results: Sequence[domain.Result]) -> list[LevelTrend]:
    """The levels of an edition over the results of several periods, the earliest first."""
    by_key = [{level.key: level for level in one.levels} for one in results]
    return [_trend(level.key, in_words(level.name), [one.get(level.key) for one in by_key]) for level in edition.levels]


def _trend(key: str, name: str, rows: Sequence[LevelResult | domain.LevelResult | None]) -> LevelTrend:
    return LevelTrend(
        key=key,
        name=name,
        shown=[row.shown if row else None for row in rows],
        said=[row.said if row else None for row in rows],
        aim=[row.aim if row else None for row in rows],
        could_be=[row.could_be if row else None for row in rows],
    )


def moved_answers(comparison: Compared) -> list[tuple[MovedAnswer, str]]:
    """The answers that moved, each with the evidence for it that was seen last, "" where there is none. One query."""
    keys = [answer.key for answer in comparison.answers if answer.evidence != "none"]
    rows = Evidence.objects.of(comparison.after.assessment).filter(practice__in=keys).order_by("reviewed_on", "-pk")
    seen_last = {row.practice: str(row) for row in rows}
    return [(answer, seen_last.get(answer.key, "")) for answer in comparison.answers]


def comparison_of(organization: Organization, before: Assessment, after: Assessment) -> Compared:
    """Two submitted assessments compared, from what was frozen with them. One query."""
    rows = Result.objects.within(organization).filter(assessment__in=[before, after])
    frozen = {row.assessment_id: row for row in rows}
    first, last = (frozen_outcome(one, edition_of(one.edition), frozen[one.pk]) for one in (before, after))
    return compared(first, last)
