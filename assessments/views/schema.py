# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from assessments.domain.schema import schema_json

AN_HOUR = 60 * 60


@login_not_required
@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def edition_schema(request: HttpRequest) -> HttpResponse:
    """The JSON Schema of editions, for editors on curators' own machines; it tells nothing about this site."""
    return HttpResponse(schema_json(), content_type="application/schema+json")
