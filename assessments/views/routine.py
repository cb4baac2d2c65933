# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assessments.forms.question import QuestionsForm
from assessments.models import Assignment
from assessments.permissions import can_answer, can_read_result
from assessments.queries.edition import edition_of
from assessments.queries.routine import routine_questions, routines_page
from assessments.views import question
from assessments.views.access import Seat, SignedInRequest, require, seat_or_404
from assessments.views.answering import Problem
from assessments.views.unasked import take_posted


@require_http_methods(["GET", "POST"])
def routines(request: SignedInRequest, assessment_id: uuid.UUID) -> HttpResponse:
    """Show by what means, how often, each audience is reached, and save what is answered."""
    seat = seat_or_404(request, assessment_id)
    may_answer = can_answer(seat.role, Assignment.ROUTINES, seat.assigned)
    if request.method == "GET":
        is_submitted = not seat.assessment.is_open
        require(may_answer or (is_submitted and can_read_result(seat.role, seat.assessment)))
        return page_of(request, seat)
    require(may_answer)
    take_posted(request, edition_of(seat.assessment.edition))
    attempt = question.Attempt(
        request=request,
        seat=seat,
        form=QuestionsForm(routine_questions(seat.assessment), request.POST),
        now=timezone.now(),
        page=lambda form, problem: page_of(request, seat, form, problem),
        here=reverse("routines", args=[assessment_id]),
        onward=reverse("assessment", args=[assessment_id]),
    )
    return question.save(attempt)


def page_of(
    request: SignedInRequest, seat: Seat, form: QuestionsForm | None = None, problem: Problem | None = None
) -> HttpResponse:
    """The whole page; with what a person tried to save where it was not."""
    page = routines_page(seat.assessment)
    shown = form.beside(page.questions) if form else QuestionsForm(page.questions)
    asked = {one.question.field: one for one in shown.asked()}
    kinds = {
        kind: [(one.name, [(row, asked[row.question.field]) for row in one.rows]) for one in audiences]
        for kind, audiences in page.kinds.items()
    }
    context = {"page": page, "kinds": kinds, "form": shown, "key": uuid.uuid4(), "problem": problem}
    return render(request, "assessments/routines.html", context, status=problem.status if problem else 200)
