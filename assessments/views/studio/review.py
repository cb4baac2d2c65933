# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The review of a draft, its publication, and taking an edition out of use: what stands in the way, and the steps."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from assessments.domain.faults import EditionFaults
from assessments.forms.studio.review import NoteForm, ReturnForm
from assessments.models import Edition
from assessments.queries.studio.comments import open_comments
from assessments.queries.studio.gate import gate_of
from assessments.queries.studio.retiring import retirement_of
from assessments.queries.studio.review import why_not_approve
from assessments.queries.studio.shell import StudioShell, studio_shell
from assessments.queries.studio.steps import last_step
from assessments.services.edition_steps import MovedOn
from assessments.services.publishing import NotReviewed, publish_draft, retire_edition
from assessments.services.refusal import NotAccepted
from assessments.services.reviewing import approve, ask_for_review, return_to_draft
from assessments.views.access import SignedInRequest
from assessments.views.studio.access import edition_or_404

FORMS: Mapping[str, type[NoteForm]] = {
    "ask": NoteForm,
    "approve": NoteForm,
    "return": ReturnForm,
    "publish": NoteForm,
    "retire": NoteForm,
}
CONFIRMED = {"publish": "studio/publish.html", "retire": "studio/retire.html"}
DONE: Mapping[str, str | Promise] = {
    "ask": gettext_lazy("The other curators can review it now."),
    "approve": gettext_lazy("Approved. It can be published now."),
    "return": gettext_lazy("It is a draft again."),
    "publish": gettext_lazy("Published. Assessments that are opened from now on use it."),
    "retire": gettext_lazy("Retired. No new assessment starts with it."),
}


@require_http_methods(["GET", "POST"])
def studio_review(request: SignedInRequest, edition_id: uuid.UUID) -> HttpResponse:
    """Show how far a draft is, or ask before a step that cannot be taken back; take a step."""
    edition = edition_or_404(request, edition_id)
    if request.method == "POST":
        return _take(request, edition, request.POST.get("step", ""))
    step = request.GET.get("step", "")
    if step in CONFIRMED:
        return _confirm(request, edition, step)
    return _page(request, edition, {})


def _take(request: SignedInRequest, edition: Edition, step: str) -> HttpResponse:
    if step not in FORMS:
        raise Http404
    form = FORMS[step](request.POST, prefix=step)
    if form.is_valid():
        try:
            _steps(request, edition, form)[step]()
        except NotAccepted as refusal:
            form.add_error(None, refusal.faults[0].message)
        except (EditionFaults, NotReviewed, MovedOn) as refusal:
            messages.error(request, _why(refusal))
            return redirect("studio_review", edition.pk)
        else:
            messages.success(request, str(DONE[step]))
            return redirect("studio_review", edition.pk)
    return _page(request, edition, {step: form}, status=422)


def _steps(request: SignedInRequest, edition: Edition, form: NoteForm) -> dict[str, Callable[[], object]]:
    seen: dict[str, Any] = {"edition": edition, "by": request.user, "now": timezone.now()}
    at = seen | {"seen_revision": form.cleaned_data["revision"]}
    url = request.build_absolute_uri(reverse("studio_review", args=[edition.pk]))
    said = at | {"note": form.cleaned_data["note"], "url": url}
    return {
        "ask": lambda: ask_for_review(**said),
        "approve": lambda: approve(**said),
        "return": lambda: return_to_draft(**said),
        "publish": lambda: publish_draft(**at),
        "retire": lambda: retire_edition(**seen),
    }


def _why(refusal: Exception) -> str:
    if isinstance(refusal, EditionFaults):
        return _("Errors stand in the way. They are listed below: mend them first.")
    if isinstance(refusal, NotReviewed):
        return _("Another curator has to approve it first.")
    return _("Somebody took this edition further meanwhile. Look at how it stands now.")


def _page(request: SignedInRequest, edition: Edition, bound: Mapping[str, NoteForm], status: int = 200) -> HttpResponse:
    shell = studio_shell(edition, "edition")
    initial = {"revision": edition.revision}
    context = {
        "shell": shell,
        "edition": edition,
        "gate": gate_of(edition, shell.document, request.user) if edition.is_unpublished else None,
        "step": last_step(edition),
        "open_comments": open_comments(edition),
        "why_not": why_not_approve(edition, request.user) if edition.state == Edition.State.IN_REVIEW else "",
        "forms": {step: bound.get(step) or form(initial=initial, prefix=step) for step, form in FORMS.items()},
        "bound": next(iter(bound.values()), None),
    }
    return render(request, "studio/review.html", context, status=status)


def _confirm(request: SignedInRequest, edition: Edition, step: str) -> HttpResponse:
    """Ask before publishing or retiring; where that cannot be any more, the page of the review says how it stands."""
    is_possible = edition.is_unpublished if step == "publish" else edition.state == Edition.State.PUBLISHED
    if not is_possible:
        return redirect("studio_review", edition.pk)
    shell = studio_shell(edition, "edition")
    form = FORMS[step](initial={"revision": edition.revision}, prefix=step)
    context = {"shell": shell, "edition": edition, "form": form} | _at_stake(request, shell, step)
    return render(request, CONFIRMED[step], context)


def _at_stake(request: SignedInRequest, shell: StudioShell, step: str) -> dict[str, object]:
    if step == "publish":
        return {"gate": gate_of(shell.edition, shell.document, request.user)}
    return {"retirement": retirement_of(shell.edition)}
