# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid

from django.http import HttpResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assessments.forms.report import QuarterForm
from assessments.models import Report
from assessments.permissions import can_manage
from assessments.queries.quarterly import quarter_of, quarterly_told
from assessments.views.access import SignedInRequest, organization_or_404
from assessments.views.report import Visit, edited, file_of, published, shown


def visit_or_404(request: SignedInRequest, organization_id: uuid.UUID) -> Visit:
    """The report of the quarter that the address names, or of the last one; none where nothing is submitted."""
    organization, role = organization_or_404(request, organization_id)
    quarter, told, asked = quarter_of(organization, request.GET.get("period", "")), None, {}
    periods = quarter.periods
    form = QuarterForm(request.GET, periods=periods) if periods else None
    if form and form.is_valid():
        asked = {"period": quarter.period}
        told = quarterly_told(quarter, with_drafts=can_manage(role))
    return Visit(request, organization, role, Report.Kind.QUARTERLY, "progress", told, asked, form, periods)


@require_GET
def quarterly(request: SignedInRequest, organization_id: uuid.UUID) -> HttpResponse:
    """The OSS quarterly report of an organization and the group below it."""
    return shown(visit_or_404(request, organization_id), "reports/quarterly.html")


@require_http_methods(["GET", "POST"])
def quarterly_edit(request: SignedInRequest, organization_id: uuid.UUID) -> HttpResponse:
    """Put the quarterly report into one's own words, section by section."""
    return edited(visit_or_404(request, organization_id))


@require_POST
def quarterly_publish(request: SignedInRequest, organization_id: uuid.UUID) -> HttpResponse:
    """Let every member read the quarterly report as it stands, or make it a draft again."""
    return published(visit_or_404(request, organization_id))


@require_GET
def quarterly_file(request: SignedInRequest, organization_id: uuid.UUID, form: str) -> HttpResponse:
    """The quarterly report as its page tells it, as PDF or Markdown."""
    return file_of(visit_or_404(request, organization_id), form)
