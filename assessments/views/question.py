# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What the pages with several questions share when they save: scan, situation and routines."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from assessments.domain.words import Budget
from assessments.forms.question import QuestionsForm, Seen, seen_after, seen_of
from assessments.forms.target import enough_words
from assessments.models import Answer, Assessment
from assessments.models.answer import NOT_APPLICABLE, Kind
from assessments.queries.common_base import Base, bases_of
from assessments.queries.question import Question
from assessments.services.answering import Entry, save_answers
from assessments.services.refusal import AlreadySubmitted, Conflict, NotAccepted
from assessments.views import answering
from assessments.views.access import Seat, SignedInRequest
from assessments.views.answering import Problem
from assessments.views.merging import Pair, Side, Value, Words, value_of


@dataclass(frozen=True)
class Attempt:
    """What a person wants to be saved, on a page that `page` draws again where that fails."""

    request: SignedInRequest
    seat: Seat
    form: QuestionsForm
    now: datetime
    page: Callable[[QuestionsForm, Problem], HttpResponse]
    here: str
    onward: str


def save(attempt: Attempt) -> HttpResponse:
    """Save what was changed and go on, or say why nothing was saved."""
    key = answering.idempotency_key(attempt.request)
    if not attempt.seat.assessment.is_open:
        return refuse(attempt, Problem("closed"))
    if texts := attempt.form.unasked():
        return refuse(attempt, Problem("unasked", texts=texts))
    if not attempt.form.is_valid():
        return refuse(attempt, Problem("refused"))
    try:
        return done(attempt, save_entries(attempt, key))
    except AlreadySubmitted:
        return refuse(attempt, Problem("closed"))
    except Conflict as conflict:
        return refuse(attempt, conflict_of(attempt.seat.assessment, attempt.form, conflict.theirs))
    except NotAccepted as refusal:
        attempt.form.refuse(refusal.faults)
        return refuse(attempt, Problem("refused"))


def save_entries(attempt: Attempt, key: uuid.UUID) -> dict[str, Seen]:
    """Save what was changed; what the form's hidden fields say from then on."""
    entries = attempt.form.entries(confirms="go" in attempt.request.POST)
    rows = save_answers(
        assessment=attempt.seat.assessment,
        entries=entries,
        idempotency_key=key,
        by=attempt.request.user,
        now=attempt.now,
    )
    saved = {entry.place: (entry, rows[entry.place]) for entry in entries}
    seen = {}
    for question in attempt.form.questions:
        if (question.kind, question.key) in saved:
            entry, row = saved[question.kind, question.key]
            revision = answering.revision_after(row, entry.base_revision)
            seen[f"seen-{question.field}"] = seen_after(question, entry, revision)
    return seen


def done(attempt: Attempt, seen: dict[str, Seen]) -> HttpResponse:
    """The save line with what the person has seen now; or, by a button, the page after this one."""
    request, assessment = attempt.request, attempt.seat.assessment
    if answering.wants_part(request):
        marks = {name: str(one) for name, one in seen.items()}
        return answering.saved_part(request, assessment, attempt.now, marks, forms=[attempt.form])
    if "over" in request.POST:
        messages.success(request, _("Your answers were saved."))
        return redirect(attempt.here)
    return redirect(attempt.onward)


def refuse(attempt: Attempt, problem: Problem) -> HttpResponse:
    """Say why nothing was saved; what was chosen and typed stays."""
    if answering.wants_part(attempt.request):
        return answering.unsaved_part(attempt.request, attempt.seat.assessment, problem, forms=[attempt.form])
    if problem.kind == "closed":  # the assessment as it is now, and not as it was when this request came in
        attempt.seat.assessment.refresh_from_db(fields=["state", "submitted_at", "submitted_by"])
    return attempt.page(attempt.form, problem)


def conflict_of(assessment: Assessment, form: QuestionsForm, theirs: list[Answer]) -> Problem:
    """Each answer that somebody else has changed meanwhile, beside what this person wanted to say."""
    questions = {(question.kind, question.key): question for question in form.questions}
    asked = [(row, questions[Kind(row.kind), row.key]) for row in theirs]
    bases = bases_of(assessment, {(row.kind, row.key): form.seen(question).revision for row, question in asked})
    budget = Budget()
    pairs = [pair_of(form, question, row, bases.get((row.kind, row.key)), budget) for row, question in asked]
    over = {f"seen-{question.field}": str(seen_of(question, row)) for row, question in asked}
    return Problem("conflict", pairs, answering.over(over))


def pair_of(form: QuestionsForm, question: Question, row: Answer, base: Base | None, budget: Budget) -> Pair:
    """Two answers to one question; the values as the form's fields name them."""
    said = form.said(question)
    note_before, reason_before = (base.note, base.reason) if base else (None, None)
    note = Words(question.note_field, _("Note"), row.note, said.note, note_before, budget)
    reason_field = f"reason-{question.field}"
    why = Words(reason_field, _("Why it is enough"), row.reason, said.reason, reason_before, budget)
    is_target = question.kind == Kind.TARGET
    return Pair(
        side_of(question, row),
        side_of(question, said),
        row,
        question.text,
        value_of(question.field, row.value, said.value, base),
        [*([note] if question.takes_note else []), *([why] if is_target else [])],
        day_of(question, row, said) if is_target else None,
    )


def day_of(question: Question, row: Answer, said: Entry) -> Value:
    """Until when a target is enough, as its field posts it; theirs is proposed where this person named none."""
    theirs, mine = (one.review_on.isoformat() if one.review_on else "" for one in (row, said))
    return Value(f"review-{question.field}", theirs, mine, mine or theirs)


def side_of(question: Question, said: Answer | Entry) -> Side:
    """One of two answers in words; of a target also why it is enough."""
    option = question.option(said.value)
    note = said.note if question.takes_note else ""
    reason = enough_words(said.reason, said.review_on) if question.kind == Kind.TARGET else ""
    if option is None:
        return Side(_("Not applicable to us") if said.value == NOT_APPLICABLE else _("No answer yet"), note=note)
    return Side(str(option.words), option.name, option.sentence, reason, note)
