# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Deleting a piece of a draft, after reading what names it; and putting it back."""

import uuid
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.domain.pieces import Plain, find
from assessments.models import Edition
from assessments.queries.draft import plain_of
from assessments.queries.studio.piece import name_of
from assessments.queries.studio.piece_history import deleted
from assessments.queries.studio.shell import KIND_NAMES, StudioShell, studio_shell
from assessments.services.curating import NotADraft, PieceConflict, Save, add_piece, delete_piece
from assessments.services.refusal import NotAccepted
from assessments.views.access import SignedInRequest
from assessments.views.answering import base_revision, idempotency_key
from assessments.views.studio.access import edition_or_404, kind_or_404
from assessments.views.studio.naming import places_naming
from assessments.views.studio.visit import Visit, context_of, visit_or_404


@require_http_methods(["GET", "POST"])
def studio_piece_delete(request: SignedInRequest, edition_id: uuid.UUID, kind: str, key: str) -> HttpResponse:
    """Say what names the piece, and delete it; of one that was deleted, offer to put it back."""
    edition = edition_or_404(request, edition_id)
    shell = studio_shell(edition, kind_or_404(kind))
    if find(shell.document, kind, key) is None:
        return gone(request, edition, shell, kind, key)
    visit = visit_or_404(request, edition_id, kind, key)
    if not edition.is_draft:
        messages.error(request, _("This edition is no draft any more: its content does not change."))
        return redirect(visit.url)
    if request.method == "POST" and "back" not in request.POST:
        return delete(visit)
    context = context_of(visit, visit.seen) | {"places": places_naming(shell, kind, key)}
    return render(request, "studio/piece_delete.html", context)


def delete(visit: Visit) -> HttpResponse:
    """Delete, and lead to where it can be put back."""
    try:
        delete_piece(save=visit.save(base_revision(visit.request)))
    except (NotADraft, PieceConflict, Edition.DoesNotExist):
        messages.error(
            visit.request, _("Somebody else changed this at the same moment. Look again, then try once more.")
        )
        return redirect(visit.url)
    return redirect("studio_piece_delete", visit.edition.pk, visit.kind, visit.key)


def gone(request: SignedInRequest, edition: Edition, shell: StudioShell, kind: str, key: str) -> HttpResponse:
    """What a piece was that was deleted, and the way to put it back; 404 where there never was one."""
    line = deleted(edition, kind, key)
    if line is None:
        raise Http404
    if request.method == "POST" and "back" in request.POST:
        return put_back(request, edition, kind, key, plain_of(line.before))
    if request.method == "POST":
        return redirect("studio_piece_delete", edition.pk, kind, key)
    context = {
        "shell": shell,
        "edition": edition,
        "kind": kind,
        "kind_name": KIND_NAMES[kind],
        "key": key,
        "name": name_of(plain_of(line.before)),
        "line": line,
        "places": places_naming(shell, kind, key),
        "idempotency_key": uuid.uuid4(),
    }
    return render(request, "studio/piece_gone.html", context, status=HTTPStatus.OK)


def put_back(request: SignedInRequest, edition: Edition, kind: str, key: str, content: Plain) -> HttpResponse:
    """Add the piece again as it was, at the end of its list."""
    save = Save(edition, kind, key, 0, idempotency_key(request), request.user, timezone.now())
    try:
        add_piece(save=save, content=content)
    except (NotADraft, NotAccepted):
        messages.error(request, _("It could not be put back: somebody else changed the draft at the same moment."))
        return redirect("studio_pieces", edition.pk, kind)
    messages.success(request, _("It is back, at the end of its list."))
    return redirect("studio_piece", edition.pk, kind, key)
