# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Asking people without an account: who was asked, and the forms to ask, remind and withdraw."""

import uuid
from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from assessments.forms.asked import ChosenForm, InviteForm
from assessments.models import Invitation, OpenLink
from assessments.permissions import can_manage
from assessments.queries.asked import AskedPage, AskedView, asked_page, asked_person
from assessments.queries.shell import Shell, shell_of
from assessments.services.inviting import invite, remind, resend, revoke
from assessments.services.linking import make_open_link, revoke_open_link
from assessments.services.refusal import AlreadySubmitted, NotAccepted
from assessments.views.access import Seat, SignedInRequest, require, seat_or_404


@require_http_methods(["GET", "POST"])
def asked(request: SignedInRequest, assessment_id: uuid.UUID) -> HttpResponse:
    """Show who was asked from each view, and ask several people more."""
    seat, now = _seat(request, assessment_id), timezone.now()
    page = asked_page(seat.assessment, now)
    if request.method == "GET":
        return _page(request, seat, page)
    form = InviteForm(_view_or_404(page, request.POST.get("perspective", "")), request.POST)
    try:
        if form.is_valid():
            return _invited(request, seat, form, now)
    except NotAccepted as refusal:
        form.refuse(refusal.faults)
    except AlreadySubmitted:
        return _closed(request, seat)
    return _page(request, seat, page, form, status=422)


@require_POST
def asked_remind(request: SignedInRequest, assessment_id: uuid.UUID) -> HttpResponse:
    """Remind all who have not answered."""
    seat = _seat(request, assessment_id)
    try:
        count = remind(assessment=seat.assessment, url_of=_url_of(request), by=request.user, now=timezone.now())
    except AlreadySubmitted:
        return _closed(request, seat)
    words = _("Whoever has not answered is reminded.") if count else _("Nobody needs a reminder today.")
    messages.success(request, words)
    return redirect("asked", assessment_id)


@require_http_methods(["GET", "POST"])
def asked_one(request: SignedInRequest, assessment_id: uuid.UUID, invitation_id: uuid.UUID) -> HttpResponse:
    """One person who was asked: send the link again, or withdraw it after reading what that means."""
    seat, now = _seat(request, assessment_id), timezone.now()
    invitation = get_object_or_404(Invitation.objects.of(seat.assessment), pk=invitation_id)
    invitation.assessment = seat.assessment
    if request.method == "GET":
        return _person(request, seat, invitation, now)
    try:
        _change(request, invitation, now)
    except NotAccepted as refusal:
        return _person(request, seat, invitation, now, refusal)
    except AlreadySubmitted:
        return _closed(request, seat)
    return redirect("asked", assessment_id)


@require_POST
def asked_link(request: SignedInRequest, assessment_id: uuid.UUID) -> HttpResponse:
    """Make the open link, in place of one that stands, and show it: this once, since only its digest is kept."""
    seat, now = _seat(request, assessment_id), timezone.now()
    form = ChosenForm(_view_or_404(asked_page(seat.assessment, now), OpenLink.perspective), request.POST)
    try:
        if form.is_valid():
            asks = form.cleaned_data["practices"]
            _link, token = make_open_link(assessment=seat.assessment, practices=asks, by=request.user, now=now)
            return _page(request, seat, asked_page(seat.assessment, now), url=_url_of(request)(token))
    except NotAccepted as refusal:
        form.refuse(refusal.faults)
    except AlreadySubmitted:
        return _closed(request, seat)
    return _page(request, seat, asked_page(seat.assessment, now), link_form=form, status=422)


@require_http_methods(["GET", "POST"])
def asked_link_close(request: SignedInRequest, assessment_id: uuid.UUID) -> HttpResponse:
    """Close the open link, after reading what that means."""
    seat = _seat(request, assessment_id)
    if request.method == "GET":
        context = {"assessment": seat.assessment, "shell": _shell(request, seat)}
        return render(request, "assessments/asked_link_close.html", context)
    try:
        revoke_open_link(assessment=seat.assessment, by=request.user, now=timezone.now())
    except AlreadySubmitted:
        return _closed(request, seat)
    messages.success(request, _("The open link is closed."))
    return redirect("asked", assessment_id)


def _seat(request: SignedInRequest, assessment_id: uuid.UUID) -> Seat:
    """The person's seat; 403 for colleagues who don't manage."""
    seat = seat_or_404(request, assessment_id)
    require(can_manage(seat.role))
    return seat


def _view_or_404(page: AskedPage, perspective: str) -> AskedView:
    view = next((view for view in page.views if view.perspective == perspective), None)
    if view is None:
        raise Http404
    return view


def _url_of(request: SignedInRequest) -> Callable[[str], str]:
    return lambda token: request.build_absolute_uri(reverse("ask", args=[token]))


def _invited(request: SignedInRequest, seat: Seat, form: InviteForm, now: datetime) -> HttpResponse:
    said = form.cleaned_data
    made = invite(
        assessment=seat.assessment,
        perspective=form.view.perspective,
        **{name: said[name] for name in ("emails", "practices", "situations", "language")},
        url_of=_url_of(request),
        by=request.user,
        now=now,
    )
    words = ngettext("%(count)s person is asked by e-mail.", "%(count)s people are asked by e-mail.", len(made))
    messages.success(request, words % {"count": len(made)})
    return redirect("asked", seat.assessment.pk)


def _change(request: SignedInRequest, invitation: Invitation, now: datetime) -> None:
    """What the pressed button asks for."""
    words = {"address": invitation.email}
    if "withdraw" in request.POST:
        revoke(invitation=invitation, by=request.user, now=now)
        messages.success(request, _("The invitation of %(address)s is withdrawn.") % words)
    else:
        resend(invitation=invitation, url_of=_url_of(request), by=request.user, now=now)
        messages.success(request, _("%(address)s gets a new link.") % words)


def _person(
    request: SignedInRequest, seat: Seat, invitation: Invitation, now: datetime, refusal: NotAccepted | None = None
) -> HttpResponse:
    context = {
        "assessment": seat.assessment,
        "person": asked_person(seat.assessment, invitation, now),
        "refusal": refusal.faults[0].message if refusal else "",
        "shell": _shell(request, seat),
    }
    return render(request, "assessments/asked_one.html", context, status=422 if refusal else 200)


def _shell(request: SignedInRequest, seat: Seat) -> Shell:
    return shell_of(request.user, seat.assessment.organization, seat.role, "assessment")


def _closed(request: SignedInRequest, seat: Seat) -> HttpResponse:
    """Somebody has submitted the assessment meanwhile: nobody can be asked any more."""
    seat.assessment.refresh_from_db(fields=["state", "submitted_at", "submitted_by"])
    return _page(request, seat, asked_page(seat.assessment, timezone.now()), status=409)


def _page(
    request: SignedInRequest,
    seat: Seat,
    page: AskedPage,
    form: InviteForm | None = None,
    link_form: ChosenForm | None = None,
    url: str = "",
    status: int = 200,
) -> HttpResponse:
    """The whole page; `url` is the open link where it was made just now."""
    fresh = [InviteForm(view, language=seat.assessment.organization.language) for view in page.views]
    context = {
        "page": page,
        "forms": [form if form and form.view == one.view else one for one in fresh],
        "bound": form,
        "link_form": link_form or ChosenForm(_view_or_404(page, OpenLink.perspective)),
        "url": url,
        "shell": _shell(request, seat),
    }
    return render(request, "assessments/asked.html", context, status=status)
