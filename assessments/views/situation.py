# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""One situation: its signs, whether the organization says that it faces it, and how much it is theirs."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assessments.domain.content import Situation
from assessments.forms.question import QuestionsForm
from assessments.models import Assignment
from assessments.models.answer import Kind
from assessments.permissions import can_answer, can_manage, can_read_result
from assessments.queries.edition import edition_of
from assessments.queries.situation import questions_of, situation_about, situation_page
from assessments.views import question
from assessments.views.access import Seat, SignedInRequest, require, seat_or_404
from assessments.views.answering import Problem
from assessments.views.unasked import asked_key, refuses_unasked, take_posted


@dataclass(frozen=True)
class Visit:
    """A person before one situation of an assessment."""

    request: SignedInRequest
    seat: Seat
    situation: Situation
    now: datetime

    @property
    def may_answer(self) -> bool:
        return can_answer(self.seat.role, Assignment.SITUATIONS, self.seat.assigned)

    @property
    def may_read(self) -> bool:
        is_submitted = not self.seat.assessment.is_open
        return self.may_answer or (is_submitted and can_read_result(self.seat.role, self.seat.assessment))

    @property
    def is_manager(self) -> bool:
        return can_manage(self.seat.role)

    @property
    def shows(self) -> dict[str, bool]:
        """Whether what other people answered counts in what the person is shown, and whether they see it by itself."""
        return {"sees_views": self.is_manager or not self.seat.assessment.is_open, "for_manager": self.is_manager}


@require_http_methods(["GET", "POST"])
@refuses_unasked
def situation(request: SignedInRequest, assessment_id: uuid.UUID, key: str) -> HttpResponse:
    """Show one situation, or only what stands beside it (?part=about), and save what is answered."""
    visit = visit_or_404(request, assessment_id, key)
    if request.method == "GET":
        require(visit.may_read)
        return about_of(visit) if request.GET.get("part") == "about" else page_of(visit)
    require(visit.may_answer)
    take_posted(request, edition_of(visit.seat.assessment.edition))
    pk = visit.seat.assessment.pk
    attempt = question.Attempt(
        request=request,
        seat=visit.seat,
        form=QuestionsForm(questions_of(visit.situation), request.POST),
        now=visit.now,
        page=lambda form, problem: page_of(visit, form, problem),
        here=reverse("situation", args=[pk, visit.situation.key]),
        onward=next_url(visit),
    )
    return question.save(attempt)


def visit_or_404(request: SignedInRequest, assessment_id: uuid.UUID, key: str) -> Visit:
    """The person's visit; 404 for a stranger, and for a situation that the edition doesn't ask about."""
    seat = seat_or_404(request, assessment_id)
    asked = edition_of(seat.assessment.edition).situation(asked_key(seat, Kind.STANCE, key))
    return Visit(request, seat, asked, timezone.now())


def page_of(visit: Visit, form: QuestionsForm | None = None, problem: Problem | None = None) -> HttpResponse:
    """The whole page; with what a person tried to save where it was not."""
    page = situation_page(visit.seat.assessment, visit.situation, visit.now, **visit.shows)
    questions = [*page.signs, page.stance]
    shown = form.beside(questions) if form else QuestionsForm(questions)
    context = {
        "page": page,
        "about": page.about,
        "form": shown,
        "asked": list(shown.asked()),
        "key": uuid.uuid4(),
        "problem": problem,
        "next_url": next_url(visit),
    }
    return render(visit.request, "assessments/situation.html", context, status=problem.status if problem else 200)


def about_of(visit: Visit) -> HttpResponse:
    """What stands beside the questions, as it is after a save."""
    about = situation_about(visit.seat.assessment, visit.situation, visit.now, **visit.shows)
    return render(visit.request, "assessments/_situation_about.html", {"about": about})


def next_url(visit: Visit) -> str:
    """Where "Save and continue" leads: the next situation asked with it, and after the last one the task list."""
    pk = visit.seat.assessment.pk
    situations = edition_of(visit.seat.assessment.edition).situations_beside(visit.situation)
    following = situations[situations.index(visit.situation) + 1 :]
    return reverse("situation", args=[pk, following[0].key]) if following else reverse("assessment", args=[pk])
