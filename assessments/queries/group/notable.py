# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The units that a dashboard names: who rose and fell furthest, who is lowest at a level, who has the widest gaps.

Each is the end of an index, so that however many units there are, few rows are read.
"""

import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Organization, last_below
from assessments.domain.figures import whole_percent
from assessments.domain.group_reading import Spread, spread_of
from assessments.models import UnitLevel, UnitPlan, UnitResult
from assessments.queries.group.board import FEW, Board
from assessments.queries.statements import columns
from assessments.queries.wording import gap, grouped, in_words

UNITS, LEVELS, PLANS = UnitResult._meta.db_table, UnitLevel._meta.db_table, UnitPlan._meta.db_table
# As BelowManager.below says it.
BELOW = "root = %(root)s AND pack = %(pack)s AND period = %(period)s AND path > %(path)s AND path <= %(until)s"
PLAIN = ("id", "organization_id", "assessment_id", "edition_id", "path", "change", "gap")
# What is long is read of those alone of whom it is told.
OF_ENDS = {
    "moved": "n.why IN ('rise', 'fall')",
    "levels": "n.level <> ''",
    "practices": "n.why = 'widest'",
    "plan": "n.why = 'open'",
}
# What is read of all where units are few: what they answer, and what the table shows of a unit.
OF_FEW = (
    *("situations", "advice", "levels", "kind", "profile", "stage", "said_in", "at_target", "applicable", "trend"),
    "plan",
)
JOINS = f"JOIN {UNITS} u ON u.id = n.id JOIN {Organization._meta.db_table} o ON o.id = u.organization_id"
JSON = {*OF_ENDS, "situations", "advice", "trend"}
WIDEST = FEW  # units in which the widest gap of a practice is looked for
ENDS = (("rise", "change DESC, path DESC", 1), ("fall", "change, path", 1), ("widest", "gap DESC, path DESC", WIDEST))


@dataclass(frozen=True)
class Notable:
    """Rows of units with their organizations. `widest` has the widest gaps first: all rows where units are few.

    `open` are those whose plans left most open in the quarter, where that was asked for; their `plan` is read.
    """

    rise: UnitResult | None
    fall: UnitResult | None
    lowest: Mapping[str, UnitResult]
    widest: list[UnitResult]
    open: Sequence[UnitResult] = ()

    @property
    def in_order(self) -> list[UnitResult]:
        """The widest ones in the order of the tree."""
        return sorted(self.widest, key=lambda row: row.path)


def notable_of(board: Board, *, with_open: bool = False) -> Notable:
    """The named units of a period, in one query; by hand, since to put it together took longer than to answer it.

    Of each row that is read which its place in Notable is about; where units are few, what a table shows of them too.
    """
    here = board.organization
    values = {"root": here.lineage[0], "path": here.path, "until": last_below(here.path)}
    values |= {"pack": board.newest.pack, "period": board.period}
    parts = [
        _end(why, "id", UNITS, "" if why == "widest" else "AND change IS NOT NULL", order, count)
        for why, order, count in ENDS
    ]
    for number, level in enumerate(board.edition.levels):
        values[f"level_{number}"] = level.key
        parts.append(_lowest(f"%(level_{number})s"))
    if with_open:
        parts.append(_OPEN)
    found: dict[tuple[str, str], list[UnitResult]] = {}
    wanted = {*PLAIN, *OF_ENDS, *(OF_FEW if board.is_few else ())}
    read = [name for name in columns(UnitResult) if name in wanted]
    for why, at, row in _rows(_sql(parts, read, with_all=board.is_few), values, read):
        found.setdefault((why, at), []).append(row)
    return Notable(
        rise=next(iter(found.get(("rise", ""), ())), None),
        fall=next(iter(found.get(("fall", ""), ())), None),
        lowest={level: rows[0] for (why, level), rows in found.items() if why == "lowest"},
        widest=sorted(found.get(("widest", ""), ()), key=lambda row: (row.gap, row.path), reverse=True),
        open=sorted(found.get(("open", ""), ()), key=lambda row: (row.plan["open"], row.path), reverse=True),
    )


def _end(why: str, key: str, table: str, known: str, order: str, count: int, level: str = "''") -> str:
    """The first rows of a period in an order that an index has; every word of it is ours, values are named."""
    rows = f"SELECT {key} AS id FROM {table} WHERE {BELOW} {known} ORDER BY {order} LIMIT {count}"  # noqa: S608 (ours)
    return f"SELECT id, CAST('{why}' AS TEXT) AS why, CAST({level} AS TEXT) AS level FROM ({rows}) AS found"  # noqa: S608 (ours)


def _lowest(level: str) -> str:
    """Who is lowest at a level, by the name of its value."""
    return _end("lowest", "unit_id", LEVELS, f"AND share IS NOT NULL AND level = {level}", "share, path", 1, level)


# The rows of those units that left most open, among those that have submitted in the quarter.
_OPEN = f"""SELECT found.id, CAST('open' AS TEXT) AS why, CAST('' AS TEXT) AS level FROM (
SELECT r.id FROM (SELECT * FROM {PLANS} WHERE {BELOW} AND open > 0 ORDER BY open DESC, path DESC LIMIT {FEW}) p
JOIN {UNITS} r ON r.organization_id = p.organization_id AND r.pack = p.pack AND r.period = p.period) AS found"""  # noqa: S608 (ours)


def _sql(ends: Sequence[str], read: Sequence[str], *, with_all: bool) -> str:
    """All of them in one statement, with as much of each row as is told of it."""
    whole = (*PLAIN, *OF_FEW) if with_all else PLAIN
    shown = ", ".join(f"u.{name}" if name in whole else f"CASE WHEN {OF_ENDS[name]} THEN u.{name} END" for name in read)
    return f"SELECT n.why, n.level, o.name AS unit_name, {shown} FROM ({' UNION ALL '.join(ends)}) n {JOINS}"  # noqa: S608 (ours)


def _rows(sql: str, values: Mapping[str, str], read: Sequence[str]) -> Iterator[tuple[str, str, UnitResult]]:
    """Why each row is there, at which level, and the row with its organization's name, of which no more was read."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found = cursor.fetchall()
    for why, level, unit, *said in found:
        row = UnitResult.from_db(None, read, [_value(name, one) for name, one in zip(read, said, strict=True)])
        row.organization = Organization(pk=row.organization_id, name=unit)
        yield why, level, row


def _value(name: str, said: Any) -> Any:
    """A value of a row as Python has it; SQLite keeps ids and JSON as texts."""
    if name in JSON:
        return json.loads(said) if said else None
    return uuid.UUID(str(said)) if name.endswith("_id") else said


@dataclass(frozen=True)
class RollUp:
    """Where the units stand at one level: half of them lie between two shares; `lowest` is the first of those that
    stand lowest, where `others_alike` more do."""

    name: str
    spread: Spread | None
    lowest: Organization | None
    lowest_words: Mapping[str, int]
    others_alike: int

    @property
    def half(self) -> str:
        """Between which shares half of the units lie: "25%–50%"."""
        return (
            "–".join(whole_percent(100 * share) for share in (self.spread.lower, self.spread.upper))
            if self.spread
            else ""
        )

    @property
    def lowest_told(self) -> str:
        """How far the lowest unit is, and how many more are as low: "1 of 6 and 3 more"."""
        told = _("%(at_target)s of %(applicable)s") % self.lowest_words
        if not self.others_alike:
            return told
        more = ngettext("and %(units)s more", "and %(units)s more", self.others_alike)
        return f"{told}{gap()}{more % {'units': grouped(self.others_alike)}}"


def roll_ups(board: Board, notable: Notable) -> list[RollUp]:
    """The last row of the table, level by level."""
    return [_roll_up(board, notable, level.key, in_words(level.name)) for level in board.edition.levels]


def _roll_up(board: Board, notable: Notable, level: str, name: str) -> RollUp:
    spread = spread_of(board.sums["levels"].get(level, {}))
    row = notable.lowest.get(level)
    alike = spread.at_lowest - 1 if spread else 0
    return RollUp(name, spread, row.organization if row else None, row.levels[level] if row else {}, alike)
