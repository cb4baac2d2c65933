# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from assessments.queries.studio.faring import fared_page
from assessments.queries.studio.shell import studio_shell
from assessments.views.access import SignedInRequest
from assessments.views.studio.access import edition_or_404


@require_GET
def studio_fared(request: SignedInRequest, edition_id: uuid.UUID) -> HttpResponse:
    """How the advice of an edition fared, in numbers over all organizations."""
    edition = edition_or_404(request, edition_id)
    shell = studio_shell(edition, "edition")
    page = fared_page(edition, shell.document)
    return render(request, "studio/fared.html", {"shell": shell, "edition": edition, "page": page})
