# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Confirming what an action that is done proposes: one answer at a time, with evidence or without."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments.forms.evidence import EvidenceForm
from assessments.models import Assessment
from assessments.models.answer import Kind
from assessments.queries.answer import today_of
from assessments.queries.plan_proposal import Proposal, proposals_of
from assessments.services.answering import Entry, save_answers
from assessments.services.backing import Proof, save_practice
from assessments.services.refusal import AlreadySubmitted, Conflict
from assessments.views.access import SignedInRequest, require
from assessments.views.answering import base_revision, idempotency_key
from assessments.views.plan_item import Visit, may_answer, page_of, visit_or_404


@require_POST
def plan_answer(request: SignedInRequest, organization_id: uuid.UUID, item_id: uuid.UUID) -> HttpResponse:
    """Answer anew what a done action proposes (`place`); nothing else is answered by it."""
    visit = visit_or_404(request, organization_id, item_id)
    opened = Assessment.objects.with_edition().for_organization(visit.organization).open().first()
    if opened is None:
        messages.warning(request, _("No assessment is open any more, so nothing was answered."))
        return redirect(visit.url)
    found = proposals_of(visit.item, opened, may_answer(visit, opened))
    require(bool(found))
    proposal = next((one for one in found if one.place == request.POST.get("place")), None)
    if proposal is None:
        raise BadRequest("The action does not propose that.")
    return _confirmed(visit, opened, proposal)


def _confirmed(visit: Visit, assessment: Assessment, proposal: Proposal) -> HttpResponse:
    post = visit.request.POST
    has_evidence = bool((post.get("url", "") + post.get("text", "")).strip())
    evidence = EvidenceForm(today_of(assessment, visit.now), post if has_evidence else None)
    if has_evidence and not evidence.is_valid():
        form = visit.form(visit.item) if visit.may_move else None
        return page_of(visit, form, evidence=(proposal.place, evidence), status=422)
    try:
        _save(visit, assessment, proposal, evidence if has_evidence else None)
    except Conflict:
        messages.warning(visit.request, _("This was answered elsewhere meanwhile, so nothing was changed now."))
    except AlreadySubmitted:
        messages.warning(visit.request, _("This assessment has been submitted already. Nothing was changed."))
    else:
        messages.success(visit.request, _("Answered: “%(name)s”.") % {"name": proposal.name})
    return redirect(visit.url)


def _save(visit: Visit, assessment: Assessment, proposal: Proposal, evidence: EvidenceForm | None) -> None:
    """Save the answer as its own page would, with the note that stands there."""
    request = visit.request
    key, revision, note = idempotency_key(request), base_revision(request), proposal.row.note if proposal.row else ""
    entry = Entry(Kind(proposal.kind), proposal.key, proposal.value, revision, note=note)
    how: dict[str, Any] = {"assessment": assessment, "idempotency_key": key, "by": request.user, "now": visit.now}
    if proposal.kind == Kind.ROUTINE:
        save_answers(entries=[entry], **how)
        return
    said = evidence.cleaned_data if evidence else None
    adds = Proof(said["url"], said["text"], said["reviewed_on"], key, said["owner"]) if said else None
    save_practice(practice=proposal.key, entry=entry, adds=adds, removes=None, **how)
