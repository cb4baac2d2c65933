# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""One practice: its question, the answer with note and evidence, and what stands beside it.

Each POST saves the answer. Its buttons do one thing more: go on, add evidence, remove one, or bring it back.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from assessments.domain.content import Practice
from assessments.domain.words import Budget
from assessments.forms.evidence import EvidenceForm
from assessments.forms.practice import PracticeForm
from assessments.models import Answer, Assignment, Change
from assessments.models.answer import NOT_APPLICABLE, UNKNOWN, Kind
from assessments.permissions import can_answer, can_manage, can_read_result
from assessments.queries import practice as queries
from assessments.queries.answer import today_of
from assessments.queries.common_base import bases_of
from assessments.queries.edition import edition_of
from assessments.queries.question import anchors_of
from assessments.services.answering import Entry
from assessments.services.backing import Proof, save_practice
from assessments.services.refusal import AlreadySubmitted, Conflict, NotAccepted
from assessments.views import answering
from assessments.views.access import Seat, SignedInRequest, require, seat_or_404
from assessments.views.answering import Problem
from assessments.views.merging import Pair, Side, Words, take_choice, value_of
from assessments.views.unasked import asked_key, refuses_unasked


@dataclass(frozen=True)
class Visit:
    """A person before one practice of an assessment."""

    request: SignedInRequest
    seat: Seat
    practice: Practice
    now: datetime

    @property
    def url(self) -> str:
        return reverse("practice", args=[self.seat.assessment.pk, self.practice.key])

    @property
    def is_manager(self) -> bool:
        return can_manage(self.seat.role)

    @property
    def may_answer(self) -> bool:
        return can_answer(self.seat.role, self.practice.level, self.seat.assigned)

    @property
    def may_read(self) -> bool:
        submitted = not self.seat.assessment.is_open
        return self.may_answer or (submitted and can_read_result(self.seat.role, self.seat.assessment))


@dataclass(frozen=True)
class Attempt:
    """What a person wants to be saved. `adds_evidence` says whether they filled in evidence, or mean to."""

    visit: Visit
    key: uuid.UUID
    base_revision: int
    form: PracticeForm
    evidence: EvidenceForm
    adds_evidence: bool
    removes: uuid.UUID | None
    brings_back: Change | None

    def is_valid(self) -> bool:
        """Both forms are looked at before anything is written."""
        return all([self.form.is_valid(), not self.adds_evidence or self.evidence.is_valid()])


@require_http_methods(["GET", "POST"])
@refuses_unasked
def practice(request: SignedInRequest, assessment_id: uuid.UUID, key: str) -> HttpResponse:
    """Show one practice, and save what is answered; once submitted it is only read."""
    visit = visit_or_404(request, assessment_id, key)
    if request.method == "GET":
        require(visit.may_read)
        return page_of(visit)
    require(visit.may_answer)
    take_choice(request)
    return save(attempt_of(visit))


@require_GET
def practice_about(request: SignedInRequest, assessment_id: uuid.UUID, key: str) -> HttpResponse:
    """What stands beside the question, as it is after a save."""
    visit = visit_or_404(request, assessment_id, key)
    require(visit.may_read)
    about = queries.practice_about(visit.seat.assessment, visit.practice, visit.is_manager, visit.now)
    return render(request, "assessments/practice_about.html", {"about": about, "is_part": True})


def visit_or_404(request: SignedInRequest, assessment_id: uuid.UUID, key: str) -> Visit:
    """The person's visit; 404 for a stranger, and for a practice that the edition doesn't ask."""
    seat = seat_or_404(request, assessment_id)
    asked = edition_of(seat.assessment.edition).practice(asked_key(seat, Kind.PRACTICE, key))
    return Visit(request, seat, asked, timezone.now())


def attempt_of(visit: Visit) -> Attempt:
    """Read what was posted; 400 and 404 where it cannot come from our page. What saves itself presses no buttons."""
    post, is_part = visit.request.POST, answering.wants_part(visit.request)
    has_evidence = "add_evidence" in post or bool((post.get("url", "") + post.get("text", "")).strip())
    adds_evidence = has_evidence and not is_part
    goes_on = not is_part and not {"add_evidence", "remove", "undo"} & set(post)
    return Attempt(
        visit=visit,
        key=answering.idempotency_key(visit.request),
        base_revision=answering.base_revision(visit.request),
        form=PracticeForm(visit.practice, post, sees_views=visit.is_manager, must_settle=goes_on),
        evidence=EvidenceForm(today_of(visit.seat.assessment, visit.now), post if adds_evidence else None),
        adds_evidence=adds_evidence,
        removes=answering.uuid_or_400(post["remove"]) if "remove" in post and not is_part else None,
        brings_back=removal_or_404(visit, post["undo"]) if "undo" in post and not is_part else None,
    )


def removal_or_404(visit: Visit, pk: str) -> Change:
    """The line of history that says which evidence was removed."""
    change = queries.removal_of(visit.seat.assessment, visit.practice, pk)
    if change is None:
        raise Http404
    return change


def save(attempt: Attempt) -> HttpResponse:
    """Save, and go where the button leads; or say why nothing was saved."""
    if not attempt.is_valid():
        return refuse(attempt, Problem("refused"))
    try:
        row = save_all(attempt)
    except AlreadySubmitted:
        return refuse(attempt, Problem("closed"))
    except Conflict as conflict:
        return refuse(attempt, conflict_of(attempt, conflict.theirs[0]))
    except NotAccepted as refusal:
        attempt.form.refuse(refusal.faults)
        return refuse(attempt, Problem("refused"))
    if answering.wants_part(attempt.visit.request):
        return part_of(attempt, row)
    return redirect(url_after(attempt))


def save_all(attempt: Attempt) -> Answer | None:
    """Save the answer with its evidence. Where nothing was ever said, no answer is written: None."""
    visit = attempt.visit
    return save_practice(
        assessment=visit.seat.assessment,
        practice=visit.practice.key,
        entry=None if attempt.form.says_nothing and not attempt.base_revision else entry_of(attempt),
        adds=proof_of(attempt),
        removes=attempt.removes,
        idempotency_key=attempt.key,
        by=visit.request.user,
        now=visit.now,
    )


def entry_of(attempt: Attempt) -> Entry:
    """The answer to be saved. Whoever doesn't see the other views leaves the reason for settling them alone."""
    said = attempt.form.cleaned_data
    return Entry(
        kind=Kind.PRACTICE,
        key=attempt.visit.practice.key,
        value=said["answer"],
        base_revision=attempt.base_revision,
        reason=said.get("reason", ""),
        note=said["note"],
        settled_because=said.get("settled_because"),
    )


def proof_of(attempt: Attempt) -> Proof | None:
    """The evidence to be added: what was filled in, or what an earlier line of history says was removed."""
    if attempt.brings_back:
        return Proof(
            **queries.evidence_before(attempt.brings_back), idempotency_key=attempt.brings_back.idempotency_key
        )
    if not attempt.adds_evidence:
        return None
    said = attempt.evidence.cleaned_data
    return Proof(said["url"], said["text"], said["reviewed_on"], attempt.key, said["owner"])


def part_of(attempt: Attempt, row: Answer | None) -> HttpResponse:
    """The save line, and the revision from which the page goes on."""
    visit = attempt.visit
    revision = answering.revision_after(row, attempt.base_revision) if row else attempt.base_revision
    return answering.saved_part(
        visit.request, visit.seat.assessment, visit.now, {"revision": revision}, forms=[attempt.form]
    )


def url_after(attempt: Attempt) -> str:
    """Where the button leads that was pressed."""
    visit, post = attempt.visit, attempt.visit.request.POST
    if attempt.removes:
        return f"{visit.url}?removed=1#evidence"
    if attempt.brings_back or "add_evidence" in post:
        messages.success(visit.request, _("The evidence was added."))
        return f"{visit.url}#evidence"
    if "over" in post or "take_over" in post:
        again = _("The answer from above holds again. Your note stays.")
        messages.success(visit.request, again if "take_over" in post else _("Your answer was saved."))
        return visit.url
    return next_url(visit)


def refuse(attempt: Attempt, problem: Problem) -> HttpResponse:
    """Say why nothing was saved; what was typed stays."""
    visit = attempt.visit
    if answering.wants_part(visit.request):
        return answering.unsaved_part(visit.request, visit.seat.assessment, problem, forms=[attempt.form])
    if problem.kind == "closed" and visit.seat.assessment.is_open:  # it was open a moment ago
        visit.seat.assessment.refresh_from_db(fields=["state", "submitted_at", "submitted_by"])
    return page_of(visit, attempt, problem)


def conflict_of(attempt: Attempt, theirs: Answer) -> Problem:
    """Both answers in words, and what to put together of them."""
    said, place, budget = attempt.form.cleaned_data, (theirs.kind, theirs.key), Budget()
    base = bases_of(attempt.visit.seat.assessment, {place: attempt.base_revision}).get(place)
    mine = said | {"reason": said.get("reason", "") if said["answer"] == NOT_APPLICABLE else ""}
    labels = {"reason": _("Why it doesn’t apply to you")} if theirs.reason or mine["reason"] else {}
    if "settled_because" in said:  # from managers alone
        labels["settled_because"] = str(attempt.form["settled_because"].label)
    labels["note"] = _("Note")
    pair = Pair(
        theirs=side_of(attempt, theirs.value, theirs.reason, theirs.note, theirs.settled_because),
        mine=side_of(attempt, said["answer"], mine["reason"], said["note"], said.get("settled_because", "")),
        row=theirs,
        value=value_of("answer", theirs.value, said["answer"], base),
        texts=[
            Words(name, label, getattr(theirs, name), mine[name], getattr(base, name, None), budget)
            for name, label in labels.items()
        ],
    )
    return Problem("conflict", [pair], answering.over({"revision": theirs.revision}))


def side_of(attempt: Attempt, value: str, reason: str, note: str, because: str) -> Side:
    """One of the two answers in words; why it was settled so, for managers alone."""
    because = because if attempt.visit.is_manager else ""
    edition = edition_of(attempt.visit.seat.assessment.edition)
    named = {UNKNOWN: _("Don’t know"), NOT_APPLICABLE: _("Not applicable to us")}
    for option in anchors_of(edition, attempt.visit.practice):
        if option.value == value:
            return Side(value, option.name, option.sentence, note=note, because=because)
    reason = reason if value == NOT_APPLICABLE else ""
    return Side(named.get(value, _("No answer yet")), reason=reason, note=note, because=because)


def page_of(visit: Visit, attempt: Attempt | None = None, problem: Problem | None = None) -> HttpResponse:
    """The whole page, with what a person tried to save where it was not."""
    assessment = visit.seat.assessment
    page = queries.practice_page(assessment, visit.practice, visit.is_manager, visit.now)
    offers_undo = assessment.is_open and "removed" in visit.request.GET
    context = {
        "page": page,
        "may_read_above": queries.may_read_above(page, visit.request.user),
        "about": page.about,
        "is_part": False,
        "form": attempt.form if attempt else PracticeForm(visit.practice, row=page.row, sees_views=visit.is_manager),
        "evidence": attempt.evidence if attempt else EvidenceForm(today_of(assessment, visit.now)),
        "key": uuid.uuid4(),
        "revision": attempt.base_revision if attempt else page.revision,
        "problem": problem,
        "removed": queries.last_removed(assessment, visit.practice) if offers_undo else None,
        "next_url": next_url(visit),
    }
    return render(visit.request, "assessments/practice.html", context, status=problem.status if problem else 200)


def next_url(visit: Visit) -> str:
    """Where "Save and continue" leads: the next practice that the person may answer, then routines, then the tasks."""
    edition, pk = edition_of(visit.seat.assessment.edition), visit.seat.assessment.pk
    ordered = [one for level in edition.levels for one in edition.practices_of(level.key)]
    for one in ordered[ordered.index(visit.practice) + 1 :]:
        if can_answer(visit.seat.role, one.level, visit.seat.assigned):
            return reverse("practice", args=[pk, one.key])
    if edition.routines and can_answer(visit.seat.role, Assignment.ROUTINES, visit.seat.assigned):
        return reverse("routines", args=[pk])
    return reverse("assessment", args=[pk])
