# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.models import Organization, Role
from assessments.forms.progress import CompareForm
from assessments.models import Assessment
from assessments.permissions import can_manage
from assessments.queries import practice_story as queries
from assessments.queries.comparison import Compared, name_of
from assessments.queries.edition import edition_of
from assessments.queries.practice_story import later_key
from assessments.queries.progress import (
    all_submitted,
    comparison_of,
    moved_answers,
    offered,
    standing_assessments,
    trends_of,
)
from assessments.queries.promised import Promises, promises_between
from assessments.queries.shell import shell_of
from assessments.queries.side_by_side import side_by_side
from assessments.queries.timeline import timeline_of
from assessments.queries.waterfall import waterfalls_of
from assessments.views.access import SignedInRequest, organization_or_404


@dataclass(frozen=True)
class Visit:
    """A person before an organization's submitted assessments: those that stand, and what they chose to compare.

    `offered` are all by what the address calls them; `form` None where there are not two.
    """

    organization: Organization
    role: Role
    standing: list[Assessment]
    offered: dict[str, Assessment]
    form: CompareForm | None

    @property
    def chosen(self) -> tuple[Assessment, Assessment] | None:
        """The earlier and the later one that are compared; None where they are not two."""
        if self.form is None or not self.form.is_valid():
            return None
        return self.offered[self.form.cleaned_data["from"]], self.offered[self.form.cleaned_data["to"]]

    @property
    def compared(self) -> Compared | None:
        """The two chosen ones, compared."""
        return comparison_of(self.organization, *self.chosen) if self.chosen else None

    @property
    def promises(self) -> Promises | None:
        """What was promised and done between the two chosen ones."""
        today = timezone.now().astimezone(self.organization.zone).date()
        return promises_between(*self.chosen, today) if self.chosen else None


def visit_or_404(request: SignedInRequest, organization_id: uuid.UUID) -> Visit:
    """The person's visit; 404 for a stranger. Two queries."""
    organization, role = organization_or_404(request, organization_id)
    found = offered(all_submitted(organization))
    standing = [one for one in found.values() if one.state == Assessment.State.SUBMITTED]
    form = None
    if len(found) > 1:
        names = {value: name_of(one) for value, one in found.items()}
        form = CompareForm(request.GET, periods=[one.period for one in standing], offered=names)
    return Visit(organization, role, standing, found, form)


@require_GET
def progress(request: SignedInRequest, organization_id: uuid.UUID) -> HttpResponse:
    """The levels over time, and what changed between two submitted assessments: the last two, or those chosen."""
    visit = visit_or_404(request, organization_id)
    comparison, trends = visit.compared, trends_of(visit.organization, visit.standing)
    context = {
        "form": visit.form,
        "comparison": comparison,
        "waterfalls": waterfalls_of(comparison) if comparison else [],
        "promises": visit.promises,
        "moved": moved_answers(comparison) if comparison else [],
        "periods": [one.period for one in visit.standing],
        "trends": trends,
        "timeline": timeline_of(visit.organization, visit.standing, trends),
        "shell": shell_of(request.user, visit.organization, visit.role, "progress"),
    }
    is_refused = visit.form is not None and comparison is None
    return render(request, "assessments/progress.html", context, status=400 if is_refused else 200)


@require_GET
def progress_answers(request: SignedInRequest, organization_id: uuid.UUID) -> HttpResponse:
    """All answers of two submitted assessments side by side: of the last two, or of those chosen."""
    visit = visit_or_404(request, organization_id)
    comparison = visit.compared
    context = {
        "form": visit.form,
        "comparison": comparison,
        "groups": side_by_side(comparison) if comparison else [],
        "shell": shell_of(request.user, visit.organization, visit.role, "progress"),
    }
    is_refused = visit.form is not None and comparison is None
    return render(request, "assessments/progress_answers.html", context, status=400 if is_refused else 200)


@require_GET
def practice_story(request: SignedInRequest, organization_id: uuid.UUID, key: str) -> HttpResponse:
    """What became of one practice over all quarters; an earlier key leads to today's."""
    organization, role = organization_or_404(request, organization_id)
    standing = standing_assessments(organization)
    if name := later_key(standing, key):
        return redirect("practice_story", organization.pk, name)
    story = queries.practice_story(organization, standing, key)
    story = story or queries.practice_story(organization, all_submitted(organization), key)
    if story is None:
        raise Http404
    context = {
        "story": story,
        "edition": edition_of(standing[-1].edition),
        "is_for_manager": can_manage(role),
        "shell": shell_of(request.user, organization, role, "progress"),
    }
    return render(request, "assessments/practice_story.html", context)
