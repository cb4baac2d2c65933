# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Units that are silent: they have never submitted, or not in the period that is shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from accounts.models import Organization, below_path
from assessments.models import UnitResult
from assessments.models.group import LATEST
from assessments.queries.group.board import Board
from assessments.queries.group.cursor import Order, cut, place_of
from assessments.queries.group.table import IN_FILES


@dataclass(frozen=True)
class SilentPage:
    """One page of silent units, each with `said_in`: the last period in which it has submitted, None for never."""

    board: Board
    rows: list[Organization]
    before: str
    after: str


def silent_page(board: Board, after: str, before: str) -> SilentPage:
    """The page that the cursors name, in one query; raises BadCursor."""
    found = cut(_silent(board), Order(), place_of(Order(), after, before))
    return SilentPage(board, found.rows, found.before, found.after)


def first_silent(board: Board, count: int) -> list[str]:
    """The names of the first ones in the order of the tree, in one query."""
    return list(_silent(board).order_by("path").values_list("name", flat=True)[:count])


def every_silent(board: Board) -> Iterator[Organization]:
    """All of them, page by page, so that few are in memory."""
    found = cut(_silent(board), Order(), None, IN_FILES)
    yield from found.rows
    while found.after:
        found = cut(_silent(board), Order(), place_of(Order(), found.after, ""), IN_FILES)
        yield from found.rows


def _silent(board: Board) -> QuerySet[Any]:
    rows = UnitResult.unscoped.filter(organization=OuterRef("pk"), pack=board.newest.pack)
    below = Organization.objects.filter(below_path("path", board.organization.path), path__gt=board.organization.path)
    silent = below.filter(~Exists(rows.filter(period=board.period)))
    return silent.annotate(said_in=Subquery(rows.filter(period=LATEST).values("said_in")[:1]))
