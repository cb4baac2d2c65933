# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Bringing a newer edition's changes into a draft: what would change, what to decide, and doing it."""

import uuid
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.domain.taking_over import TwoOfOneKey
from assessments.forms.studio.taking_over import TakeOverForm
from assessments.models import Edition
from assessments.queries.studio.review import newer_edition
from assessments.queries.studio.shell import studio_shell
from assessments.queries.studio.taking_over import taking_over
from assessments.services.edition_steps import MovedOn
from assessments.services.refusal import NotAccepted
from assessments.services.taking_over import take_over, two_of_one_key
from assessments.views.access import SignedInRequest
from assessments.views.studio.access import edition_or_404


@require_http_methods(["GET", "POST"])
def studio_take_over(request: SignedInRequest, edition_id: uuid.UUID) -> HttpResponse:
    """Show what the newer edition would bring and what both changed; bring it in. Leads to the review, which says how
    the draft stands, where there is nothing to bring."""
    edition = edition_or_404(request, edition_id)
    newer = newer_edition(edition) if edition.is_draft else None
    if newer is None:
        if request.method == "POST" or not edition.is_draft:
            messages.error(request, _("There is nothing to bring in: look at how this edition stands now."))
        return redirect("studio_review", edition.pk)
    try:
        return _answer(request, edition, newer)
    except TwoOfOneKey as refusal:
        messages.error(request, two_of_one_key(refusal).message)
        return redirect("studio_review", edition.pk)


def _answer(request: SignedInRequest, edition: Edition, newer: Edition) -> HttpResponse:
    shell = studio_shell(edition, "edition")
    page, status = taking_over(edition, newer, shell.document), HTTPStatus.OK
    seen = {"revision": edition.revision, "newer": newer.pk}
    form = TakeOverForm(initial=seen, clashes=page.clashes, version=newer.version)
    if request.method == "POST":
        sent = TakeOverForm(request.POST, clashes=page.clashes, version=newer.version)
        if not sent.is_valid():
            form, status = sent, HTTPStatus.UNPROCESSABLE_ENTITY
        elif _take(request, edition, newer, sent):
            return redirect("studio_edition", edition.pk)
        else:
            status = HTTPStatus.CONFLICT
    context = {"shell": shell, "edition": edition, "page": page, "form": form}
    return render(request, "studio/take_over.html", context, status=status)


def _take(request: SignedInRequest, edition: Edition, newer: Edition, form: TakeOverForm) -> bool:
    """Whether it was brought in; else the messages say why not."""
    seen, said = form.cleaned_data["revision"], form.cleaned_data["newer"]
    try:
        if said != newer.pk:
            raise MovedOn(edition)
        take_over(
            edition=edition, newer=newer, seen_revision=seen, decided=form.decided, by=request.user, now=timezone.now()
        )
    except MovedOn:
        messages.error(request, _("Somebody changed the draft meanwhile, or published another edition. Look again."))
        return False
    except NotAccepted as refusal:
        messages.error(request, refusal.faults[0].message)
        return False
    messages.success(request, _("The draft has the changes of %(version)s now.") % {"version": newer.version})
    return True
