# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What the checks find in a whole edition, each finding with its reason and a link to the form that mends it."""

import uuid
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from assessments.domain.linting import Finding
from assessments.domain.pieces import located
from assessments.forms.studio.places import element_of
from assessments.queries.studio.checks import findings_of
from assessments.queries.studio.obstacle import Obstacle, obstacles
from assessments.queries.studio.shell import StudioShell, studio_shell
from assessments.views.access import SignedInRequest
from assessments.views.studio.access import edition_or_404


@dataclass(frozen=True)
class Check:
    """One finding in words, the id of the control that it is about, and where it stands in the document."""

    obstacle: Obstacle
    is_error: bool
    element: str
    place: str


@require_GET
def studio_checks(request: SignedInRequest, edition_id: uuid.UUID) -> HttpResponse:
    """All that the linter finds: what stands in the way of publishing, then what asks for a second look."""
    edition = edition_or_404(request, edition_id)
    shell = studio_shell(edition, "edition")
    checks = list(checks_of(shell, findings_of(edition, shell.document, timezone.now().date())))
    context = {
        "shell": shell,
        "edition": edition,
        "errors": [one for one in checks if one.is_error],
        "warnings": [one for one in checks if not one.is_error],
    }
    return render(request, "studio/checks.html", context)


def checks_of(shell: StudioShell, findings: tuple[Finding, ...]) -> list[Check]:
    """Findings as the page lists them."""
    told = zip(findings, obstacles(shell.document, findings), strict=True)
    return [
        Check(one, finding.severity == "error", _element(shell, finding.place), finding.place) for finding, one in told
    ]


def _element(shell: StudioShell, place: str) -> str:
    where = located(shell.document, place)
    return element_of(where.kind, where.field)
