# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Files that were asked for: how they stand, and what may be asked for."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from accounts.models import Organization, User
from assessments.models import Assessment, Edition, Export, GroupResult, PlanItem
from assessments.queries.wording import period_words

LIFETIME = timedelta(days=1)

What = Export.What
FORMS: dict[str, tuple[str, ...]] = {
    What.RESULT: ("xlsx", "csv", "json"),
    What.ASSESSMENT: ("xlsx", "csv", "json"),
    What.DASHBOARD: ("xlsx", "csv", "json"),
    What.PLAN: ("xlsx", "csv", "json"),
    What.ARCHIVE: ("json",),
}


@dataclass(frozen=True)
class Offer:
    """A file that may be asked for: `value` is what a form posts, `name` what a page calls it."""

    value: str
    name: str
    what: str
    assessment: Assessment | None


def offers_for(organization: Organization, is_allowed: Callable[[str, Assessment | None], bool]) -> list[Offer]:
    """What somebody may take along of an organization, as far as it is allowed, the latest first. Two queries,
    one more for a group."""
    assessments = Assessment.objects.with_edition().for_organization(organization)
    offers = []
    for assessment in assessments.exclude(state=Assessment.State.SUPERSEDED).order_by("-period", "-opened_at"):
        for what, template in (
            (What.RESULT, _("%(period)s: results")),
            (What.ASSESSMENT, _("%(period)s: all answers, notes and evidence")),
        ):
            if is_allowed(what, assessment):
                name = template % {"period": period_words(assessment.period)}
                offers.append(Offer(f"{what}:{assessment.pk}", name, what, assessment))
    if is_allowed(What.PLAN, None) and PlanItem.objects.within(organization).filter(pack=Edition.BUILT_IN).exists():
        offers.append(Offer(What.PLAN, _("The plan with its history"), What.PLAN, None))
    if organization.units_below and is_allowed(What.DASHBOARD, None) and _has_dashboard(organization):
        offers.append(Offer(What.DASHBOARD, _("Group dashboard, the latest of each unit"), What.DASHBOARD, None))
    if is_allowed(What.ARCHIVE, None):
        name = _("Everything of it and of all below it, as one archive for another installation")
        offers.append(Offer(What.ARCHIVE, name, What.ARCHIVE, None))
    return offers


def _has_dashboard(organization: Organization) -> bool:
    """Whether a unit below has submitted something."""
    sums = GroupResult.objects.within(organization).filter(pack=Edition.BUILT_IN, units__gt=0)
    return bool(sums.exists())


def exports_of(organization: Organization, user: User) -> list[Export]:
    """The files that a person asked for here, the latest first. One query."""
    rows = Export.objects.within(organization).filter(asked_by=user).defer("content")
    return list(rows.select_related("assessment").order_by("-asked_at")[:20])


def export_of(export_id: uuid.UUID, user: User) -> Export | None:
    """A file that this person asked for, without its content. One query."""
    rows = Export.unscoped.filter(pk=export_id, asked_by=user).defer("content")
    found: Export | None = rows.select_related("organization", "assessment").first()
    return found


def content_of(export: Export) -> bytes:
    """What the file holds. One query."""
    return bytes(Export.objects.within(export.organization).values_list("content", flat=True).get(pk=export.pk))
