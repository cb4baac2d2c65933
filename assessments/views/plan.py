# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The plan of an organization: its actions, and taking another one into it."""

import uuid
from functools import partial
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.models import Organization, Role
from assessments.forms.plan import FilterForm
from assessments.models import Edition, PlanItem
from assessments.permissions import can_keep_plan, can_move_item, can_propose
from assessments.queries.helped import questions_for
from assessments.queries.plan import Desk, PlanPage, desk_of, plan_page
from assessments.queries.plan_board import board_of, people_of
from assessments.queries.plan_choice import choice_in
from assessments.queries.plan_focus import focus_of
from assessments.queries.plan_item import changed_in
from assessments.queries.plan_words import title_of
from assessments.queries.planned import Plan, plan_for
from assessments.queries.shell import shell_of
from assessments.queries.what_if import Ticks, WhatIfPage, since_of, ticks_in, what_if_page
from assessments.services.planning import add_action
from assessments.services.refusal import NotAccepted
from assessments.tasks.faring import count_where_due
from assessments.views.access import Seat, SignedInRequest, organization_or_404, require
from assessments.views.answering import idempotency_key, uuid_or_400


@require_GET
def plan(request: SignedInRequest, organization_id: uuid.UUID) -> HttpResponse:
    """The actions of an organization's plan, under the advice that they follow."""
    organization, role = organization_or_404(request, organization_id)
    shell = shell_of(request.user, organization, role, "plan")
    may_move, now = partial(can_move_item, role, user=request.user), timezone.now()
    desk = desk_of(organization, request.user, shell.results_assessment, now, may_move)
    page = plan_page(desk, choice_in(request.GET))
    context = {
        "page": page,
        "board": board_of(page) if page.choice.is_board else [],
        "focus": focus_of(page),
        "form": FilterForm(page.choice, edition=desk.edition, people=people_of(page)),
        "what_if": _what_if(desk, page, ticks_in(request.GET.getlist("done"), ())),
        "changed": changed_in(organization, request.GET.get("changed", ""), request.user),
        "here": request.get_full_path(),
        "may_propose": can_propose(role),
        "questions": questions_for(request.user, organization, role, now),
        "key": uuid.uuid4(),
    }
    return render(request, "plan/plan.html", context | {"shell": shell})


def _what_if(desk: Desk, page: PlanPage, ticks: Ticks) -> WhatIfPage | None:
    """The projection of what is ticked, beside a table of an organization's own open actions; else None."""
    choice = page.choice
    if desk.outcome is None or choice.is_board or choice.units or not page.counts.open:
        return None
    since = since_of(desk.outcome.assessment, None)
    return what_if_page(desk.organization, desk.outcome, since, ticks, is_listed=False)


@require_POST
def plan_add(request: SignedInRequest, organization_id: uuid.UUID) -> HttpResponse:
    """Take an action of an edition into the plan; a contributor proposes it. `next` leads back to where one was.

    Posted are `action` (its key), `edition` (the row's id), `key` and `next`.
    """
    organization, role = organization_or_404(request, organization_id)
    require(can_propose(role))
    item = _added(request, organization, role)
    count_where_due(item.pack, timezone.now())
    messages.success(request, _("In the plan: “%(title)s”.") % {"title": title_of(item)})
    return redirect(way_back(request, reverse("plan", args=[organization.pk])))


def _added(request: SignedInRequest, organization: Organization, role: Role) -> PlanItem:
    published = Edition.objects.exclude(state__in=[Edition.State.DRAFT, Edition.State.IN_REVIEW])
    edition = get_object_or_404(published, pk=uuid_or_400(request.POST.get("edition", "")))
    try:
        return add_action(
            organization=organization,
            edition=edition,
            action=request.POST.get("action", ""),
            status=PlanItem.Status.TO_DO if can_keep_plan(role) else PlanItem.Status.PROPOSED,
            idempotency_key=idempotency_key(request),
            by=request.user,
            now=timezone.now(),
        )
    except NotAccepted as refusal:
        raise BadRequest(refusal.faults[0].message) from refusal


def with_changed(address: str, item: PlanItem) -> str:
    """The address of a page that offers to take back what was just done to an action, at that action."""
    parts = urlsplit(address)
    said = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != "changed"]
    return urlunsplit(parts._replace(query=urlencode([*said, ("changed", str(item.pk))]), fragment=f"action-{item.pk}"))


def way_back(request: HttpRequest, otherwise: str) -> str:
    """Where the person came from, if it is a page of this site; else the other address."""
    place = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(place, {request.get_host()}, require_https=request.is_secure())
    return place if is_ours and place.startswith("/") else otherwise


def plan_beside(request: SignedInRequest, seat: Seat) -> Plan:
    """What is planned of the advice on a page of an assessment, and what the person may add there."""
    may_add, may_keep = can_propose(seat.role), can_keep_plan(seat.role)
    return plan_for(seat.assessment, request.path, may_add=may_add, may_keep=may_keep)
