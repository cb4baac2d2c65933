# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What one edition has otherwise than another one of its pack."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from assessments.models import Edition
from assessments.queries.draft import document_of
from assessments.queries.studio.difference import difference_told
from assessments.queries.studio.shell import studio_shell
from assessments.views.access import SignedInRequest
from assessments.views.studio.access import edition_or_404


@require_GET
def studio_difference(request: SignedInRequest, edition_id: uuid.UUID) -> HttpResponse:
    """The difference from the edition that `?from=` names, or else from the one that this is based on."""
    edition = edition_or_404(request, edition_id)
    shell = studio_shell(edition, "edition")
    siblings = Edition.objects.filter(pack=edition.pack).exclude(pk=edition.pk).defer("document", "lagging")
    base = _base(edition, request.GET.get("from", ""))
    context = {
        "shell": shell,
        "edition": edition,
        "base": base,
        "siblings": siblings.order_by("-created_at", "-published_at"),
        "kinds": difference_told(document_of(base), shell.document) if base else [],
    }
    return render(request, "studio/difference.html", context)


def _base(edition: Edition, asked: str) -> Edition | None:
    if not asked:
        return edition.based_on
    try:
        found: Edition | None = Edition.objects.filter(pack=edition.pack, pk=uuid.UUID(asked)).first()
    except ValueError as unreadable:
        raise Http404 from unreadable
    if found is None:
        raise Http404
    return found
