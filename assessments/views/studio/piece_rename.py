# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Another key for a piece, or for an action of a recommendation, and so in all that names it."""

import uuid
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from assessments.domain.edition_checks import RENAMED
from assessments.domain.pieces import LASTING, CannotRename, pieces
from assessments.forms.studio.keys import KeyForm
from assessments.queries.draft import earlier_keys
from assessments.queries.studio.piece import name_of
from assessments.services.curating import NOT_FREE, NotADraft, PieceConflict, rename_piece
from assessments.services.refusal import NotAccepted
from assessments.views.access import SignedInRequest
from assessments.views.answering import base_revision
from assessments.views.studio.naming import places_naming
from assessments.views.studio.visit import Visit, context_of, url_of, visit_or_404

REASONS: dict[str, str | Promise] = {
    **NOT_FREE,
    "lasting": gettext_lazy("Answers and results of earlier editions go by this key. It cannot change."),
    "renamed-before": gettext_lazy("This key stands for another one of an earlier edition already. It cannot change."),
}


@require_http_methods(["GET", "POST"])
def studio_piece_rename(request: SignedInRequest, edition_id: uuid.UUID, kind: str, key: str) -> HttpResponse:
    """Ask for the new key, and say what follows from it; with `action`, for one of a recommendation's actions."""
    # Pressed twice, the second press finds no piece of this key, and leads where the first one led.
    visit = visit_or_404(request, edition_id, kind, key, may_be_gone=request.method == "POST")
    action = request.GET.get("action", "")
    if action and action not in [one.get("key") for one in pieces(visit.piece, "actions")]:
        raise Http404
    if not visit.edition.is_draft:
        messages.error(request, _("This edition is no draft any more: its content does not change."))
        return redirect(visit.url)
    form = KeyForm(request.POST if request.method == "POST" else None, initial={"new_key": action or key})
    if form.is_valid():
        return rename(visit, action, form)
    return page(visit, action, form)


def rename(visit: Visit, action: str, form: KeyForm) -> HttpResponse:
    """Rename, or say why it cannot be."""
    new = form.cleaned_data["new_key"]
    if new == (action or visit.key):
        return redirect(visit.url)
    try:
        rename_piece(save=visit.save(base_revision(visit.request)), new_key=new, action=action)
    except CannotRename as refusal:
        form.add_error("new_key", str(REASONS[refusal.reason]))
        return page(visit, action, form)
    except NotAccepted as refusal:
        form.add_error(None, refusal.faults[0].message)
        return page(visit, action, form)
    except (NotADraft, PieceConflict):
        messages.error(
            visit.request, _("Somebody else changed this at the same moment. Look again, then try once more.")
        )
        return redirect(visit.url)
    messages.success(visit.request, _("The key is “%(key)s” now, here and wherever it is named.") % {"key": new})
    return redirect(url_of(visit.edition, visit.kind, visit.key if action else new))


def page(visit: Visit, action: str, form: KeyForm) -> HttpResponse:
    """The form, with what names the key now; 404 where the piece is gone."""
    if not visit.piece:
        raise Http404
    kind, key = ("actions", action) if action else (visit.kind, visit.key)
    found = next((one for one in pieces(visit.piece, "actions") if action and one.get("key") == action), visit.piece)
    context: dict[str, Any] = context_of(visit, visit.seen) | {
        "form": form,
        "action": action,
        "old_key": key,
        "name": name_of(found),
        "is_earlier": key in earlier_keys(visit.edition, kind),
        "is_recorded": kind in RENAMED,
        "is_lasting": kind in LASTING,
        "places": places_naming(visit.shell, kind, key),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(visit.request, "studio/piece_rename.html", context, status=status)
