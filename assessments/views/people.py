# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Who answers what: managers ask members for sections, and take sections away from them."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from assessments.forms.people import AssignForm
from assessments.permissions import can_manage
from assessments.queries.people import PeoplePage, people_page, taken_by
from assessments.queries.shell import shell_of
from assessments.services.assigning import assign_section, assign_sections, unassign_section
from assessments.services.refusal import AlreadySubmitted, NotAccepted
from assessments.views.access import Seat, SignedInRequest, require, seat_or_404


@require_http_methods(["GET", "POST"])
def people(request: SignedInRequest, assessment_id: uuid.UUID) -> HttpResponse:
    """Show who answers what; ask a member for sections, take one away, or give it back."""
    seat = seat_or_404(request, assessment_id)
    require(can_manage(seat.role))
    if not seat.assessment.is_open:
        return redirect("results", assessment_id)
    try:
        if "take" in request.POST:
            return _take(request, seat)
        if "undo" in request.POST:
            return _give_back(request, seat)
        return _ask(request, seat)
    except AlreadySubmitted:
        messages.warning(request, _("This assessment has been submitted already. Nothing was changed."))
        return redirect("results", assessment_id)


def _ask(request: SignedInRequest, seat: Seat) -> HttpResponse:
    """The page; by a post, after a member was asked."""
    now = timezone.now()
    page = people_page(seat.assessment, now)
    form = AssignForm(page, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, seat, page, form)
    link = request.build_absolute_uri(reverse("assessment", args=[seat.assessment.pk]))
    sections = form.cleaned_data["sections"]
    try:
        new = assign_sections(
            assessment=seat.assessment, sections=sections, user=form.user, by=request.user, now=now, link=link
        )
    except NotAccepted as refusal:
        form.refuse(refusal.faults)
        return _page(request, seat, page, form)
    messages.success(request, _what_happened(new, form.user, is_self=form.user == request.user))
    return redirect("people", seat.assessment.pk)


def _what_happened(new: list[str], user: User, *, is_self: bool) -> str:
    if not new:
        return _("%(person)s was asked for that before. Nothing was changed.") % {"person": user}
    if is_self:
        return _("You are asked now.")
    return _("%(person)s is asked now; a mail says so.") % {"person": user}


def _take(request: SignedInRequest, seat: Seat) -> HttpResponse:
    section, _space, pk = request.POST["take"].partition(" ")
    user = get_object_or_404(User, pk=pk if pk.isdecimal() and len(pk) < 19 else 0)
    line = unassign_section(assessment=seat.assessment, section=section, user=user, by=request.user, now=timezone.now())
    here = reverse("people", args=[seat.assessment.pk])
    return redirect(f"{here}?taken={line.pk}" if line else here)


def _give_back(request: SignedInRequest, seat: Seat) -> HttpResponse:
    """Undo: the person was told when they were asked first, and gets no second mail."""
    taken = taken_by(seat.assessment, request.POST["undo"])
    if taken is None:
        raise Http404
    try:
        assign_section(
            assessment=seat.assessment, section=taken.line.key, user=taken.user, by=request.user, now=timezone.now()
        )
    except NotAccepted as refusal:
        messages.warning(request, refusal.faults[0].message)
    else:
        messages.success(request, _("%(person)s is asked again.") % {"person": taken.user})
    return redirect("people", seat.assessment.pk)


def _page(request: SignedInRequest, seat: Seat, page: PeoplePage, form: AssignForm) -> HttpResponse:
    taken = taken_by(seat.assessment, request.GET["taken"]) if "taken" in request.GET else None
    context = {
        "shell": shell_of(request.user, seat.assessment.organization, seat.role, "assessment"),
        "page": page,
        "form": form,
        "taken": taken,
    }
    return render(request, "assessments/people.html", context, status=422 if form.is_bound else 200)
