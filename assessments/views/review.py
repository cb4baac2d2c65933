# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assessments.forms.assessment import SubmitForm
from assessments.permissions import can_manage, can_own
from assessments.queries.confirmation import Confirmation
from assessments.queries.review import Review, loss_of, review_of
from assessments.queries.shell import shell_of
from assessments.services.opening import amend_assessment
from assessments.services.opening import delete_assessment as delete_open_assessment
from assessments.services.refusal import AlreadySubmitted, NotAccepted
from assessments.services.submitting import submit_assessment
from assessments.tasks.verification import verify_result
from assessments.views.access import Seat, SignedInRequest, require, seat_or_404
from assessments.views.assessment import list_of_assessments
from assessments.views.confirming import confirmation_in


@require_GET
def review(request: SignedInRequest, assessment_id: uuid.UUID) -> HttpResponse:
    """Show what is open before submitting."""
    seat = seat_or_404(request, assessment_id)
    if not seat.assessment.is_open:
        return redirect("results", assessment_id)
    require(can_manage(seat.role))
    found = review_of(seat.assessment, timezone.now())
    form = SubmitForm(has_open_points=found.open_count > 0)
    confirmed = confirmation_in(request, seat.assessment, found.sheet)
    return _review(request, seat, found, form, confirmed=confirmed)


@require_POST
def submit(request: SignedInRequest, assessment_id: uuid.UUID) -> HttpResponse:
    """Submit; with open points only knowingly. A second submission is told that there was a first."""
    seat = seat_or_404(request, assessment_id)
    require(can_manage(seat.role))
    if not seat.assessment.is_open:
        return _submitted_before(request, seat)
    found = review_of(seat.assessment, timezone.now())
    form = SubmitForm(request.POST, has_open_points=found.open_count > 0)
    if not form.is_valid():
        return _review(request, seat, found, form, status=422)
    return _submit(request, seat)


def _submit(request: SignedInRequest, seat: Seat) -> HttpResponse:
    """Freeze what the page showed, under the edition that it showed."""
    assessment_id, edition = seat.assessment.pk, str(seat.assessment.edition_id)
    if request.POST.get("edition", edition) != edition:
        return _moved_on(request, assessment_id)
    try:
        submit_assessment(assessment=seat.assessment, by=request.user, now=timezone.now())
    except AlreadySubmitted:
        return _submitted_before(request, seat)
    except NotAccepted:
        return _moved_on(request, assessment_id)
    verify_result.enqueue(str(assessment_id))
    messages.success(request, _("Submitted. Its answers and result never change again; you can amend them."))
    return redirect("results", assessment_id)


@require_POST
def amend(request: SignedInRequest, assessment_id: uuid.UUID) -> HttpResponse:
    """Open a new assessment for the same quarter, which supersedes this one once it is submitted itself."""
    seat = seat_or_404(request, assessment_id)
    require(can_manage(seat.role))
    now = timezone.now()
    try:
        opened = amend_assessment(assessment=seat.assessment, by=request.user, now=now)
    except NotAccepted as refusal:
        return list_of_assessments(request, seat.assessment.organization, seat.role, now, refusal)
    return redirect("assessment", opened.pk)


@require_http_methods(["GET", "POST"])
def delete_assessment(request: SignedInRequest, assessment_id: uuid.UUID) -> HttpResponse:
    """Ask what would be lost, then delete an open assessment."""
    seat = seat_or_404(request, assessment_id)
    require(can_own(seat.role))
    if request.method == "POST" and seat.assessment.is_open:
        try:
            delete_open_assessment(assessment=seat.assessment, by=request.user, now=timezone.now())
        except AlreadySubmitted:
            return _submitted_before(request, seat)
        messages.success(request, _("The open assessment is deleted."))
        return redirect("assessments", seat.assessment.organization_id)
    if not seat.assessment.is_open:
        return _submitted_before(request, seat)
    return _page(request, seat, "assessments/delete_assessment.html", {"loss": loss_of(seat.assessment)})


def _submitted_before(request: SignedInRequest, seat: Seat) -> HttpResponse:
    messages.warning(request, _("This assessment has been submitted already. Nothing was changed."))
    return redirect("results", seat.assessment.pk)


def _moved_on(request: SignedInRequest, assessment_id: uuid.UUID) -> HttpResponse:
    """Nothing is frozen under an edition that the person has not seen: the page again, as it stands now."""
    messages.warning(request, _("The assessment was moved to another edition meanwhile. Check it again, then submit."))
    return redirect("review", assessment_id)


def _review(
    request: SignedInRequest,
    seat: Seat,
    found: Review,
    form: SubmitForm,
    *,
    confirmed: Confirmation | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, with a key by which all that is left can be confirmed."""
    context = {"review": found, "form": form, "confirmed": confirmed, "key": uuid.uuid4()}
    return _page(request, seat, "assessments/review.html", context, status)


def _page(
    request: SignedInRequest, seat: Seat, template: str, found: dict[str, Any], status: int = 200
) -> HttpResponse:
    shell = shell_of(request.user, seat.assessment.organization, seat.role, "assessment")
    context = {"shell": shell, "assessment": seat.assessment, **found}
    return render(request, template, context, status=status)
