# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from assessments.queries.overview import overview_of
from assessments.queries.shell import shell_of
from assessments.views.access import SignedInRequest, organization_or_404


@require_GET
def organization(request: SignedInRequest, organization_id: uuid.UUID) -> HttpResponse:
    """Show an organization's home."""
    organization, role = organization_or_404(request, organization_id)
    shell = shell_of(request.user, organization, role, "overview")
    page = overview_of(shell, request.user, timezone.now())
    return render(request, "assessments/organization.html", {"page": page, "shell": shell})
