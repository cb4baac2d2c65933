# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The table of a dashboard: units by levels. In the order of the tree, unless somebody asks for another."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from accounts.models import Organization, below_path
from assessments.charts import heat_step, spark_points
from assessments.models import UnitLevel, UnitResult
from assessments.queries.group.board import Board
from assessments.queries.group.cursor import ROWS, Cut, Order, cut, in_order, page_of, place_of
from assessments.queries.group.plans import Told, cell_of
from assessments.queries.statements import Statement
from assessments.queries.wording import in_words, signed

LEVEL = "level-"
FIRST_DUE = "first_due"  # the order in which what has been overdue longest comes first
OVERDUE = "overdue"
IN_FILES = 500  # rows that are read at once where all of them are wanted


class Line(NamedTuple):
    """What is read of a unit's row of UnitResult; `name` is its organization's."""

    organization_id: uuid.UUID
    name: str
    path: str
    edition_id: uuid.UUID
    said_in: str
    kind: str
    profile: str
    stage: str
    at_target: int
    applicable: int
    change: int | None
    gap: int
    levels: dict[str, Any]
    trend: list[list[Any]]
    plan: dict[str, Any]


class Part(NamedTuple):
    """An organization to which a table can be narrowed."""

    pk: uuid.UUID
    name: str
    path: str


@dataclass(frozen=True)
class Filters:
    """Which units a table shows; "" and None: all of them, in the order of the tree.

    `sort` is share, change, gap, first_due or level-KEY; `advice` and `situation` are keys of the newest edition: units
    to which that is given, or which face it. `plan` is OVERDUE: units with something overdue.
    """

    kind: str = ""
    part: Organization | Part | None = None
    profile: str = ""
    sort: str = ""
    is_falling: bool = True
    advice: str = ""
    situation: str = ""
    plan: str = ""

    @property
    def is_any(self) -> bool:
        """Whether some units are left out."""
        return bool(self.kind or self.part or self.profile or self.advice or self.situation or self.plan)

    @property
    def level(self) -> str:
        """The level by which the table is sorted, or ""."""
        return self.sort.removeprefix(LEVEL) if self.sort.startswith(LEVEL) else ""


class Named(NamedTuple):
    """An organization as a link to it needs it."""

    pk: uuid.UUID
    name: str


class Cell(NamedTuple):
    """One level of a unit; `look` is the class of its colour, which says what its words say."""

    name: str
    at_target: int
    applicable: int
    shown: float | None
    look: str
    words: str
    small: str


class UnitRow(NamedTuple):
    """One unit as the table shows it; `edition` is the version that it answered where that is not the newest one.

    `change_words` are "" where there is nothing to compare with.
    """

    organization: Named
    depth: int
    kind: str
    profile: str
    sub: str
    in_all: str
    change_words: str
    change_look: str
    cells: list[Cell]
    stage: str
    at_target: int
    applicable: int
    spark: str
    trend: str
    change: int | None
    gap: int
    is_wide: bool
    edition: str
    edition_words: str
    said_in: str
    plan: dict[str, Any]
    plan_told: Told


@dataclass(frozen=True)
class Table:
    """One page of the table."""

    rows: list[UnitRow]
    before: str
    after: str


def table_of(board: Board, filters: Filters, after: str = "", before: str = "") -> Table:
    """The page that the cursors name, in one query; raises BadCursor."""
    found = _cut(board, filters, after, before)
    return Table(list(unit_rows(board, found.rows)), found.before, found.after)


def _cut(board: Board, filters: Filters, after: str, before: str, count: int = ROWS) -> Cut:
    if filters == Filters() and count == ROWS and not after and not before:
        here = board.organization
        rows = _FIRST(root=here.lineage[0], path=here.path, pack=board.newest.pack, period=board.period)
        return page_of([Line(*row) for row in rows], Order(), None)
    if not filters.level:
        is_by_day = filters.sort == FIRST_DUE
        is_falling = filters.is_falling != is_by_day  # the earliest day is what is late by most
        order = Order(filters.sort, is_falling, is_by_day=is_by_day) if filters.sort else Order()
        return _lines(chosen(board, board.rows, filters), order, after, before, count)
    order = Order("share", filters.is_falling)
    levels = UnitLevel.objects.below(board.organization, board.newest.pack, board.period).filter(level=filters.level)
    return _lines(chosen(board, levels, filters, "unit__"), order, after, before, count, "unit__")


_FIRST = Statement(
    lambda root, path, pack, period: in_order(
        UnitResult.objects.below_place(root, path, pack, period).values_list(*_names("")), Order(), None
    ),
    root=str,
    path=str,
    pack=str,
    period=str,
)


def _names(where: str) -> list[str]:
    """What Line has of a row; `where` leads to that of its unit."""
    return [where + ("organization__name" if name == "name" else name) for name in Line._fields]


def _lines(rows: QuerySet[Any], order: Order, after: str, before: str, count: int, where: str = "") -> Cut:
    """One page of what is shown; `where` leads from a row to that of its unit. No row is made an object of."""
    names = _names(where)
    sorted_by = [name for name in order.fields if name not in names]
    found = cut(rows.values_list(*sorted_by, *names, named=True), order, place_of(order, after, before), count)
    return Cut([Line(*row[len(sorted_by) :]) for row in found.rows], found.before, found.after)


def every_unit(board: Board, filters: Filters) -> Iterator[UnitRow]:
    """All rows of the table, page by page and in its order, so that few are in memory."""
    for rows in _every_page(board, filters):
        yield from unit_rows(board, rows)


def every_row(board: Board, filters: Filters) -> Iterator[Line]:
    """The same rows as they are kept."""
    for rows in _every_page(board, filters):
        yield from rows


def _every_page(board: Board, filters: Filters) -> Iterator[list[Line]]:
    found = _cut(board, filters, "", "", IN_FILES)
    yield found.rows
    while found.after:
        found = _cut(board, filters, found.after, "", IN_FILES)
        yield found.rows


def chosen(board: Board, rows: QuerySet[Any], filters: Filters, where: str = "") -> QuerySet[Any]:
    """The rows that pass the filters; `where` leads from a row to that of its unit."""
    if filters.part:
        rows = rows.filter(below_path("path", filters.part.path))
    said = {"kind": filters.kind, "profile": filters.profile}
    rows = rows.filter(**{f"{where}{name}": value for name, value in said.items() if value})
    if filters.plan == OVERDUE:
        rows = rows.filter(**{f"{where}first_due__lt": board.today})
    if filters.situation:
        rows = rows.filter(facing(board, filters.situation, ["yes"], where))
    if filters.advice:
        # [["key", 65.6], ...]: a key has no character that JSON or a search writes in another way.
        texts = Q()
        for key in sorted(board.names_of("recommendations", filters.advice)):
            texts |= Q(advice_text__contains=f'["{key}",')
        rows = rows.annotate(advice_text=Cast(f"{where}advice", TextField())).filter(texts)
    return rows


def facing(board: Board, situation: str, answers: Iterable[str], where: str = "") -> Q:
    """Units that answer yes, no or unknown to a situation of the newest edition, whatever theirs calls it."""
    found = Q()
    for key in sorted(board.names_of("situations", situation)):
        for answer in answers:
            found |= Q(**{f"{where}situations__{key}": answer})
    return found


def line_of(row: UnitResult) -> Line:
    """A row that is read whole as a line of the table."""
    return Line._make(row.organization.name if name == "name" else getattr(row, name) for name in Line._fields)


def unit_rows(board: Board, rows: Iterable[Line]) -> Iterator[UnitRow]:
    """Rows of units in the reader's language."""
    edition = board.edition
    stages = {one.key: in_words(one.name) for one in edition.stages}
    profiles = {one.key: in_words(one.name) for one in edition.profiles}
    levels = [(one.key, in_words(one.name)) for one in edition.levels]
    newest, top = str(board.newest.pk), board.organization.depth
    of, wide_at = _("%(at_target)s of %(applicable)s"), edition.settings.disagreement_at
    shown, nothing, not_begun, comma = _("%(figure)s%% shown"), _("nothing applies"), _("not begun"), _(", ")
    kinds, dot = {key: str(name) for key, name in Organization.Kind.choices}, _(" · ")
    steplen, version_of, of_plan = Organization.steplen, _("edition %(edition)s"), cell_of(board)
    for row in rows:
        said_by = str(row.edition_id)
        kind, profile = kinds[row.kind], profiles.get(row.profile, "")
        edition_said = "" if said_by == newest else board.editions[said_by].version
        yield UnitRow(
            organization=Named(row.organization_id, row.name),
            depth=len(row.path) // steplen - top,
            kind=kind,
            profile=profile,
            sub=dot.join(one for one in (kind, profile) if one),
            in_all=of % {"at_target": row.at_target, "applicable": row.applicable},
            change_words="" if row.change is None else signed(row.change),
            change_look="soft" if not row.change else "up" if row.change > 0 else "down",
            cells=[_cell(name, row.levels.get(key), of, shown, nothing) for key, name in levels],
            stage=stages.get(row.stage, row.stage or not_begun),
            at_target=row.at_target,
            applicable=row.applicable,
            spark=spark_points([(at, applicable) for _period, at, applicable in row.trend]),
            trend=comma.join(str(at) for _period, at, _all in row.trend),
            change=row.change,
            gap=row.gap,
            is_wide=row.gap >= wide_at,
            edition=edition_said,
            edition_words=version_of % {"edition": edition_said} if edition_said else "",
            said_in=row.said_in,
            plan=row.plan,
            plan_told=of_plan(row.plan),
        )


def _cell(name: str, level: dict[str, Any] | None, of: str, shown: str, nothing: str) -> Cell:
    if not level or not level["applicable"]:
        return Cell(name, 0, 0, None, "c-x", "–", nothing)
    at_target, applicable, known = level["at_target"], level["applicable"], level["shown"]
    words = shown % {"figure": round(known)} if known is not None else ""
    return Cell(name, at_target, applicable, known, f"c-{heat_step(100 * at_target / applicable)}", of % level, words)
