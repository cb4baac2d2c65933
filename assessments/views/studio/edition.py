# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The studio's front door, and one edition as a whole."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from assessments.forms.studio.edition import FromEditionForm, FromScratchForm
from assessments.models import Edition
from assessments.queries.studio.comments import open_comments
from assessments.queries.studio.gate import gate_of
from assessments.queries.studio.packs import packs
from assessments.queries.studio.shell import studio_shell
from assessments.queries.studio.steps import last_step
from assessments.queries.studio.translation import translation_states
from assessments.services.drafting import discard_draft, start_draft
from assessments.services.edition_steps import MovedOn
from assessments.services.refusal import NotAccepted
from assessments.views.access import SignedInRequest
from assessments.views.answering import base_revision
from assessments.views.studio.access import curator_or_404, edition_or_404


@require_GET
def studio(request: SignedInRequest) -> HttpResponse:
    """All packs with their editions."""
    curator_or_404(request)
    return render(request, "studio/studio.html", {"packs": packs()})


@require_http_methods(["GET", "POST"])
def studio_new(request: SignedInRequest) -> HttpResponse:
    """Start a draft, from an edition or from scratch, or go and send a file."""
    curator_or_404(request)
    posted = request.POST if request.method == "POST" else None
    begin = posted.get("begin") if posted else ""
    chosen = request.GET.get("source") or request.GET.get("from", "")
    of_edition = FromEditionForm(posted if begin == "edition" else None, chosen=chosen)
    of_scratch = FromScratchForm(posted if begin == "scratch" else None)
    form = of_edition if begin == "edition" else of_scratch
    if form.is_valid() and (row := _started(request, form)):
        return redirect("studio_edition", row.pk)
    context = {
        "of_edition": of_edition,
        "of_scratch": of_scratch,
        "form": form,
        "has_editions": of_edition.initial["source"],
    }
    return render(request, "studio/new.html", context, status=200 if posted is None else 422)


def _started(request: SignedInRequest, form: FromEditionForm | FromScratchForm) -> Edition | None:
    """The draft; None where its number was taken, which the form then says."""
    now = timezone.now()
    try:
        return start_draft(document=form.document(), source=form.started_from, by=request.user, now=now)
    except NotAccepted as refusal:
        form.add_error("version", refusal.faults[0].message)
        return None


@require_GET
def studio_edition(request: SignedInRequest, edition_id: uuid.UUID) -> HttpResponse:
    """One edition: its state, what is in it, and what comes next."""
    edition = edition_or_404(request, edition_id)
    shell = studio_shell(edition, "edition")
    context = {
        "shell": shell,
        "edition": edition,
        "gate": gate_of(edition, shell.document, request.user) if edition.is_unpublished else None,
        "translations": translation_states(edition, shell.document, shell.languages),
        "step": last_step(edition),
        "open_comments": open_comments(edition),
    }
    return render(request, "studio/edition.html", context)


@require_http_methods(["GET", "POST"])
def studio_discard(request: SignedInRequest, edition_id: uuid.UUID) -> HttpResponse:
    """Give a draft up, after reading what that loses."""
    edition = edition_or_404(request, edition_id)
    if request.method == "GET":
        context = {"shell": studio_shell(edition, "edition"), "edition": edition}
        return render(request, "studio/discard.html", context)
    try:
        discard_draft(edition=edition, seen_revision=base_revision(request), by=request.user, now=timezone.now())
    except MovedOn as refusal:
        return _not_discarded(request, refusal.edition)
    messages.success(request, _("The draft %(edition)s is gone.") % {"edition": edition})
    return redirect("studio")


def _not_discarded(request: SignedInRequest, edition: Edition) -> HttpResponse:
    if edition.is_draft:
        messages.error(request, _("Somebody changed the draft meanwhile. Look at it again before you give it up."))
        return redirect("studio_discard", edition.pk)
    messages.error(request, _("Only a draft can be given up. This edition is no draft any more."))
    return redirect("studio_edition", edition.pk)
