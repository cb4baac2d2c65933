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

from assessments.forms.studio.edition import NewDraftForm
from assessments.queries.studio.comments import open_comments
from assessments.queries.studio.gate import gate_of
from assessments.queries.studio.packs import packs
from assessments.queries.studio.shell import studio_shell
from assessments.queries.studio.steps import last_note
from assessments.queries.studio.translation import translation_states
from assessments.services.curating import NotADraft
from assessments.services.drafting import discard_draft, start_draft
from assessments.services.refusal import NotAccepted
from assessments.views.access import SignedInRequest
from assessments.views.studio.access import curator_or_404, edition_or_404


@require_GET
def studio(request: SignedInRequest) -> HttpResponse:
    """All packs with their editions."""
    curator_or_404(request)
    return render(request, "studio/studio.html", {"packs": packs()})


@require_http_methods(["GET", "POST"])
def studio_new(request: SignedInRequest) -> HttpResponse:
    """Start a draft, from an edition or from scratch."""
    curator_or_404(request)
    initial = {"source": request.GET.get("from")}
    form = NewDraftForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        source = form.cleaned_data["source"]
        based_on = source if source is None or not source.is_unpublished else source.based_on
        try:
            row = start_draft(document=form.document(), based_on=based_on, by=request.user, now=timezone.now())
        except NotAccepted as refusal:
            form.add_error("version", refusal.faults[0].message)
        else:
            return redirect("studio_edition", row.pk)
    return render(request, "studio/new.html", {"form": form}, status=422 if form.is_bound else 200)


@require_GET
def studio_edition(request: SignedInRequest, edition_id: uuid.UUID) -> HttpResponse:
    """One edition: its state, what is in it, and what comes next."""
    edition = edition_or_404(request, edition_id)
    shell = studio_shell(edition, "edition")
    context = {
        "shell": shell,
        "edition": edition,
        "gate": gate_of(edition, shell.document) if edition.is_unpublished else None,
        "translations": translation_states(edition, shell.document, shell.languages),
        "note": last_note(edition),
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
        discard_draft(edition=edition, by=request.user, now=timezone.now())
    except NotADraft:
        messages.error(request, _("Only a draft can be given up. This edition is no draft any more."))
        return redirect("studio_edition", edition.pk)
    messages.success(request, _("The draft %(edition)s is gone.") % {"edition": edition})
    return redirect("studio")
