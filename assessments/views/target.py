# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Profile, facts and targets: what an organization says of itself, for this assessment and for later ones."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.domain.content import Practice
from assessments.forms.organization import NOT_SURE
from assessments.forms.question import Asked
from assessments.forms.target import SEEN_PROFILE, EnoughFields, TargetsForm
from assessments.models import Answer, Change
from assessments.models.answer import Kind
from assessments.permissions import can_manage
from assessments.queries.offered import profile_in
from assessments.queries.question import Option
from assessments.queries.shell import shell_of
from assessments.queries.target import LevelTargets, TargetsPage, targets_page
from assessments.services.profiling import save_profile
from assessments.services.refusal import AlreadySubmitted, Conflict, NotAccepted, ProfileMovedOn
from assessments.views import answering
from assessments.views.access import Seat, SignedInRequest, require, seat_or_404
from assessments.views.answering import Problem
from assessments.views.merging import Pair, Side, value_of
from assessments.views.question import conflict_of
from assessments.views.unasked import take_posted


@dataclass(frozen=True)
class Visit:
    """A manager before the targets of an assessment."""

    request: SignedInRequest
    seat: Seat
    page: TargetsPage
    now: datetime

    @property
    def profile(self) -> str:
        """The profile that stands, as this edition calls it; "" for none."""
        return profile_in(self.page.edition, self.seat.assessment.profile)


@require_http_methods(["GET", "POST"])
def targets(request: SignedInRequest, assessment_id: uuid.UUID) -> HttpResponse:
    """Show profile, facts and targets, and set them while the assessment is open."""
    seat, now = seat_or_404(request, assessment_id), timezone.now()
    require(can_manage(seat.role))
    visit = Visit(request, seat, targets_page(seat.assessment, now), now)
    if request.method == "GET":
        return page_of(visit, TargetsForm(visit.page.questions, visit.page.edition, visit.profile))
    take_posted(request, visit.page.edition)
    key = answering.idempotency_key(request)
    form = TargetsForm(visit.page.questions, visit.page.edition, visit.profile, request.POST)
    problem = save(visit, form, key) if form.is_valid() else Problem("refused")
    if problem is not None:
        return page_of(visit, form, problem)
    messages.success(request, _("Saved. It holds for this assessment and for those that follow."))
    return redirect("targets", assessment_id)


def save(visit: Visit, form: TargetsForm, key: uuid.UUID) -> Problem | None:
    """Save what was changed; why not, where that fails."""
    if texts := form.unasked():
        return Problem("unasked", texts=texts)
    try:
        write(visit, form, key)
    except AlreadySubmitted:
        visit.seat.assessment.refresh_from_db(fields=["state", "submitted_at", "submitted_by"])
        return Problem("closed")
    except Conflict as conflict:
        return conflict_of(visit.seat.assessment, form, conflict.theirs)
    except ProfileMovedOn as moved_on:
        return profile_conflict_of(form, moved_on.line)
    except NotAccepted as refusal:
        form.refuse(refusal.faults)
        return Problem("refused")
    return None


def write(visit: Visit, form: TargetsForm, key: uuid.UUID) -> None:
    """Hand what was changed to the service."""
    save_profile(
        assessment=visit.seat.assessment,
        profile=form.cleaned_data["profile"],
        entries=form.entries(confirms=False),
        idempotency_key=key,
        by=visit.request.user,
        now=visit.now,
        seen_profile=form.profile_before(),
    )


def profile_conflict_of(form: TargetsForm, line: Change) -> Problem:
    """The profile that somebody else chose meanwhile, beside the one that this person wants."""
    theirs = (line.after or {})["profile"]
    row = Answer(answered_by=line.by, answered_at=line.at)
    mine = form.cleaned_data["profile"]
    value = value_of("profile", theirs or NOT_SURE, mine or NOT_SURE, None)
    pair = Pair(side_of(form, theirs), side_of(form, mine), row, value=value)
    return Problem("conflict", [pair], answering.over({SEEN_PROFILE: theirs or NOT_SURE}))


def side_of(form: TargetsForm, profile: str) -> Side:
    """One of two profiles in words."""
    chosen = next((one for one in form.profiles if one.key == profile), None)
    return Side("", chosen.name, chosen.description) if chosen else Side(_("Not sure yet"))


def asked_of(form: TargetsForm) -> dict[tuple[Kind, str], Asked]:
    """Each question with its field, by kind and key."""
    return {(one.question.kind, one.question.key): one for one in form.asked()}


def targets_of(
    page: TargetsPage, form: TargetsForm, level: LevelTargets
) -> Iterator[tuple[Practice, Asked, EnoughFields, Option | None]]:
    """Each practice of a level with its target, why that is enough, and what is answered."""
    asked = asked_of(form)
    for practice, question in level.practices:
        answered = page.answered.get(practice.key)
        yield practice, asked[question.kind, question.key], form.enough(question), answered


def page_of(visit: Visit, form: TargetsForm, problem: Problem | None = None) -> HttpResponse:
    """The whole page; with what a person tried to save where it was not."""
    page, assessment = visit.page, visit.seat.assessment
    asked = asked_of(form)
    context = {
        "shell": shell_of(visit.request.user, assessment.organization, visit.seat.role, "assessment"),
        "page": page,
        "form": form,
        "profile": page.edition.profile(visit.profile) if visit.profile else None,
        "facts": [asked[question.kind, question.key] for question in page.facts],
        "levels": [(one.level, list(targets_of(page, form, one))) for one in page.levels],
        "key": uuid.uuid4(),
        "problem": problem,
    }
    return render(visit.request, "assessments/targets.html", context, status=problem.status if problem else 200)
