# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The dashboard of a group: what is asked and what moved, the table, the situations and the gaps in views."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from assessments.queries.group.board import Board
from assessments.queries.group.choice import left_out_of, narrowed_words
from assessments.queries.group.gaps import Gap, gaps_of
from assessments.queries.group.notable import RollUp, notable_of, roll_ups
from assessments.queries.group.plans import Told, cell_of, of_all, plan_words, title_of
from assessments.queries.group.situations import SituationRow, short_names, situation_rows
from assessments.queries.group.summary import (
    Asked,
    LevelMoves,
    MovedUnit,
    asked_of,
    headline,
    level_moves,
    moved_units,
)
from assessments.queries.group.table import Filters, Table, table_of
from assessments.queries.perspective import PERSPECTIVES
from assessments.queries.wording import view_name

MOST_FACED = 6  # situations that show at once


@dataclass(frozen=True)
class Dashboard:
    """The page; `few` are the names of the units where they are few enough to be named."""

    board: Board
    filters: Filters
    headline: str
    asked: list[Asked]
    moved: list[MovedUnit]
    level_moves: list[LevelMoves]
    table: Table
    roll_ups: list[RollUp]
    faced: list[SituationRow]
    also_faced: list[SituationRow]
    others: list[SituationRow]
    few: Sequence[str]
    gaps: list[Gap]

    @cached_property
    def moves(self) -> dict[str, int]:
        """How many units went up, down, stayed, and have nothing before: by practices at target."""
        return {name: self.board.sums["moves"].get(name, 0) for name in ("up", "down", "same", "first")}

    @cached_property
    def labels(self) -> dict[str, str]:
        """Words that every row of the table repeats."""
        return {"stage": _("Stage"), "gap": _("Gap in views"), "wide": _("wide"), "plan": title_of(self.board)}

    @cached_property
    def view_names(self) -> list[tuple[str, str]]:
        """The views that strips show, each with what it is called."""
        return [(one, view_name(one)) for one in PERSPECTIVES]

    @cached_property
    def narrowed(self) -> str:
        """What a link chose that no control shows; "" for nothing."""
        return narrowed_words(self.board, self.filters)

    @cached_property
    def compared(self) -> int:
        """How many units have submitted before."""
        return self.board.units - self.moves["first"]

    @cached_property
    def plan_words(self) -> str:
        """What is to be said of the plans of all units."""
        return plan_words(self.board)

    @cached_property
    def plan_cell(self) -> Told:
        """What the last row of the table says of the plans of all units; two empty texts where there are none."""
        return cell_of(self.board)(self.board.plans.get(self.board.period, {}))

    @cached_property
    def has_overdue(self) -> bool:
        """Whether something is overdue today, in what is shown of today."""
        return not self.board.period and of_all(self.board).overdue > 0

    @cached_property
    def left_out(self) -> int | None:
        """How many units have no number by which the table is sorted, and so no place in it; None where it is a day."""
        return left_out_of(self.board, self.filters)


def dashboard_of(board: Board, filters: Filters, after: str, before: str, *, with_views: bool) -> Dashboard:
    """The page in two queries, one more with views; raises BadCursor."""
    table = table_of(board, filters, after, before)
    notable = notable_of(board)
    few = notable.in_order if board.is_few else []
    situations = situation_rows(board, few)
    faced = [row for row in situations if row.faced]
    return Dashboard(
        board=board,
        filters=filters,
        headline=headline(board),
        asked=asked_of(board, few),
        moved=moved_units(board, notable.rise, notable.fall),
        level_moves=level_moves(board),
        table=table,
        roll_ups=roll_ups(board, notable),
        faced=faced[:MOST_FACED],
        also_faced=faced[MOST_FACED:],
        others=[row for row in situations if not row.faced],
        few=short_names([row.organization.name for row in few]),
        gaps=gaps_of(board, notable.widest, with_views=with_views),
    )
