# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Confirming what was carried over: one question, a section, or all that is left; and taking it back.

The forms post `key` (a UUID), and one of `one=practice/strategy`, `section=ospo` or `all=on`. By htmx the section comes
back as a part; by a button one is led back, with `?confirmed=` as the key by which the page offers to undo it.
What is worded differently now is confirmed on its own page alone.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from assessments.models import Assessment
from assessments.permissions import can_answer, can_manage, can_see_tasks
from assessments.queries.answer import Sheet
from assessments.queries.confirmation import Confirmation, confirmation_of
from assessments.queries.edition import edition_of
from assessments.queries.point import Point, points_of
from assessments.queries.previous import reworded_since
from assessments.queries.task import task_list
from assessments.services.confirming import confirm_answers, undo_confirmation
from assessments.services.refusal import AlreadySubmitted
from assessments.views.access import Seat, SignedInRequest, require, seat_or_404
from assessments.views.answering import UUID, idempotency_key, uuid_or_400, wants_part


@dataclass(frozen=True)
class Choice:
    """What is to be confirmed, the section that it stands in ("" for all), and the key of this confirmation."""

    points: list[Point]
    section: str
    key: uuid.UUID

    @property
    def is_all(self) -> bool:
        return not self.section


@require_POST
def confirm(request: SignedInRequest, assessment_id: uuid.UUID) -> HttpResponse:
    """Confirm carried-over answers."""
    seat, now = seat_or_404(request, assessment_id), timezone.now()
    require(can_see_tasks(seat.role, seat.assigned))
    choice = _choice(request, seat)
    try:
        count = confirm_answers(
            assessment=seat.assessment,
            places={point.place for point in choice.points},
            together=choice.is_all,
            idempotency_key=choice.key,
            by=request.user,
            now=now,
        )
    except AlreadySubmitted:
        return _closed(request, seat)
    if not count:
        messages.info(request, _("Nothing was left to confirm."))
    return _shown(request, seat, choice.section, now, choice.key)


@require_POST
def undo_confirm(request: SignedInRequest, assessment_id: uuid.UUID) -> HttpResponse:
    """Take a confirmation back, but for what anybody changed since."""
    seat, now = seat_or_404(request, assessment_id), timezone.now()
    require(can_see_tasks(seat.role, seat.assigned))
    key = uuid_or_400(request.POST.get("confirmed", ""))
    own = {point.place: point.section for point in _own_points(seat)}
    try:
        count = undo_confirmation(assessment=seat.assessment, places=own, confirmation=key, by=request.user, now=now)
    except AlreadySubmitted:
        return _closed(request, seat)
    _say_undone(request, count)
    section = request.POST.get("section", "")
    return _shown(request, seat, section if section in own.values() else "", now)


def confirmation_in(request: SignedInRequest, assessment: Assessment, sheet: Sheet) -> Confirmation | None:
    """The confirmation that the page's address names, as far as it can still be undone."""
    key = request.GET.get("confirmed", "")
    return confirmation_of(assessment, sheet, uuid.UUID(key), request.user) if UUID.fullmatch(key) else None


def _choice(request: SignedInRequest, seat: Seat) -> Choice:
    """What was chosen; 400 for what is not asked, 403 for a section that is somebody else's.

    One form holds many buttons: each has a key of its own, so that each can be undone by itself.
    """
    key, every = idempotency_key(request), list(points_of(edition_of(seat.assessment.edition)))
    one, section = request.POST.get("one", ""), request.POST.get("section", "")
    if not one and not section and "all" in request.POST:
        return Choice(_confirmable(seat, _own_points(seat)), "", uuid.uuid5(key, "all"))
    points = [point for point in every if (f"{point.kind}/{point.key}" == one if one else point.section == section)]
    if not points:
        raise BadRequest("This assessment does not ask that.")
    require(can_answer(seat.role, points[0].section, seat.assigned))
    return Choice(_confirmable(seat, points), points[0].section, uuid.uuid5(key, f"{section}:{one}"))


def _confirmable(seat: Seat, points: list[Point]) -> list[Point]:
    """Those whose words are still the ones that were answered."""
    reworded = reworded_since(seat.assessment)
    return [point for point in points if point.place not in reworded]


def _own_points(seat: Seat) -> list[Point]:
    """The questions that the person may answer."""
    points = points_of(edition_of(seat.assessment.edition))
    return [point for point in points if can_answer(seat.role, point.section, seat.assigned)]


def _shown(
    request: SignedInRequest, seat: Seat, section: str, now: datetime, key: uuid.UUID | None = None
) -> HttpResponse:
    """The section as it stands now, or the page that one came from."""
    if wants_part(request):
        return _part(request, seat, section, now, key)
    is_review = request.POST.get("back") == "review" and can_manage(seat.role)
    address = reverse("review" if is_review else "assessment", args=[seat.assessment.pk])
    address += f"?confirmed={key}" if key else ""
    return redirect(address + (f"#section-{section}" if section and not is_review else ""))


def _part(request: SignedInRequest, seat: Seat, section: str, now: datetime, key: uuid.UUID | None) -> HttpResponse:
    """One section of the task list, with the count of all that is left out of band."""
    assigned = None if can_manage(seat.role) else seat.assigned
    tasks = task_list(seat.assessment, now, assigned)
    found = next((one for one in tasks.sections if one.key == section), None)
    if found is None:
        raise BadRequest("This assessment does not ask that.")
    confirmed = confirmation_of(seat.assessment, tasks.desk.sheet, key, request.user) if key else None
    context = {
        "tasks": tasks,
        "section": found,
        "confirmed": confirmed,
        "key": uuid.uuid4(),
        "is_one": "one" in request.POST,
    }
    return render(request, "assessments/_task_section_part.html", context)


def _say_undone(request: SignedInRequest, count: int) -> None:
    words = ngettext("%(count)s answer waits again.", "%(count)s answers wait again.", count) % {"count": count}
    messages.info(request, words if count else _("Nothing was left to undo."))


def _closed(request: SignedInRequest, seat: Seat) -> HttpResponse:
    if wants_part(request):
        return render(request, "assessments/_closed.html", {"assessment": seat.assessment}, status=409)
    messages.warning(request, _("This assessment has been submitted already. Nothing was changed."))
    return redirect("results", seat.assessment.pk)
