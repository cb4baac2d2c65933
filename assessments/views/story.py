# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid

from django.http import HttpResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assessments.forms.progress import CompareForm
from assessments.models import Report
from assessments.permissions import can_manage
from assessments.queries.progress import standing_assessments
from assessments.queries.story import story_told
from assessments.views.access import SignedInRequest, organization_or_404
from assessments.views.report import Visit, edited, file_of, published, shown


def visit_or_404(request: SignedInRequest, organization_id: uuid.UUID) -> Visit:
    """The story of the quarters that the address names, or of the last two; none where nothing is submitted."""
    organization, role = organization_or_404(request, organization_id)
    assessments = {one.period: one for one in standing_assessments(organization)}
    periods, form = list(assessments), None
    before, after = None, next(reversed(assessments.values()), None)
    if len(periods) > 1:
        form = CompareForm(request.GET, periods=periods)
        chosen = [assessments[form.cleaned_data[name]] for name in ("from", "to")] if form.is_valid() else [None] * 2
        before, after = chosen
    told = story_told(organization, after, before, with_drafts=can_manage(role)) if after else None
    asked = {"from": told.since, "to": told.period} if told and told.since else {}
    return Visit(request, organization, role, Report.Kind.STORY, "progress", told, asked, form, periods)


@require_GET
def story(request: SignedInRequest, organization_id: uuid.UUID) -> HttpResponse:
    """What moved between two submitted assessments and what is asked of leadership, on one page."""
    return shown(visit_or_404(request, organization_id), "reports/story.html")


@require_http_methods(["GET", "POST"])
def story_edit(request: SignedInRequest, organization_id: uuid.UUID) -> HttpResponse:
    """Put the story into one's own words, section by section."""
    return edited(visit_or_404(request, organization_id))


@require_POST
def story_publish(request: SignedInRequest, organization_id: uuid.UUID) -> HttpResponse:
    """Let every member read the story as it stands, or make it a draft again."""
    return published(visit_or_404(request, organization_id))


@require_GET
def story_file(request: SignedInRequest, organization_id: uuid.UUID, form: str) -> HttpResponse:
    """The story as its page tells it, as PDF or Markdown."""
    return file_of(visit_or_404(request, organization_id), form)
