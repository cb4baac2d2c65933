# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A piece as respondents will see it: as it is saved (GET), or as it is being typed (POST)."""

import uuid
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from assessments.domain.partial import languages_of
from assessments.domain.pieces import Plain, find
from assessments.forms.studio.piece import PieceForm
from assessments.queries.studio.piece import name_of
from assessments.queries.studio.preview import PREVIEWED, Preview, preview_of
from assessments.queries.studio.shell import StudioShell, studio_shell
from assessments.queries.wording import reader_language
from assessments.views.access import SignedInRequest
from assessments.views.answering import wants_part
from assessments.views.studio.access import edition_or_404
from assessments.views.studio.mending import fault_words

CSRF = "csrfmiddlewaretoken"


@require_http_methods(["GET", "POST"])
def studio_preview(request: SignedInRequest, edition_id: uuid.UUID, kind: str, key: str) -> HttpResponse:
    """The preview alone for what asks by htmx, else on a page of its own."""
    edition = edition_or_404(request, edition_id)
    if kind not in PREVIEWED:
        raise Http404
    shell = studio_shell(edition, kind)
    piece, is_typed = saved_piece(shell.document, kind, key), request.method == "POST"
    if is_typed:
        piece = typed_piece(shell, kind, piece, request.POST)
    context = {
        "preview": shown(request, shell, kind, piece),
        "url": reverse("studio_preview", args=[edition.pk, kind, key]),
    }
    if wants_part(request):
        return render(request, "studio/_preview.html", context)
    posted = [(name, value) for name, values in request.POST.lists() for value in values if name != CSRF]
    context |= {"shell": shell, "name": name_of(piece), "is_typed": is_typed, "posted": posted}
    return render(request, "studio/preview.html", context)


def preview_beside(request: HttpRequest, shell: StudioShell, kind: str, form: PieceForm) -> Preview | None:
    """What the panel beside a form shows, of what is typed or else of what the form began with; None for a kind
    whose pieces have no page."""
    if kind not in PREVIEWED:
        return None
    piece = form.base
    if form.is_bound:
        form.is_valid()
        piece = form.content()
    return shown(request, shell, kind, piece)


def shown(request: HttpRequest, shell: StudioShell, kind: str, piece: Plain) -> Preview:
    """The piece in the language that is asked for; what is wrong with it in the words of its form."""
    languages = languages_of(shell.document)
    tell = partial(fault_words, kind, languages)
    return preview_of(shell.document, kind, piece, language_asked(request), tell=tell)


def language_asked(request: HttpRequest) -> str:
    """The language chosen in the address, else the one that the form's panel shows, else the reader's."""
    return request.GET.get("language") or request.POST.get("preview-language") or reader_language()


def saved_piece(document: Plain, kind: str, key: str) -> Plain:
    """The piece as it stands in the draft; 404 where there is none."""
    piece = find(document, kind, key)
    if piece is None:
        raise Http404
    return piece


def typed_piece(shell: StudioShell, kind: str, piece: Plain, posted: QueryDict) -> Plain:
    """The piece as its form says; what could not be saved stays as it was."""
    form = PieceForm(kind=kind, base=piece, document=shell.document, languages=shell.languages, posted=posted)
    form.is_valid()
    return form.content()
