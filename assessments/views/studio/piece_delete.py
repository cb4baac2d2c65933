# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Deleting a piece of a draft, after reading what names it; and putting it back."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.domain.pieces import Plain
from assessments.models import Revision
from assessments.queries.draft import plain_of
from assessments.queries.studio.piece import name_of
from assessments.services.curating import NotADraft, PieceConflict, add_piece, delete_piece
from assessments.services.refusal import NotAccepted
from assessments.views.access import SignedInRequest
from assessments.views.answering import base_revision
from assessments.views.studio.access import kind_or_404
from assessments.views.studio.naming import places_naming
from assessments.views.studio.visit import Visit, context_of, visit_or_404


@require_http_methods(["GET", "POST"])
def studio_piece_delete(request: SignedInRequest, edition_id: uuid.UUID, kind: str, key: str) -> HttpResponse:
    """Say what names the piece, and delete it; of one that was deleted, offer to put it back."""
    kind_or_404(kind)
    visit = visit_or_404(request, edition_id, kind, key, may_be_gone=True)
    if not visit.piece:
        return gone(visit)
    if not visit.edition.is_draft:
        messages.error(request, _("This edition is no draft any more: its content does not change."))
        return redirect(visit.url)
    if request.method == "POST" and "back" not in request.POST:
        return delete(visit)
    context = context_of(visit, visit.seen) | {"places": places_naming(visit.shell, kind, key)}
    return render(request, "studio/piece_delete.html", context)


def delete(visit: Visit) -> HttpResponse:
    """Delete, and lead to where it can be put back."""
    try:
        delete_piece(save=visit.save(base_revision(visit.request)))
    except (NotADraft, PieceConflict):
        messages.error(
            visit.request, _("Somebody else changed this at the same moment. Look again, then try once more.")
        )
        return redirect(visit.url)
    except NotAccepted as refusal:
        messages.error(visit.request, refusal.faults[0].message)
        return redirect(visit.url)
    return redirect("studio_piece_delete", visit.edition.pk, visit.kind, visit.key)


def gone(visit: Visit) -> HttpResponse:
    """What a piece was that was deleted, and the way to put it back; 404 where it has another key by now."""
    request, line = visit.request, visit.last
    if line is None or line.what != Revision.What.DELETED:
        raise Http404
    before = plain_of(line.before)
    if request.method == "POST" and "back" in request.POST:
        return put_back(visit, before)
    if request.method == "POST":
        return redirect("studio_piece_delete", visit.edition.pk, visit.kind, visit.key)
    context = context_of(visit, visit.seen) | {
        "name": name_of(before),
        "line": line,
        "places": places_naming(visit.shell, visit.kind, visit.key),
    }
    return render(request, "studio/piece_gone.html", context)


def put_back(visit: Visit, content: Plain) -> HttpResponse:
    """Add the piece again as it was, where it was."""
    try:
        add_piece(save=visit.save(visit.seen), content=content, is_back=True)
    except (NotADraft, NotAccepted):
        messages.error(
            visit.request, _("It could not be put back: somebody else changed the draft at the same moment.")
        )
        return redirect("studio_pieces", visit.edition.pk, visit.kind)
    messages.success(visit.request, _("It is back where it was."))
    return redirect(visit.url)
