# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Practices that the edition asks at other kinds of organizations (`asked_at`): what an organization above answered
for all, and what it has still to answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from accounts.models import Organization
from assessments.domain.edition import Edition
from assessments.models import Answer, Assessment
from assessments.models.answer import UNANSWERED, Kind
from assessments.queries.edition import edition_of
from assessments.queries.offered import asked_rows, names_of, renamed, values_offered


@dataclass(frozen=True)
class Above:
    """By practice: the `answers` that hold from above, and who is asked for those that are still `awaited`."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    awaited: Mapping[str, Organization] = field(default_factory=dict)


NOTHING_ABOVE = Above()


def above_of(assessment: Assessment, edition: Edition) -> Above:
    """What the nearest organization above that is asked answered for all, and what it has not answered yet.

    A practice that is asked here, since it names this kind or since nobody above is asked, is in neither.
    """
    kind = assessment.organization.kind
    elsewhere = [practice for practice in edition.practices if practice.asked_at and kind not in practice.asked_at]
    if not elsewhere:
        return NOTHING_ABOVE
    above = Organization.objects.filter(path__in=assessment.organization.lineage[:-1]).order_by("-path")
    answers: dict[str, Answer] = {}
    awaited: dict[str, Organization] = {}
    for organization in above:
        asked_there = [one.key for one in elsewhere if organization.kind in one.asked_at]
        elsewhere = [one for one in elsewhere if one.key not in asked_there]
        if asked_there:
            said = _said_at(organization, assessment, edition, asked_there)
            answers |= said
            awaited |= {key: organization for key in asked_there if key not in said}
    return Above(answers, awaited)


def asked_above(assessment: Assessment, edition: Edition) -> frozenset[str]:
    """The practices that an organization above answers for all, or is to answer, and nobody has answered here. No query
    where the edition asks all at this kind of organization, else one more than `above_of`."""
    above = above_of(assessment, edition)
    keys = above.answers.keys() | above.awaited.keys()
    if not keys:
        return frozenset()
    rows = asked_rows(edition, Answer.objects.of(assessment).filter(kind=Kind.PRACTICE).exclude(value=UNANSWERED))
    return frozenset(keys - {row.key for row in rows})


def _said_at(
    organization: Organization, assessment: Assessment, edition: Edition, practices: list[str]
) -> dict[str, Answer]:
    """What the organization last answered to these practices when it submitted, as far as the edition offers it.

    It may have answered another edition of the pack, under an earlier key. For a submitted assessment it is what stood
    when that was submitted, whatever was amended since. One query.
    """
    keys = [name for key in practices for name in names_of(edition, Kind.PRACTICE, key)]
    rows = Answer.objects.within(organization).filter(kind=Kind.PRACTICE, key__in=keys, assessment__pack=edition.pack)
    if assessment.is_open:
        rows = rows.filter(assessment__state=Assessment.State.SUBMITTED)
    else:
        rows = rows.filter(assessment__submitted_at__lte=assessment.submitted_at)
    rows = rows.select_related("organization", "assessment__edition").defer("assessment__edition__document")
    found = {}
    for row in rows.order_by("assessment__period", "assessment__submitted_at", "pk"):
        key = renamed(edition, Kind.PRACTICE, row.key)
        was_asked = row.value in values_offered(edition_of(row.assessment.edition), Kind.PRACTICE, row.key)
        if was_asked and row.value in values_offered(edition, Kind.PRACTICE, key):
            found[key] = row
    return {key: row for key, row in found.items() if row.value != UNANSWERED}
