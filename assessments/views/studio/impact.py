# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What publishing a draft would change for organizations."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.domain.pieces import find
from assessments.models import Edition
from assessments.queries.draft import document_of
from assessments.queries.impact import runs_seen_by
from assessments.queries.studio.impact import advice_panel, impact_page, progress_of
from assessments.queries.studio.piece import name_of
from assessments.queries.studio.shell import studio_shell
from assessments.services.curating import NotADraft
from assessments.services.impact import ask_impact
from assessments.tasks.impact import work_out_impact
from assessments.views.access import SignedInRequest
from assessments.views.answering import wants_part
from assessments.views.studio.access import edition_or_404


@require_http_methods(["GET", "POST"])
def studio_impact(request: SignedInRequest, edition_id: uuid.UUID) -> HttpResponse:
    """Show a draft's impact, or only how far the run under way is (?part=progress), and ask for a new one."""
    edition = edition_or_404(request, edition_id)
    if request.method == "POST":
        return _ask(request, edition)
    if request.GET.get("part") == "progress":
        return _progress(request, edition)
    shell = studio_shell(edition, "edition")
    page = impact_page(edition, shell.document, request.user, timezone.now())
    return render(request, "studio/impact.html", {"shell": shell, "edition": edition, "page": page})


def _ask(request: SignedInRequest, edition: Edition) -> HttpResponse:
    try:
        impact, is_new = ask_impact(edition=edition, by=request.user, now=timezone.now())
    except NotADraft:
        messages.error(request, _("This edition is published: what it changes has happened."))
    else:
        if is_new:
            work_out_impact.enqueue(str(impact.pk))
    if wants_part(request) and "about" in request.POST:
        return _panel(request, edition, request.POST["about"])
    return redirect("studio_impact", edition.pk)


def _panel(request: SignedInRequest, edition: Edition, key: str) -> HttpResponse:
    """What stands of it beside a recommendation's form, which stays as it is."""
    name = name_of(find(document_of(edition), "recommendations", key) or {})
    panel = advice_panel(runs_seen_by(request.user, edition), key, name, timezone.now())
    return render(request, "studio/_impact.html", {"panel": panel, "edition": edition})


def _progress(request: SignedInRequest, edition: Edition) -> HttpResponse:
    """How far the run is; once none is under way the page is read anew."""
    impact = progress_of(edition, timezone.now())
    if impact is None:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "studio/_impact_running.html", {"edition": edition, "impact": impact})
