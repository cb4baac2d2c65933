# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A dashboard as sheets, one for each thing that its page shows, and the same under keys for programs.

Units, and how they stood before, are those that pass the filters; all else is about the whole group, as on the page.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import Organization
from assessments.queries.group.board import Board
from assessments.queries.group.choice import chosen_in_words, left_out_of, order_in_words
from assessments.queries.group.file import columns_of, lines_of
from assessments.queries.group.notable import Notable, notable_of, roll_ups
from assessments.queries.group.plans import of_all, plan_sheet
from assessments.queries.group.silent import every_silent
from assessments.queries.group.situations import situation_rows
from assessments.queries.group.summary import level_moves
from assessments.queries.group.table import IN_FILES, Filters, every_row
from assessments.queries.wording import in_words, listed
from assessments.reports.spreadsheet import Column, Sheet, Value

Row = Sequence[Value]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Part:
    """One thing: what programs call it and each of its columns, and its sheet."""

    key: str
    fields: Sequence[str]
    sheet: Sheet


@dataclass(frozen=True)
class About:
    """What a file is of: each thing with its key, its title and its value."""

    lines: Sequence[tuple[str, str, Value]]

    @property
    def sheet(self) -> Sheet:
        """The first sheet."""
        rows = [(title, value) for _key, title, value in self.lines]
        return Sheet(_("About"), [Column(_("What")), Column(_("Value"), width=60)], rows)

    @property
    def plain(self) -> dict[str, Value]:
        """For programs."""
        return {key: value for key, _title, value in self.lines}


def about_of(board: Board, filters: Filters, now: datetime) -> About:
    """The period, the filters and the order, who counts, by which editions, and when it was made."""
    edition, plans = board.edition, of_all(board)
    chosen = list(chosen_in_words(board, filters)) or [_("All units")]
    answered = [
        f"{row.version} ({board.sums['editions'][key]['units']})"
        for key, row in board.editions.items()
        if key in board.sums["editions"]
    ]
    lines: list[tuple[str, str, Value]] = [
        ("organization", _("Organization"), board.organization.name),
        ("period", _("Period"), board.period or _("The latest of each unit")),
        ("chosen", _("Units in “Units” and “Trend”"), _(", ").join(chosen)),
        ("order", _("Order"), order_in_words(board, filters)),
        (
            "left_out",
            _("Left out, having no number for this order"),
            left_out_of(board, filters) if filters.sort else 0,
        ),
        ("scope", _("All other sheets"), _("The whole group")),
        ("units", _("Units in all"), board.in_all),
        ("counted", _("Units that count"), board.units),
        ("silent", _("Silent units"), board.silent),
        ("at_target", _("Practices at target"), board.at_target),
        ("applicable", _("Practices that apply"), board.applicable),
        ("planned", _("Actions in plans, of all units"), plans.planned),
        ("done", _("Of these, done"), plans.done),
        ("overdue", _("Of these, overdue today"), plans.overdue),
        ("pack", _("Pack"), in_words(edition.title)),
        ("edition", _("Edition"), edition.edition),
        ("answered", _("Editions that were answered (units)"), listed(answered)),
        ("made_at", _("Made at"), now.astimezone(board.organization.zone).isoformat(timespec="minutes")),
        ("notice", _("Notice"), in_words(edition.notice) if edition.notice else None),
        ("licence", _("Licence of the content"), edition.licence),
        ("attribution", _("Attribution"), "\n".join(edition.attribution)),
    ]
    return About(lines)


def dashboard_parts(board: Board, filters: Filters, progress: Progress) -> Iterator[Part]:
    """All but what the file is of. Rows of units are read as they are taken, some hundreds at once."""
    steps = _Steps(progress, 2 * board.units + board.silent)
    notable = notable_of(board)
    columns = columns_of(board)
    units = Sheet(_("Units"), list(columns.values()), steps.over(lines_of(board, filters)))
    yield Part("units", list(columns), units)
    yield _part("trend", _("Trend"), _trend_columns(), steps.over(_trend(board, filters)))
    yield _levels(board, notable)
    yield _situations(board, notable)
    yield _views(board)
    yield _moves(board)
    yield Part("plans", *plan_sheet(board))
    yield _part("silent", _("Silent units"), _silent_columns(), steps.over(_silent(board)))


class _Steps:
    """How many rows were taken, told every few hundred."""

    def __init__(self, progress: Progress, total: int) -> None:
        self.progress, self.total, self.done = progress, total, 0

    def over(self, rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            yield row
            self.done += 1
            if self.done % IN_FILES == 0:
                self.progress(min(self.done, self.total), self.total)


def _part(key: str, name: str, columns: Mapping[str, Column], rows: Iterable[Row]) -> Part:
    return Part(key, list(columns), Sheet(name, list(columns.values()), rows))


def _trend_columns() -> dict[str, Column]:
    return {
        "unit": Column(_("Unit")),
        "period": Column(_("Quarter"), width=12),
        "at_target": Column(_("Practices at target"), "number"),
        "applicable": Column(_("Applicable"), "number"),
        "id": Column(_("Identifier"), width=38),
    }


def _trend(board: Board, filters: Filters) -> Iterator[Row]:
    """How each unit stood in each quarter that its line shows, twelve at most."""
    for row in every_row(board, filters):
        unit, key = row.name, str(row.organization_id)
        for period, at_target, applicable in row.trend:
            yield unit, period, at_target, applicable, key


def _levels(board: Board, notable: Notable) -> Part:
    columns = {
        "level": Column(_("Level")),
        "units": Column(_("Units to which it applies"), "number"),
        "half_from": Column(_("Half of them lie from"), "percent"),
        "half_to": Column(_("Half of them lie up to"), "percent"),
        "lowest": Column(_("Lowest unit")),
        "lowest_at_target": Column(_("Lowest unit, at target"), "number"),
        "lowest_applicable": Column(_("Lowest unit, applicable"), "number"),
        "others_alike": Column(_("Others as low"), "number"),
    }
    rows: list[Row] = []
    for one in roll_ups(board, notable):
        if one.spread is None:
            rows.append((one.name, 0, *[None] * 6))
            continue
        lowest = one.lowest.name if one.lowest else None
        figures = (one.lowest_words.get("at_target"), one.lowest_words.get("applicable"), one.others_alike)
        rows.append((one.name, one.spread.units, 100 * one.spread.lower, 100 * one.spread.upper, lowest, *figures))
    return _part("levels", _("Levels"), columns, rows)


def _situations(board: Board, notable: Notable) -> Part:
    few = notable.in_order if board.is_few else []
    columns = {
        "key": Column(_("Key"), width=24),
        "situation": Column(_("Situation"), width=48),
        "origin": Column(_("Origin")),
        "faced": Column(_("Faced by units"), "number"),
        "unknown": Column(_("Open in units"), "number"),
        "asked": Column(_("Units that were asked"), "number"),
        **{f"by_unit.{row.organization_id}": Column(row.organization.name, width=16) for row in few},
    }
    rows: list[Row] = [
        (
            *(one.key, one.statement, one.origin, one.faced, one.unknown, one.asked),
            *(said.words for said in one.answers),
        )
        for one in situation_rows(board, few)
    ]
    return _part("situations", _("Situations"), columns, rows)


def _views(board: Board) -> Part:
    columns = {
        "level": Column(_("Level"), width=18),
        "key": Column(_("Key"), width=24),
        "practice": Column(_("Practice"), width=48),
        "units": Column(_("Units in which views differ"), "number"),
        "asked": Column(_("Units that were asked"), "number"),
    }
    rows = [
        (in_words(board.edition.level(one.level).name), one.key, in_words(one.name), counted.units, counted.asked)
        for one in board.edition.practices
        for counted in [board.read.practices[one.key]]
    ]
    return _part("views", _("Gap in views"), columns, rows)


def _moves(board: Board) -> Part:
    columns = {
        "level": Column(_("Level")),
        "part": Column(_("Part of the change")),
        "up": Column(_("Units in which it went up"), "number"),
        "down": Column(_("Units in which it went down"), "number"),
        "points": Column(_("Points of all together"), "number"),
    }
    rows = [(one.name, *cell) for one in level_moves(board) for cell in one.cells]
    return _part("moves", _("What moved"), columns, rows)


def _silent_columns() -> dict[str, Column]:
    return {
        "unit": Column(_("Unit")),
        "kind": Column(_("Kind"), width=16),
        "said_in": Column(_("Last submitted in"), width=12),
        "id": Column(_("Identifier"), width=38),
    }


def _silent(board: Board) -> Iterator[Row]:
    kinds = dict(Organization.Kind.choices)
    for one in every_silent(board):
        yield one.name, str(kinds[one.kind]), one.said_in, str(one.pk)
