# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The rows that an organization's standing results make: one a period, and one more that repeats the last.

A row that was made from the same two assessments before is taken as it stands; all others are worked out.
"""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from accounts.models import Organization
from assessments import models
from assessments.domain.comparison import compare
from assessments.domain.group import Plain, Unit, disagreements_in, unit_result
from assessments.domain.plan_counts import Counted
from assessments.models import Assessment, UnitResult
from assessments.models.group import LATEST
from assessments.queries.edition import edition_of
from assessments.queries.result import Outcome, frozen_outcome
from assessments.queries.unit_plans import counted_of_unit, first_day_due

TREND = 12

Rows = dict[str, UnitResult]

# What a row says, whoever it is of; `trend` follows from the rows before it.
SAID = (
    *("stage", "at_target", "applicable", "share", "change", "gap"),
    *("levels", "practices", "situations", "advice", "moved"),
)
# What a row repeats of its unit's plan.
OF_PLAN = ("plan", "first_due")
FIELDS = (
    *("root", "path", "assessment_id", "edition_id", "said_in", "submitted_at", "kind", "profile", "trend"),
    *SAID,
    *OF_PLAN,
)


def rows_held(organization: Organization, pack: str) -> Rows:
    """The rows that stand there, by period; one query, and one more for each edition this process has not read."""
    rows = UnitResult.objects.within(organization).filter(pack=pack)
    return {row.period: row for row in rows.select_related("edition").defer("edition__document")}


def rows_due(organization: Organization, pack: str, held: Rows) -> Rows:
    """The rows that ought to stand there, by period, not saved; without `held` all are worked out.

    Three queries (two where no row must be worked out), and one more for each edition this process has not read.
    """
    standing = list(
        Assessment.objects.for_organization(organization)
        .submitted()
        .filter(pack=pack)
        .order_by("period")
        .with_edition()
    )
    pairs = list(zip(standing, [None, *standing], strict=False))
    open_pairs = [pair for pair in pairs if not _is_of(held.get(pair[0].period), *pair)]
    outcomes = _outcomes(organization, open_pairs)
    due: Rows = {}
    for assessment, before in pairs:
        if (assessment, before) in open_pairs:
            said = _said(unit_of_outcome(outcomes[assessment.pk], outcomes.get(before.pk) if before else None))
        else:
            said = {name: getattr(held[assessment.period], name) for name in SAID}
        due[assessment.period] = _row(organization, assessment, said, list(due.values()))
    if due:
        last = list(due.values())[-1]
        due[LATEST] = UnitResult(**_values(last), organization=organization, pack=pack, period=LATEST)
        due[LATEST].edition = last.edition
    _take_plan(due, counted_of_unit(organization, pack))
    return due


def _take_plan(rows: Rows, counted: Counted) -> None:
    """Let each row repeat what the unit's plan says of its period."""
    for period, row in rows.items():
        row.plan = counted.get(period, {})
        row.first_due = first_day_due(row.plan)


def unit_of_outcome(outcome: Outcome, before: Outcome | None) -> Unit:
    """What is kept of a result, compared with the one before (None: there is none)."""
    comparison, since = None, None
    if before:
        comparison = compare(before.edition, before.answers, outcome.edition, outcome.answers)
        since = _since(before.assessment)
    return unit_result(str(outcome.assessment.edition_id), outcome.result, comparison, since)


def unit_of_row(row: UnitResult) -> Unit:
    """What a row tells of its unit, as it is counted; the edition's document is read once a process."""
    threshold = edition_of(row.edition).settings.disagreement_at
    return Unit(
        edition=str(row.edition_id),
        disagreements=disagreements_in(row.practices, threshold),
        **{name: getattr(row, name) for name in SAID},
    )


def is_same(row: UnitResult, other: UnitResult) -> bool:
    """Whether two rows say the same of the same."""
    return _values(row) == _values(other)


def _is_of(row: UnitResult | None, assessment: Assessment, before: Assessment | None) -> bool:
    """Whether the row was made from these two assessments."""
    made_of = (row.assessment_id, row.moved.get("since")) if row else None
    return made_of == (assessment.pk, _since(before) if before else None)


def _since(before: Assessment) -> Plain:
    return {"assessment": str(before.pk), "edition": str(before.edition_id), "period": before.period}


def _outcomes(
    organization: Organization, pairs: Sequence[tuple[Assessment, Assessment | None]]
) -> Mapping[uuid.UUID, Outcome]:
    """The frozen outcomes of all that are named, by assessment."""
    named = {one.pk: one for pair in pairs for one in pair if one}
    if not named:
        return {}
    rows = models.Result.objects.within(organization).filter(assessment_id__in=named)
    return {
        row.assessment_id: frozen_outcome(one, edition_of(one.edition), row)
        for row in rows
        for one in [named[row.assessment_id]]
    }


def _said(unit: Unit) -> dict[str, Any]:
    return {name: getattr(unit, name) for name in SAID}


def _row(organization: Organization, assessment: Assessment, said: Plain, earlier: Sequence[UnitResult]) -> UnitResult:
    when: Any = assessment.submitted_at  # never None: it is submitted
    trend = [[one.said_in, one.at_target, one.applicable] for one in earlier[1 - TREND :]]
    return UnitResult(
        organization=organization,
        pack=assessment.pack,
        period=assessment.period,
        root=organization.lineage[0],
        path=organization.path,
        assessment=assessment,
        edition=assessment.edition,
        said_in=assessment.period,
        submitted_at=when,
        kind=organization.kind,
        profile=assessment.profile,
        trend=[*trend, [assessment.period, said["at_target"], said["applicable"]]],
        **said,
    )


def _values(row: UnitResult) -> dict[str, Any]:
    return {name: getattr(row, name) for name in FIELDS}
