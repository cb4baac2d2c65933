# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""New pieces of a draft: from a name, or as a copy of another one."""

import uuid
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.domain.pieces import Plain, keys_of, pieces
from assessments.forms.studio.keys import NewPieceForm, copy_of
from assessments.forms.studio.places import label_of_place
from assessments.models import Edition
from assessments.queries.draft import earlier_keys
from assessments.queries.studio.piece import name_of
from assessments.queries.studio.shell import KIND_NAMES, StudioShell, studio_shell
from assessments.services.curating import NotADraft, Save, add_piece
from assessments.services.refusal import NotAccepted
from assessments.views.access import SignedInRequest
from assessments.views.answering import idempotency_key
from assessments.views.studio.access import edition_or_404, kind_or_404
from assessments.views.studio.visit import url_of, visit_or_404

# In what field the name stands that a new piece begins with; else "name".
NAMES = {"facts": "question", "situations": "statement", "recommendations": "title", "resources": "title"}


@require_http_methods(["GET", "POST"])
def studio_piece_new(request: SignedInRequest, edition_id: uuid.UUID, kind: str) -> HttpResponse:
    """Begin a piece: what it is called, and its key."""
    edition = edition_or_404(request, edition_id)
    shell = studio_shell(edition, kind_or_404(kind))
    form = new_form(request, shell, kind)
    if not edition.is_draft:
        return no_draft(request, edition, kind)
    if form.is_valid():
        name, key = form.cleaned_data["name"], form.cleaned_data["new_key"]
        content = {"key": key, NAMES.get(kind, "name"): {shell.languages[0]: name}, **beginning(shell.document, kind)}
        return add(request, edition, kind, content, form) or page(request, shell, kind, form)
    return page(request, shell, kind, form)


@require_http_methods(["GET", "POST"])
def studio_piece_duplicate(request: SignedInRequest, edition_id: uuid.UUID, kind: str, key: str) -> HttpResponse:
    """Begin a piece as a copy of another one."""
    visit = visit_or_404(request, edition_id, kind, key)
    form = new_form(request, visit.shell, kind, {"name": name_of(visit.piece)})
    if not visit.edition.is_draft:
        return no_draft(request, visit.edition, kind)
    if form.is_valid():
        said, field = form.cleaned_data, NAMES.get(kind, "name")
        content = copy_of(visit.piece, visit.shell.document, said["new_key"])
        content[field] = {**content.get(field, {}), visit.shell.languages[0]: said["name"]}
        done = add(request, visit.edition, kind, content, form)
        return done or page(request, visit.shell, kind, form, name_of(visit.piece))
    return page(request, visit.shell, kind, form, name_of(visit.piece))


def new_form(
    request: SignedInRequest, shell: StudioShell, kind: str, initial: dict[str, str] | None = None
) -> NewPieceForm:
    """The form, which knows the keys that are taken, or were in an earlier edition."""
    old = (shell.document.get("renames") or {}).get(kind) or {}
    taken = {*keys_of(shell.document, kind), *old, *earlier_keys(shell.edition, kind)}
    posted = request.POST if request.method == "POST" else None
    field = NAMES.get(kind, "name")
    called = label_of_place(kind, f"{field}.{shell.languages[0]}", shell.languages)
    return NewPieceForm(posted, initial=initial, taken=taken, word=kind.removesuffix("s"), called=called)


def beginning(document: Plain, kind: str) -> Plain:
    """What a new piece has besides its name."""
    if kind == "situations":
        numbers = [one["number"] for one in pieces(document, kind) if isinstance(one.get("number"), int)]
        return {"number": max(numbers, default=0) + 1}
    return {"answers": {"on": timezone.now().date().isoformat()}} if kind == "samples" else {}


def add(
    request: SignedInRequest, edition: Edition, kind: str, content: Plain, form: NewPieceForm
) -> HttpResponse | None:
    """Add the piece and lead to its page; None where it was refused, which the form then says."""
    once = idempotency_key(request)
    save = Save(edition, kind, content["key"], 0, once, request.user, timezone.now())
    try:
        line = add_piece(save=save, content=content)
    except NotADraft:
        return no_draft(request, edition, kind)
    except NotAccepted as refusal:
        (fault,) = refusal.faults
        form.add_error("new_key" if fault.place == "key" else None, fault.message)
        return None
    return redirect(url_of(edition, kind, line.key))


def no_draft(request: SignedInRequest, edition: Edition, kind: str) -> HttpResponse:
    """Say why nothing can be added."""
    messages.error(request, _("This edition is no draft any more: its content does not change."))
    return redirect("studio_pieces", edition.pk, kind)


def page(request: SignedInRequest, shell: StudioShell, kind: str, form: NewPieceForm, copied: str = "") -> HttpResponse:
    """The form; `copied` is the name of what is copied."""
    context = {
        "shell": shell,
        "edition": shell.edition,
        "kind": kind,
        "kind_name": KIND_NAMES[kind],
        "form": form,
        "copied": copied,
        "idempotency_key": uuid.uuid4(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "studio/piece_new.html", context, status=status)
