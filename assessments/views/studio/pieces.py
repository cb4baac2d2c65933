# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The list of an edition's pieces of one kind, with their order."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.text import clean_text
from assessments.domain.pieces import pieces
from assessments.models import Edition
from assessments.queries.draft import last_revision
from assessments.queries.studio.piece import piece_rows
from assessments.queries.studio.shell import KIND_NAMES, studio_shell
from assessments.services.curating import NotADraft, PieceConflict, Save, move_piece
from assessments.services.refusal import NotAccepted
from assessments.views.access import SignedInRequest
from assessments.views.studio.access import edition_or_404, kind_or_404

LONGEST_SOUGHT = 100


@require_GET
def studio_pieces(request: SignedInRequest, edition_id: uuid.UUID, kind: str) -> HttpResponse:
    """The pieces of one kind, or those in which all words of `?q=` stand."""
    edition = edition_or_404(request, edition_id)
    shell = studio_shell(edition, kind_or_404(kind))
    sought = clean_text(request.GET.get("q", "")[:LONGEST_SOUGHT], most=LONGEST_SOUGHT)
    context = {
        "shell": shell,
        "edition": edition,
        "kind": kind,
        "name": KIND_NAMES[kind],
        "rows": piece_rows(edition, shell.document, kind, sought),
        "sought": sought,
        "all": len(pieces(shell.document, kind)),
        "key": uuid.uuid4(),
        "moved": request.GET.get("moved", ""),
    }
    return render(request, "studio/pieces.html", context)


@require_POST
def studio_piece_move(request: SignedInRequest, edition_id: uuid.UUID, kind: str, key: str) -> HttpResponse:
    """Put a piece one up or down."""
    edition = edition_or_404(request, edition_id)
    to, idempotency_key = request.POST.get("to", ""), request.POST.get("key", "")
    if not to.isdecimal() or len(to) > 5:
        raise Http404
    try:
        move_piece(save=save_of(request, edition, kind_or_404(kind), key, idempotency_key), to=int(to))
    except NotADraft:
        messages.error(request, _("This edition is no draft any more: its content does not change."))
    except PieceConflict:
        messages.error(request, _("Somebody else changed this at the same moment. Look again, then try once more."))
    except NotAccepted as refusal:
        messages.error(request, refusal.faults[0].message)
    # The page goes on where the piece is now, with the keyboard on it.
    return redirect(reverse("studio_pieces", args=[edition.pk, kind]) + f"?{urlencode({'moved': key})}#piece-{key}")


def save_of(request: SignedInRequest, edition: Edition, kind: str, key: str, idempotency_key: str) -> Save:
    """A change that depends on no text that was read: it holds for the piece as it stands now."""
    line = last_revision(edition, kind, key)
    try:
        once = uuid.UUID(idempotency_key)
    except ValueError:
        once = uuid.uuid4()
    return Save(edition, kind, key, line.number if line else 0, once, request.user, timezone.now())
