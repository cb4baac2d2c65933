# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The histories of a practice and of a situation, for whoever may read them themselves."""

import uuid
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from assessments.permissions import can_manage
from assessments.queries import history
from assessments.queries.shell import shell_of
from assessments.views import practice, situation
from assessments.views.access import Seat, SignedInRequest, require

LONGEST_PK = 19


@require_GET
def practice_history(request: SignedInRequest, assessment_id: uuid.UUID, key: str) -> HttpResponse:
    """Show who changed what on a practice."""
    visit = practice.visit_or_404(request, assessment_id, key)
    require(visit.may_read)
    reader = history.Reader(sees_names=visit.may_answer, sees_views=can_manage(visit.seat.role))
    page = history.practice_history(visit.seat.assessment, visit.practice, reader, before(request))
    return page_of(request, visit.seat, {"history": page, "name": visit.practice.name, "url": visit.url})


@require_GET
def situation_history(request: SignedInRequest, assessment_id: uuid.UUID, key: str) -> HttpResponse:
    """Show who changed what on a situation."""
    visit = situation.visit_or_404(request, assessment_id, key)
    require(visit.may_read)
    reader = history.Reader(sees_names=visit.may_answer, sees_views=can_manage(visit.seat.role))
    page = history.situation_history(visit.seat.assessment, visit.situation, reader, before(request))
    url = reverse("situation", args=[assessment_id, key])
    return page_of(request, visit.seat, {"history": page, "name": visit.situation.statement, "url": url})


def before(request: SignedInRequest) -> int | None:
    """The line before which the page begins; 400 where that is none."""
    asked = request.GET.get("before")
    if asked is None:
        return None
    if not (asked.isascii() and asked.isdecimal() and len(asked) < LONGEST_PK):
        raise BadRequest("This is no line of a history.")
    return int(asked)


def page_of(request: SignedInRequest, seat: Seat, context: dict[str, Any]) -> HttpResponse:
    """The page in the frame of its organization."""
    part = "assessment" if seat.assessment.is_open else "results"
    shell = shell_of(request.user, seat.assessment.organization, seat.role, part)
    context |= {"shell": shell, "is_later": "before" in request.GET}
    return render(request, "assessments/history.html", context)
