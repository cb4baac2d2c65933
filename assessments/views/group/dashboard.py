# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from assessments.models import Export
from assessments.queries.export import FORMS
from assessments.queries.group.choice import plain_choice
from assessments.queries.group.cursor import BadCursor
from assessments.queries.group.dashboard import dashboard_of
from assessments.queries.group.file import header_of, lines_of
from assessments.queries.wording import reader_language
from assessments.reports.csv import csv_of
from assessments.services.exporting import ask_export
from assessments.services.refusal import NotAccepted
from assessments.tasks.export import make_export
from assessments.views.access import SignedInRequest
from assessments.views.group.visit import Visit, bad_cursor, board_or_404, filters_of, visit_of


@require_GET
def group(request: SignedInRequest, organization_id: uuid.UUID) -> HttpResponse:
    """The dashboard of all units below an organization."""
    visit = visit_of(request, organization_id)
    board = visit.board
    if board is None or not board.periods:
        return render(request, "group/empty.html", {"shell": visit.shell, "board": board})
    form = filters_of(request, board)
    try:
        page = dashboard_of(board, form.filters, *visit.cursors(), with_views=visit.shell.may_manage)
    except BadCursor as error:
        raise bad_cursor() from error
    context = {"page": page, "board": board, "shell": visit.shell, "form": form, "query": visit.query()}
    return render(request, "group/dashboard.html", context)


@require_GET
def group_csv(request: SignedInRequest, organization_id: uuid.UUID) -> HttpResponseBase:
    """The table as a file: all rows that pass the filters, in the order that is shown."""
    visit = visit_of(request, organization_id)
    board = board_or_404(visit)
    lines = lines_of(board, filters_of(request, board).filters)
    response = StreamingHttpResponse(csv_of(header_of(board), lines), content_type="text/csv; charset=utf-8")
    name = f"group-{visit.shell.organization.pk.hex[:8]}-{board.period or 'latest'}.csv"
    response.headers["Content-Disposition"] = str(content_disposition_header(True, name))
    return response


@require_POST
def group_file(request: SignedInRequest, organization_id: uuid.UUID) -> HttpResponse:
    """Ask for the dashboard as a file: its table with the filters and the order that are shown."""
    visit = visit_of(request, organization_id)
    board = board_or_404(visit)
    form = request.POST.get("form", "")
    if form not in FORMS[Export.What.DASHBOARD]:
        raise Http404
    try:
        asked = _asked(visit, form, plain_choice(board, filters_of(request, board).filters))
    except NotAccepted as refusal:
        messages.warning(request, refusal.faults[0].message)
        return redirect(reverse("group", args=[organization_id]) + visit.query())
    make_export.enqueue(str(asked.pk))
    return redirect("export", asked.pk)


def _asked(visit: Visit, form: str, choices: dict[str, Any]) -> Export:
    """The file that is to be made; raises NotAccepted."""
    return ask_export(
        organization=visit.shell.organization,
        what=Export.What.DASHBOARD,
        form=form,
        language=reader_language(),
        choices=choices,
        by=visit.request.user,
        now=timezone.now(),
    )
