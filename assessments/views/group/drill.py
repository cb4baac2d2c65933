# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from assessments.queries.group.board import Board
from assessments.queries.group.cursor import BadCursor
from assessments.queries.group.drill import ANSWERS, Drill, level_page, practice_page, situation_page
from assessments.queries.group.silent import silent_page
from assessments.views.access import SignedInRequest
from assessments.views.group.visit import bad_cursor, board_or_404, visit_of


@require_GET
def group_level(request: SignedInRequest, organization_id: uuid.UUID, key: str) -> HttpResponse:
    """Units by the practices of one level."""
    return _drill(request, organization_id, "group/level.html", lambda board, *at: level_page(board, key, *at))


@require_GET
def group_practice(request: SignedInRequest, organization_id: uuid.UUID, key: str) -> HttpResponse:
    """Units for one practice."""
    return _drill(request, organization_id, "group/practice.html", lambda board, *at: practice_page(board, key, *at))


@require_GET
def group_situation(request: SignedInRequest, organization_id: uuid.UUID, key: str) -> HttpResponse:
    """Units that face a situation, or in which it is open, or that do not face it."""
    answer = request.GET.get("answer", "yes")
    if answer not in ANSWERS:
        raise Http404
    return _drill(
        request,
        organization_id,
        "group/situation.html",
        lambda board, *at: situation_page(board, key, answer, *at),
        answer=answer,
    )


def _drill(
    request: SignedInRequest, organization_id: uuid.UUID, template: str, read: Callable[..., Drill], **more: str
) -> HttpResponse:
    visit = visit_of(request, organization_id)
    board: Board = board_or_404(visit)
    try:
        page = read(board, *visit.cursors())
    except KeyError as error:
        raise Http404 from error
    except BadCursor as error:
        raise bad_cursor() from error
    period = f"?period={board.period}" if board.period else ""
    context = {"page": page, "board": board, "shell": visit.shell, "query": visit.query(), "at": period, **more}
    return render(request, template, context)


@require_GET
def group_silent(request: SignedInRequest, organization_id: uuid.UUID) -> HttpResponse:
    """Units that have not submitted."""
    visit = visit_of(request, organization_id)
    if visit.board is None:
        raise Http404
    try:
        page = silent_page(visit.board, *visit.cursors())
    except BadCursor as error:
        raise bad_cursor() from error
    context = {"page": page, "board": visit.board, "shell": visit.shell, "query": visit.query()}
    return render(request, "group/silent.html", context)
