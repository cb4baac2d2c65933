# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The way into the studio: for curators alone; to everybody else its pages do not exist."""

import uuid

from django.http import Http404
from django.shortcuts import get_object_or_404

from assessments.domain.pieces import KINDS
from assessments.models import Edition
from assessments.views.access import SignedInRequest


def curator_or_404(request: SignedInRequest) -> None:
    """Raise Http404 for whoever is no curator."""
    if not request.user.is_curator:
        raise Http404


def edition_or_404(request: SignedInRequest, edition_id: uuid.UUID) -> Edition:
    """An edition in any state, with the one that it is based on; 404 for whoever is no curator. One query."""
    curator_or_404(request)
    return get_object_or_404(Edition.objects.select_related("based_on", "asked_by", "approved_by"), pk=edition_id)


def kind_or_404(kind: str) -> str:
    """The name of a list of pieces; 404 for any other word."""
    if kind not in KINDS:
        raise Http404
    return kind
