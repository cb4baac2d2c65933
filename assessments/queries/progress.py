# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The levels over the periods, of the submitted assessments that stand."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TypedDict

from accounts.models import Organization
from assessments.models import Assessment, LevelResult, Result
from assessments.queries.comparison import Compared, compared
from assessments.queries.edition import edition_of
from assessments.queries.result import frozen_outcome
from assessments.queries.wording import in_words


class LevelTrend(TypedDict):
    """One level: a figure in per cent for each period, None where nothing applied, and the last `could_be`."""

    key: str
    name: str
    shown: list[Decimal | None]
    said: list[Decimal | None]
    aim: list[Decimal | None]
    could_be: Decimal | None


def standing_assessments(organization: Organization) -> list[Assessment]:
    """The submitted assessments that stand, the earliest first: those of the pack submitted last. One query."""
    rows = list(Assessment.objects.with_edition().for_organization(organization).submitted().order_by("submitted_at"))
    return sorted((row for row in rows if row.pack == rows[-1].pack), key=lambda row: row.period)


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


def _trend(key: str, name: str, rows: list[LevelResult | None]) -> LevelTrend:
    return LevelTrend(
        key=key,
        name=name,
        shown=[row.shown if row else None for row in rows],
        said=[row.said if row else None for row in rows],
        aim=[row.aim if row else None for row in rows],
        could_be=rows[-1].could_be if rows[-1] else None,
    )


def comparison_of(organization: Organization, before: Assessment, after: Assessment) -> Compared:
    """Two submitted assessments compared, from what was frozen with them. One query."""
    rows = Result.objects.within(organization).filter(assessment__in=[before, after])
    frozen = {row.assessment_id: row for row in rows}
    first, last = (frozen_outcome(one, edition_of(one.edition), frozen[one.pk]) for one in (before, after))
    return compared(first, last)
