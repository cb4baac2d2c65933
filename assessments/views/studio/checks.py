# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What the checks find in a whole edition, each finding with its reason and a link to the form that mends it."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from assessments.domain.linting import Finding
from assessments.domain.pieces import HEAD, located
from assessments.forms.studio.places import element_of
from assessments.queries.studio.checks import findings_of
from assessments.queries.studio.obstacle import TITLE, Obstacle, obstacles
from assessments.queries.studio.shell import KIND_NAMES, StudioShell, studio_shell
from assessments.views.access import SignedInRequest
from assessments.views.studio.access import edition_or_404

SEVERITIES: Mapping[str, str | Promise] = {"error": _("Errors"), "warning": _("Warnings")}
KIND_TITLES: Mapping[str, str | Promise] = {HEAD: TITLE, **KIND_NAMES}


@dataclass(frozen=True)
class Check:
    """One finding in words, the id of the control that it is about, and where it stands in the document."""

    obstacle: Obstacle
    is_error: bool
    element: str
    place: str


@dataclass(frozen=True)
class Group:
    """Findings of one severity in the pieces of one kind."""

    kind: str
    name: str | Promise
    checks: list[Check]


@dataclass(frozen=True)
class Filter:
    """A way to see only some findings: what it leads to, how many these are, and whether they are what is shown."""

    name: str | Promise
    query: str
    count: int
    is_chosen: bool


@require_GET
def studio_checks(request: SignedInRequest, edition_id: uuid.UUID) -> HttpResponse:
    """All that the linter finds, or of it one severity or one kind: what stands in the way of publishing, then what
    asks for a second look, each by the kind of piece."""
    edition = edition_or_404(request, edition_id)
    shell = studio_shell(edition, "edition")
    checks = list(checks_of(shell, findings_of(edition, shell.document, timezone.now().date())))
    severity, kind = (_known(request, name, known) for name, known in (("severity", SEVERITIES), ("kind", KIND_TITLES)))
    shown = _some(checks, severity, kind)
    context = {
        "shell": shell,
        "edition": edition,
        "severity": severity,
        "is_filtered": bool(severity or kind),
        "errors": _groups(_some(shown, "error", "")),
        "warnings": _groups(_some(shown, "warning", "")),
        "counts": {one: len(_some(shown, one, "")) for one in SEVERITIES},
        "severities": list(_by_severity(checks, severity, kind)),
        "kinds": list(_by_kind(checks, severity, kind)),
    }
    return render(request, "studio/checks.html", context)


def _known(request: SignedInRequest, name: str, known: Mapping[str, object]) -> str:
    """What is asked for; "" for nothing, and for what there is not."""
    asked = request.GET.get(name, "")
    return asked if asked in known else ""


def _some(checks: list[Check], severity: str, kind: str) -> list[Check]:
    return [
        one
        for one in checks
        if severity in ("", "error" if one.is_error else "warning") and kind in ("", one.obstacle.kind)
    ]


def _groups(checks: list[Check]) -> list[Group]:
    groups = [Group(kind, name, _some(checks, "", kind)) for kind, name in KIND_TITLES.items()]
    return [group for group in groups if group.checks]


def _by_severity(checks: list[Check], severity: str, kind: str) -> Iterator[Filter]:
    for one, name in {"": _("All findings"), **SEVERITIES}.items():
        count = len(_some(checks, one, kind))
        yield Filter(name, _query(one, kind), count, one == severity)


def _by_kind(checks: list[Check], severity: str, kind: str) -> Iterator[Filter]:
    """Only kinds in which there is something, and the one that is chosen."""
    for one, name in {"": _("All kinds"), **KIND_TITLES}.items():
        count = len(_some(checks, severity, one))
        if count or one in ("", kind):
            yield Filter(name, _query(severity, one), count, one == kind)


def _query(severity: str, kind: str) -> str:
    return "?" + urlencode({name: one for name, one in (("severity", severity), ("kind", kind)) if one})


def checks_of(shell: StudioShell, findings: tuple[Finding, ...]) -> list[Check]:
    """Findings as the page lists them."""
    told = zip(findings, obstacles(shell.document, findings), strict=True)
    return [
        Check(one, finding.severity == "error", _element(shell, finding.place), finding.place) for finding, one in told
    ]


def _element(shell: StudioShell, place: str) -> str:
    where = located(shell.document, place)
    return element_of(where.kind, where.field)
