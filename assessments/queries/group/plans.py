# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Plans on a dashboard: of the latest results what is done and overdue today; of a quarter what was promised and done.

All of it is counts: whose action it is and what it says stands in the unit's own plan alone.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.domain.period import last_day_of
from assessments.domain.plan_counts import NOW, KeptCounts, PlanNow, kept_of, overdue_in, plan_now
from assessments.queries.group.board import Board
from assessments.queries.kept_words import kept_sentences
from assessments.queries.wording import gap, grouped, period_words
from assessments.reports.spreadsheet import Column, Sheet, Value


class Told(NamedTuple):
    """What a cell says: so many of so many are done, and how many are not but ought to be; "" for nothing."""

    done: str
    late: str


NOTHING = Told("", "")
OF_NOW = ("planned", "done", "overdue")
OF_QUARTER = ("promised", "in_time", "done_late", "open", "dropped", "beyond")


def of_all(board: Board) -> PlanNow:
    """How far the plans of all units are today."""
    return plan_now(board.plans.get(NOW, {}), board.today)


def kept_in_all(board: Board) -> KeptCounts:
    """What all units promised for the quarter that is shown, and did in it."""
    return kept_of(board.plans, board.said_in, board.today)


def promise_sentences(board: Board) -> list[str]:
    """What became of what all units promised for the quarter that is shown; none of nothing."""
    is_over = board.today > last_day_of(board.said_in)
    return list(kept_sentences(kept_in_all(board), period_words(board.said_in), is_over=is_over))


def plan_words(board: Board) -> str:
    """A sentence or more about the plans of all units; "" where there are none to tell of."""
    if board.period:
        return gap().join(promise_sentences(board))
    return gap().join(_now(of_all(board)))


def _now(now: PlanNow) -> Iterator[str]:
    words = {name: grouped(getattr(now, name)) for name in ("planned", "done", "overdue", "units", "overdue_in")}
    if now.planned:
        first = ngettext(
            "%(units)s unit has a plan: %(done)s of %(planned)s actions are done.",
            "%(units)s units have a plan: %(done)s of %(planned)s actions are done.",
            now.units,
        )
        yield first % words
    if now.overdue:
        second = ngettext(
            "%(overdue)s is overdue, in %(overdue_in)s.", "%(overdue)s are overdue, in %(overdue_in)s.", now.overdue
        )
        units = ngettext("%(units)s unit", "%(units)s units", now.overdue_in) % {"units": words["overdue_in"]}
        yield second % {**words, "overdue_in": units}


def title_of(board: Board) -> str:
    """What stands above the column of the table; "" where no unit has ever planned anything."""
    if not board.plans:
        return ""
    return _("Promised, done") if board.period else _("Plan, done")


def cell_of(board: Board) -> Callable[[Mapping[str, Any]], Told]:
    """What the table says of the counts of a unit; nothing where nothing is planned, or was promised."""
    of, overdue, left = _("%(done)s of %(all)s"), _("%(count)s late"), _("%(count)s open")
    today = board.today.isoformat()

    def now(counts: Mapping[str, Any]) -> Told:
        if not counts:
            return NOTHING
        late = overdue_in(counts, today)
        told = of % {"done": counts.get("done", 0), "all": counts.get("planned", 0)}
        return Told(told, overdue % {"count": late} if late else "")

    def then(counts: Mapping[str, Any]) -> Told:
        figures = dict(zip(OF_QUARTER, of_quarter(counts), strict=True))
        if not figures["promised"]:
            return NOTHING
        done = figures["in_time"] + figures["done_late"]
        late = left % {"count": figures["open"]} if figures["open"] else ""
        return Told(of % {"done": done, "all": figures["promised"]}, late)

    return then if board.period else now


def columns_of_plans(board: Board) -> dict[str, Column]:
    """The columns of the table's file, by what programs call them."""
    titles = {
        "planned": _("Actions in the plan"),
        "promised": _("Actions promised for the quarter"),
        "done": _("Done"),
        "overdue": _("Overdue"),
        "in_time": _("Done in time"),
        "done_late": _("Done late"),
        "open": _("Still open at its end"),
        "dropped": _("Dropped"),
        "beyond": _("Done besides"),
    }
    names = OF_QUARTER if board.period else OF_NOW
    return {f"plan.{name}": Column(titles[name], "number") for name in names}


def figures_of(board: Board, counts: Mapping[str, Any]) -> Sequence[int]:
    """What the columns say of the counts of a unit."""
    if board.period:
        return of_quarter(counts)
    now = plan_now(counts, board.today)
    return now.planned, now.done, now.overdue


def of_quarter(counts: Mapping[str, Any]) -> Sequence[int]:
    """OF_QUARTER of the counts of a quarter."""
    in_time, late, still, dropped = (counts.get(name, 0) for name in ("in_time", "done_late", "open", "dropped"))
    beyond = sum(counts.get(name, 0) for name in ("caught_up", "ahead", "unpromised"))
    return in_time + late + still + dropped, in_time, late, still, dropped, beyond


def plan_sheet(board: Board) -> tuple[list[str], Sheet]:
    """What all units promised and did, quarter by quarter: what programs call the columns, and the sheet."""
    columns = {
        "period": Column(_("Quarter"), width=12),
        "units": Column(_("Units"), "number"),
        "promised": Column(_("Actions promised for the quarter"), "number"),
        "in_time": Column(_("Done in time"), "number"),
        "done_late": Column(_("Done late"), "number"),
        "late": Column(_("Late"), "number"),
        "to_come": Column(_("Still to come"), "number"),
        "dropped": Column(_("Dropped"), "number"),
        "caught_up": Column(_("Done besides, promised for earlier"), "number"),
        "ahead": Column(_("Done besides, promised for later"), "number"),
        "unpromised": Column(_("Done besides, never promised"), "number"),
    }
    quarters = {one: kept_of(board.plans, one, board.today) for one in sorted(board.plans) if one != NOW}
    rows: list[Sequence[Value]] = [
        (period, *(getattr(kept, name) for name in columns if name != "period")) for period, kept in quarters.items()
    ]
    return list(columns), Sheet(_("Promised and done"), list(columns.values()), rows)
