# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Rounds: the quarter opened for a part of the tree, and who has submitted."""

import uuid
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import Organization, Role
from assessments.domain.period import last_day_of, period_of
from assessments.forms.round import DueDayForm, RoundForm
from assessments.models import Edition, Round
from assessments.permissions import can_manage
from assessments.queries.round import kinds_below, outlook_of, round_page, rounds_of
from assessments.queries.running import is_running
from assessments.queries.shell import shell_of
from assessments.queries.wording import listed
from assessments.services.refusal import NotAccepted
from assessments.services.round_reminding import remind_silent, was_reminded_today
from assessments.services.rounds import RoundExists, check_due, go_on_with_round, open_round, set_due_day
from assessments.tasks.round import open_assessments
from assessments.views.access import SignedInRequest, organization_or_404, require


@require_http_methods(["GET", "POST"])
def rounds(request: SignedInRequest, organization_id: uuid.UUID) -> HttpResponse:
    """List an organization's rounds; managers open one, after reading what that does."""
    organization, role = organization_or_404(request, organization_id)
    now = timezone.now()
    if request.method == "GET":
        return _list(request, organization, role, now)
    require(can_manage(role))
    form = RoundForm(request.POST, kinds=kinds_below(organization))
    if not form.is_valid():
        return _list(request, organization, role, now, form)
    try:
        if "confirmed" not in request.POST:
            return _ask(request, organization, role, now, form)
        return _opened(request, organization, now, form)
    except RoundExists as exists:
        return _list(request, organization, role, now, form, exists.round)
    except NotAccepted as refusal:
        form.refuse(refusal.faults)
        return _list(request, organization, role, now, form)


@require_http_methods(["GET", "POST"])
def round(request: SignedInRequest, organization_id: uuid.UUID, round_id: uuid.UUID) -> HttpResponse:
    """Who has submitted and who is how far (?part=progress: how far the opening is); managers change the due day, or
    have what is missing opened."""
    organization, role, found = _round_or_404(request, organization_id, round_id)
    now = timezone.now()
    if request.method == "GET":
        is_part = request.GET.get("part") == "progress"
        return _progress(request, found, now) if is_part else _page(request, organization, role, found, now)
    require(can_manage(role))
    if request.POST.get("step") == "go-on":
        if go_on_with_round(found=found, by=request.user, now=now):
            open_assessments.enqueue(str(found.pk))
        return redirect("round", organization.pk, found.pk)
    return _due_day_set(request, organization, role, found, now)


@require_POST
def round_remind(request: SignedInRequest, organization_id: uuid.UUID, round_id: uuid.UUID) -> HttpResponse:
    """Send everybody who manages units that have not submitted one mail."""
    organization, role, found = _round_or_404(request, organization_id, round_id)
    require(can_manage(role))

    def url_of(assessment: object, unit: object) -> str:
        name, key = ("assessment", assessment) if assessment else ("organization", unit)
        return request.build_absolute_uri(reverse(name, args=[key]))

    try:
        count = remind_silent(found=found, url_of=url_of, by=request.user, now=timezone.now())
    except NotAccepted as refusal:
        messages.warning(request, refusal.faults[0].message)
    else:
        words = ngettext("%(count)s person gets a mail.", "%(count)s people get a mail.", count) % {"count": count}
        nobody = _("Nobody gets a mail: nobody manages a unit that has not submitted, or whoever does wants none.")
        messages.success(request, words if count else nobody)
    return redirect("round", organization.pk, found.pk)


def _due_day_set(
    request: SignedInRequest, organization: Organization, role: Role, found: Round, now: datetime
) -> HttpResponse:
    form = DueDayForm(request.POST)
    if form.is_valid():
        try:
            set_due_day(found=found, due_date=form.cleaned_data["due_date"], by=request.user, now=now)
        except NotAccepted as refusal:
            form.refuse(refusal.faults)
        else:
            messages.success(request, _("Saved."))
            return redirect("round", organization.pk, found.pk)
    return _page(request, organization, role, found, now, form)


def _round_or_404(
    request: SignedInRequest, organization_id: uuid.UUID, round_id: uuid.UUID
) -> tuple[Organization, Role, Round]:
    organization, role = organization_or_404(request, organization_id)
    rows = Round.objects.within(organization).select_related("opened_by", "reminded_by")
    found = get_object_or_404(rows, pk=round_id)
    found.organization = organization
    return organization, role, found


def _list(
    request: SignedInRequest,
    organization: Organization,
    role: Role,
    now: datetime,
    form: RoundForm | None = None,
    exists: Round | None = None,
) -> HttpResponse:
    """The list with the form to open the current quarter, as long as nobody has."""
    period, found = period_of(now.astimezone(organization.zone).date()), rounds_of(organization)
    may_open = can_manage(role) and all(one.period != period for one in found)
    context = {
        "rounds": found,
        "organization": organization,
        "period": period,
        "form": (form or _proposed(organization, period)) if may_open else None,
        "exists": exists,
        "shell": shell_of(request.user, organization, role, "group"),
    }
    return render(request, "group/rounds.html", context, status=(409 if exists else 422) if form else 200)


def _proposed(organization: Organization, period: str) -> RoundForm:
    """The form with all kinds chosen, until the quarter's last day."""
    kinds = kinds_below(organization)
    said = {"due_date": last_day_of(period), "kinds": [kind for kind, _name, _count in kinds]}
    return RoundForm(None, kinds=kinds, initial=said)


def _ask(
    request: SignedInRequest, organization: Organization, role: Role, now: datetime, form: RoundForm
) -> HttpResponse:
    """What opening would do, before it does."""
    period, said = period_of(now.astimezone(organization.zone).date()), form.cleaned_data
    if found := Round.objects.within(organization).filter(pack=Edition.BUILT_IN, period=period).first():
        raise RoundExists(found)
    check_due(organization, period, said["due_date"], now)
    context = {
        "form": form,
        "organization": organization,
        "period": period,
        "outlook": outlook_of(organization, Edition.BUILT_IN, said["kinds"], period),
        "names": listed([name for kind, name, _count in form.counts if kind in said["kinds"]]),
        "shell": shell_of(request.user, organization, role, "group"),
    }
    return render(request, "group/round_confirm.html", context)


def _opened(request: SignedInRequest, organization: Organization, now: datetime, form: RoundForm) -> HttpResponse:
    said = form.cleaned_data
    found = open_round(organization=organization, pack=Edition.BUILT_IN, **said, by=request.user, now=now)
    open_assessments.enqueue(str(found.pk))
    return redirect("round", organization.pk, found.pk)


def _page(
    request: SignedInRequest,
    organization: Organization,
    role: Role,
    found: Round,
    now: datetime,
    form: DueDayForm | None = None,
) -> HttpResponse:
    context = {
        "page": round_page(found, request.GET.get("state", ""), request.GET.get("after", "")[:255], now),
        "organization": organization,
        "form": form or DueDayForm(initial={"due_date": found.due_date}),
        "was_reminded": was_reminded_today(found, now),
        "shell": shell_of(request.user, organization, role, "group"),
    }
    return render(request, "group/round.html", context, status=422 if form else 200)


def _progress(request: SignedInRequest, found: Round, now: datetime) -> HttpResponse:
    """How far the opening is; once it is not under way any more the page is read anew."""
    if not is_running(found, now):
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "group/_round_running.html", {"round": found})
