# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Behind a dashboard: its units for one level, one practice or one situation, in the order of the tree."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import Organization
from assessments.domain.content import Level, Practice, Situation
from assessments.domain.group_reading import InUnits
from assessments.models import UnitResult
from assessments.queries.group.board import Board
from assessments.queries.group.cursor import Order, cut, place_of
from assessments.queries.group.table import facing
from assessments.queries.wording import origin_of, scale_name

NOT_READ = ("practices", "situations", "levels", "advice", "moved", "trend")
ANSWERS = ("yes", "unknown", "no")


@dataclass(frozen=True)
class Standing:
    """How a unit stands to one practice: `value` is 0 to 4, None where it is not known or does not apply (`words`).

    `figure` is the share of the target that is reached, in per cent.
    """

    key: str
    value: int | None
    target: int
    spread: int
    is_wide: bool
    figure: int | None
    words: str
    scale: str


@dataclass(frozen=True)
class UnitLine:
    """One unit with what the page is about; `edition` is the version it answered where that is not the newest one."""

    organization: Organization
    depth: int
    edition: str
    said_in: str
    cells: list[Standing]


@dataclass(frozen=True)
class Drill:
    """One page of units; what it is about is the one of `level`, `practice` and `situation` that is not None."""

    board: Board
    rows: list[UnitLine]
    before: str
    after: str
    practices: Sequence[Practice] = ()
    level: Level | None = None
    situation: Situation | None = None
    origin: str = ""
    counted: InUnits | None = None


def level_page(board: Board, key: str, after: str, before: str) -> Drill:
    """Units by the practices of a level of the newest edition, in one query; raises KeyError and BadCursor."""
    level = board.edition.level(key)
    practices = board.edition.practices_of(key)
    return Drill(board, *_lines(board, board.rows, practices, after, before), practices=practices, level=level)


def practice_page(board: Board, key: str, after: str, before: str) -> Drill:
    """Units for one practice of the newest edition, in one query; raises KeyError and BadCursor."""
    practice = board.edition.practice(key)
    return Drill(
        board,
        *_lines(board, board.rows, [practice], after, before),
        practices=[practice],
        level=board.edition.level(practice.level),
        counted=board.read.practices[key],
    )


def situation_page(board: Board, key: str, answer: str, after: str, before: str) -> Drill:
    """Units that answer yes, unknown or no to a situation, in one query; raises KeyError and BadCursor."""
    situation = board.edition.situation(key)
    rows = board.rows.filter(facing(board, key, [answer]))
    return Drill(
        board,
        *_lines(board, rows, [], after, before),
        situation=situation,
        origin=origin_of(board.edition, situation),
        counted=board.read.situations[key],
    )


def _lines(
    board: Board, rows: QuerySet[Any], practices: Sequence[Practice], after: str, before: str
) -> tuple[list[UnitLine], str, str]:
    not_read = [name for name in NOT_READ if name != "practices" or not practices]
    rows = rows.select_related("organization").defer(*not_read)
    found = cut(rows, Order(), place_of(Order(), after, before))
    return [_line(board, row, practices) for row in found.rows], found.before, found.after


def _line(board: Board, row: UnitResult, practices: Sequence[Practice]) -> UnitLine:
    said_by = str(row.edition_id)
    return UnitLine(
        organization=row.organization,
        depth=row.organization.depth - board.organization.depth,
        edition="" if said_by == str(board.newest.pk) else board.editions[said_by].version,
        said_in=row.said_in,
        cells=_cells(board, row, practices) if practices else [],
    )


def _cells(board: Board, row: UnitResult, practices: Sequence[Practice]) -> list[Standing]:
    later = board.later("practices", row)
    said = {later[key]: figures for key, figures in row.practices.items()}
    wide_at = board.edition.settings.disagreement_at
    return [_standing(board, one.key, said.get(one.key), wide_at) for one in practices]


def _standing(board: Board, key: str, figures: list[Any] | None, wide_at: int) -> Standing:
    if figures is None:
        return Standing(key, None, 0, 0, False, None, _("not asked"), "")
    value, target, spread = figures
    wide = spread >= wide_at
    if not isinstance(value, int):
        words = _("not known yet") if value is None else _("does not apply")
        return Standing(key, None, target, spread, wide, None, words, "")
    figure = min(100, 100 * value // target) if target else 100
    return Standing(key, value, target, spread, wide, figure, str(value), scale_name(board.edition, value))
