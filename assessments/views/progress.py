# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from assessments.forms.progress import CompareForm
from assessments.queries.progress import comparison_of, standing_assessments, trends_of
from assessments.queries.shell import shell_of
from assessments.views.access import SignedInRequest, organization_or_404


@require_GET
def progress(request: SignedInRequest, organization_id: uuid.UUID) -> HttpResponse:
    """The levels over time, and what changed between two submitted assessments: the last two, or those chosen."""
    organization, role = organization_or_404(request, organization_id)
    assessments = {one.period: one for one in standing_assessments(organization)}
    context: dict[str, Any] = {
        "form": None,
        "comparison": None,
        "periods": list(assessments),
        "trends": trends_of(organization, list(assessments.values())),
        "shell": shell_of(request.user, organization, role, "progress"),
    }
    if len(assessments) < 2:
        return render(request, "assessments/progress.html", context)
    context["form"] = form = CompareForm(request.GET, periods=list(assessments))
    if not form.is_valid():
        return render(request, "assessments/progress.html", context, status=400)
    before, after = (assessments[form.cleaned_data[name]] for name in ("from", "to"))
    context["comparison"] = comparison_of(organization, before, after)
    return render(request, "assessments/progress.html", context)
