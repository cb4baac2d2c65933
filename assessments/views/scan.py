# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assessments.forms.question import QuestionsForm
from assessments.permissions import can_manage, can_read_result
from assessments.queries.edition import edition_of
from assessments.queries.scan import scan_page, scan_questions
from assessments.views import question
from assessments.views.access import Seat, SignedInRequest, require, seat_or_404
from assessments.views.answering import Problem
from assessments.views.unasked import take_posted


@require_http_methods(["GET", "POST"])
def scan(request: SignedInRequest, assessment_id: uuid.UUID) -> HttpResponse:
    """Show the first questions on one page, and save what is answered; then come the first recommendations."""
    seat = seat_or_404(request, assessment_id)
    if request.method == "GET":
        require(can_read_result(seat.role, seat.assessment))
        return page_of(request, seat)
    require(can_manage(seat.role))
    take_posted(request, edition_of(seat.assessment.edition))
    attempt = question.Attempt(
        request=request,
        seat=seat,
        form=QuestionsForm(scan_questions(seat.assessment), request.POST),
        now=timezone.now(),
        page=lambda form, problem: page_of(request, seat, form, problem),
        here=reverse("scan", args=[assessment_id]),
        onward=f"{reverse('results', args=[assessment_id])}#recommendations",
    )
    return question.save(attempt)


def page_of(
    request: SignedInRequest, seat: Seat, form: QuestionsForm | None = None, problem: Problem | None = None
) -> HttpResponse:
    """The whole page; with what a person tried to save where it was not."""
    page = scan_page(seat.assessment)
    shown = form.beside(page.questions) if form else QuestionsForm(page.questions)
    asked = {one.question.field: one for one in shown.asked()}
    context = {
        "page": page,
        "situations": [(one, [asked[sign.field] for sign in one.signs]) for one in page.situations],
        "further": [(one, [asked[sign.field] for sign in one.signs]) for one in page.further],
        "practices": [(one, asked[one.question.field]) for one in page.practices],
        "form": shown,
        "key": uuid.uuid4(),
        "problem": problem,
    }
    return render(request, "assessments/scan.html", context, status=problem.status if problem else 200)
