# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What if actions were done, and which few next: both say what would follow, and save nothing."""

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from assessments.forms.next_steps import GoalForm
from assessments.models import Assessment
from assessments.permissions import can_keep_plan, can_propose, can_read_result
from assessments.queries.next_steps import next_steps_page
from assessments.queries.result import outcome_of
from assessments.queries.shell import Shell, shell_of
from assessments.queries.what_if import since_of, ticks_in, what_if_page
from assessments.views.access import SignedInRequest, organization_or_404, require
from assessments.views.answering import uuid_or_400


@require_GET
def plan_what_if(request: SignedInRequest, organization_id: uuid.UUID) -> HttpResponse:
    """What the ticked actions and targets would make of the last result, or of the one that `from` names."""
    organization, role = organization_or_404(request, organization_id)
    shell = shell_of(request.user, organization, role, "plan")
    base = _base(request, shell)
    page = None
    if base:
        ticks = ticks_in(request.GET.getlist("done"), request.GET.getlist("reach"))
        outcome = outcome_of(base, timezone.now())
        page = what_if_page(organization, outcome, since_of(base, shell.results_assessment), ticks)
    context = {"page": page, "other": _other_base(base, shell), "shell": shell}
    return render(request, "plan/what_if.html", context)


@require_GET
def plan_next(request: SignedInRequest, organization_id: uuid.UUID) -> HttpResponse:
    """The few open actions that bring a goal nearest for their effort, each with its reason."""
    organization, role = organization_or_404(request, organization_id)
    shell = shell_of(request.user, organization, role, "plan")
    base, page, form, status = _base(request, shell), None, None, 200
    if base:
        outcome = outcome_of(base, timezone.now())
        form = GoalForm(request.GET, outcome=outcome)
        status = 200 if form.is_valid() else 400
        page = next_steps_page(organization, outcome, since_of(base, shell.results_assessment), form.goal_chosen)
    context = {
        "page": page,
        "form": form,
        "picks": [(uuid.uuid4(), pick) for pick in page.picks] if page else [],
        "may_propose": can_propose(role),
        "may_keep": can_keep_plan(role),
        "here": request.get_full_path(),
        "other": _other_base(base, shell),
    }
    return render(request, "plan/next_steps.html", context | {"shell": shell}, status=status)


def _base(request: SignedInRequest, shell: Shell) -> Assessment | None:
    """The assessment that `from` names, 404 for none of the organization's; else the last that the person may read."""
    named = request.GET.get("from", "")
    if not named:
        return shell.results_assessment
    rows = Assessment.objects.with_edition().filter(organization=shell.organization)
    base: Assessment = get_object_or_404(rows, pk=uuid_or_400(named))
    require(can_read_result(shell.role, base))
    return base


def _other_base(base: Assessment | None, shell: Shell) -> Assessment | None:
    """What else there is to project from: the open assessment for managers, or the last one that was submitted."""
    if base is None or not shell.may_manage or shell.assessment is None:
        return None
    other = shell.results_assessment if base.is_open else shell.assessment
    return other if other != base else None
