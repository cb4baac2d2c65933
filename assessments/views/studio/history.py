# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Who did what to an edition, and to each of its pieces."""

import re
import uuid

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from assessments.domain.faults import KEY_PATTERN
from assessments.domain.pieces import HEAD, KINDS
from assessments.queries.studio.history import edition_history, piece_choices
from assessments.queries.studio.shell import studio_shell
from assessments.views.access import SignedInRequest
from assessments.views.studio.access import edition_or_404

LONGEST_NUMBER = 9


@require_GET
def studio_history(request: SignedInRequest, edition_id: uuid.UUID) -> HttpResponse:
    """The history of an edition, or of the one piece that `?of=practices/strategy` names."""
    edition = edition_or_404(request, edition_id)
    of, before = request.GET.get("of", ""), request.GET.get("before", "")
    kind, _slash, key = of.partition("/")
    if of and not ((kind in KINDS and re.fullmatch(KEY_PATTERN, key)) or (kind == HEAD and not key)):
        raise Http404
    if before and not (before.isascii() and before.isdecimal() and len(before) <= LONGEST_NUMBER):
        raise BadRequest("This is no line of a history.")
    shell = studio_shell(edition, kind if kind in KINDS else "edition")
    number = int(before) if before else None
    context = {
        "shell": shell,
        "edition": edition,
        "history": edition_history(edition, shell.document, kind=kind, key=key, before=number),
        "of": of,
        "choices": piece_choices(shell.document),
        "is_later": bool(before),
    }
    return render(request, "studio/history.html", context)
