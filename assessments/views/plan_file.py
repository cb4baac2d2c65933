# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The plan as a file: as CSV, which may be changed and sent back, and as Markdown for an issue tracker."""

import uuid

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from accounts.models import Organization
from assessments.models import PlanItem
from assessments.queries.plan_file import plan_csv as csv_chunks
from assessments.queries.plan_file import plan_markdown as markdown_text
from assessments.views.access import SignedInRequest, organization_or_404


@require_GET
def plan_csv(request: SignedInRequest, organization_id: uuid.UUID) -> HttpResponseBase:
    """All actions with all that an import reads."""
    organization, _role = organization_or_404(request, organization_id)
    response = StreamingHttpResponse(csv_chunks(organization), content_type="text/csv; charset=utf-8")
    return _named(response, organization, "csv")


@require_GET
def plan_markdown(request: SignedInRequest, organization_id: uuid.UUID) -> HttpResponseBase:
    """A list of boxes to tick."""
    organization, _role = organization_or_404(request, organization_id)

    def address(item: PlanItem) -> str:
        return request.build_absolute_uri(reverse("plan_item", args=[organization.pk, item.pk]))

    text = markdown_text(organization, address)
    return _named(HttpResponse(text, content_type="text/markdown; charset=utf-8"), organization, "md")


def _named(response: HttpResponseBase, organization: Organization, ending: str) -> HttpResponseBase:
    place = slugify(organization.name, allow_unicode=True)[:60] or "organization"
    response.headers["Content-Disposition"] = str(content_disposition_header(True, f"cairn-{place}-plan.{ending}"))
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
