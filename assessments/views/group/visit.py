# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""How pages of a group begin: who comes, to which period, and what the address asks for."""

import uuid
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from assessments.domain.period import is_period
from assessments.forms.group import GroupForm
from assessments.queries.group.board import Board, board_of
from assessments.queries.group.choice import parts_of
from assessments.queries.shell import Shell, shell_of
from assessments.views.access import SignedInRequest, organization_or_404

NOT_ASKED = ("after", "before")


class NotUnderstood(BadRequest):
    """An address that we did not write; `reason` is told to the reader."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Visit:
    """Somebody who looks at a group: the frame of the page, and what its units add up to (None: no edition)."""

    request: SignedInRequest
    shell: Shell
    board: Board | None

    def cursors(self) -> tuple[str, str]:
        """What the address says of the page of a list: after and before which row."""
        return cursors_of(self.request)

    def query(self) -> str:
        """What the address asks for beside the page of the list, to be followed by more."""
        return query_of(self.request)


def cursors_of(request: HttpRequest) -> tuple[str, str]:
    """What an address says of the page of a list: after and before which row."""
    return request.GET.get("after", ""), request.GET.get("before", "")


def query_of(request: HttpRequest) -> str:
    """What an address asks for beside the page of a list, to be followed by more."""
    kept = [(name, value) for name, value in request.GET.items() if value and name not in NOT_ASKED]
    return f"?{urlencode(kept)}&" if kept else "?"


def visit_of(request: SignedInRequest, organization_id: uuid.UUID) -> Visit:
    """A visit to the latest period of each unit, or to the one that the address names; 404 for strangers."""
    organization, role = organization_or_404(request, organization_id)
    shell = shell_of(request.user, organization, role, "group")
    board = board_of(organization, _period_of(request)) if organization.units_below else None
    return Visit(request, shell, board)


def _period_of(request: SignedInRequest) -> str:
    """The quarter that the address names, "" for none; raises NotUnderstood for what is no quarter."""
    period = request.GET.get("period", "")
    if period and not is_period(period):
        raise _not_here()
    return period


def board_or_404(visit: Visit) -> Board:
    """The board of a group in which something was submitted."""
    if visit.board is None or not visit.board.periods:
        raise Http404
    return visit.board


def bad_cursor() -> NotUnderstood:
    """What is said to whoever comes with a cursor that we did not write."""
    return NotUnderstood(_("The address names a place in the list that is not there. Start again from its first page."))


def filters_of(request: HttpRequest, board: Board, *, is_shared: bool = False) -> GroupForm:
    """The form with what the address chose; raises NotUnderstood where that is not offered. One query.

    Shared: by a link, which has chosen the period.
    """
    form = GroupForm(request.GET, board=board, parts=parts_of(board.organization), is_shared=is_shared)
    if not form.is_valid():
        raise _not_here()
    return form


def _not_here() -> NotUnderstood:
    return NotUnderstood(_("The address asks for what this group does not have. Choose again on its dashboard."))
