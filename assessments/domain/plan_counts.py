# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Plans in numbers: what a unit's actions add up to, and what the units of a group do.

Counts alone, so that an action can be counted out again, and by day where the day of reading matters: nothing has to
change at midnight. By quarter, and under NOW what is so whatever the quarter; nothing is counted as 0, it is absent.

NOW has of all that was not dropped how many are `planned` and `done`, and of those still to be done how many by the
day on which they are `due`, and by the one that was `promised`. A quarter has how many met each fate of
`domain.promises`. A group has, besides, in how many `units` there is anything, by the day that is due first (`first`)
in how many, and in how many a quarter left something `open_in`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from assessments.domain.period import period_of
from assessments.domain.promises import BEYOND, PROMISED, Beyond, Dated, Kept, Promised, fate_of, span_of

NOW = ""
Counts = dict[str, Any]
Counted = dict[str, Counts]


class Days(NamedTuple):
    """An action by its days, as domain.promises reads it."""

    promised_on: date | None
    due_on: date | None
    done_on: date | None
    dropped_on: date | None


def count(counted: Counted, action: Dated, times: int) -> None:
    """Count an action in so many times, or out again (below 0); in place."""
    for period, one in _parts(action):
        add(counted, {period: one}, times)


def _parts(action: Dated) -> Iterator[tuple[str, Counts]]:
    if action.dropped_on is None:
        is_done = action.done_on is not None
        still = {} if is_done else {"due": _on(action.due_on), "promised": _on(action.promised_on)}
        yield NOW, {"planned": 1, "done": int(is_done), **still}
    for period in {period_of(day) for day in (action.promised_on, action.done_on) if day}:
        fate = fate_of(action, span_of(period))
        if fate:
            yield period, {fate: 1}


def _on(day: date | None) -> dict[str, int]:
    return {day.isoformat(): 1} if day else {}


def add(counted: Counts, more: Mapping[str, Any], times: int) -> None:
    """Add so many times what has the same shape; in place."""
    for key, value in more.items():
        if isinstance(value, Mapping):
            inner = counted.setdefault(key, {})
            add(inner, value, times)
            counted[key] = inner
        else:
            counted[key] = counted.get(key, 0) + times * value
        if not counted[key]:
            del counted[key]


def unit_in_group(counted: Mapping[str, Counts]) -> Counted:
    """What a unit whose actions add up to this is counted as in a group."""
    return {period: counts | _of_unit(period, counts) for period, counts in counted.items() if counts}


def _of_unit(period: str, counts: Counts) -> Counts:
    if period == NOW:
        first = first_due(counts)
        return {"units": 1, **({"first": {first: 1}} if first else {})}
    return {"units": 1, "open_in": int("open" in counts)}


def first_due(counts: Mapping[str, Any]) -> str | None:
    """The first day on which something is due, of what a unit or a group has to do; None where nothing is due."""
    return min(counts.get("due", {}), default=None)


@dataclass(frozen=True, slots=True)
class PlanNow:
    """How far plans are: so many done of so many that are not dropped, and so many overdue today.

    Of a group: in so many units there is a plan, and in so many something is overdue.
    """

    planned: int
    done: int
    overdue: int
    units: int
    overdue_in: int


def plan_now(counts: Mapping[str, Any], today: date) -> PlanNow:
    """What the counts under NOW say today."""
    return PlanNow(
        planned=counts.get("planned", 0),
        done=counts.get("done", 0),
        overdue=overdue_in(counts, today.isoformat()),
        units=counts.get("units", 0),
        overdue_in=_before(counts.get("first", {}), today),
    )


def overdue_in(counts: Mapping[str, Any], today: str) -> int:
    """How many are overdue today, of what is counted under NOW; a day as it is written."""
    return sum(number for day, number in counts.get("due", {}).items() if day < today)


def _before(days: Mapping[str, int], today: date, first: date = date.min) -> int:
    """How many there are on days before today; days are compared as they are written."""
    since, until = first.isoformat(), today.isoformat()
    return sum(number for day, number in days.items() if since <= day < until)


@dataclass(frozen=True, slots=True)
class KeptCounts:
    """How many actions stand in each list of domain.promises.Kept. Of a group: in how many `units` there is any, and
    in how many something is still open."""

    in_time: int = 0
    done_late: int = 0
    late: int = 0
    to_come: int = 0
    dropped: int = 0
    caught_up: int = 0
    ahead: int = 0
    unpromised: int = 0
    units: int = 0
    open_in: int = 0

    @property
    def done(self) -> int:
        """What was promised and done, be it late."""
        return self.in_time + self.done_late

    @property
    def promised(self) -> int:
        """All that was promised."""
        return self.done + self.late + self.to_come + self.dropped

    @property
    def beyond(self) -> int:
        """What was done and not promised for the span."""
        return self.caught_up + self.ahead + self.unpromised


def kept_counts(kept: Kept[Any]) -> KeptCounts:
    """How many there are of each."""
    return KeptCounts(
        late=len(kept.late),
        to_come=len(kept.to_come),
        **{fate: len(getattr(kept, fate)) for fate in (*PROMISED, *BEYOND) if fate != "open"},
    )


def kept_of(counted: Mapping[str, Counts], period: str, today: date) -> KeptCounts:
    """What the counts of a quarter say today; those under NOW say which promised days of a running one are over."""
    counts, span = counted.get(period, {}), span_of(period)
    still_open = counts.get("open", 0)
    late = still_open
    if today <= span.last:
        late = min(late, _before(counted.get(NOW, {}).get("promised", {}), today, span.first))
    fates: tuple[Promised | Beyond, ...] = (*PROMISED, *BEYOND)
    return KeptCounts(
        late=late,
        to_come=still_open - late,
        units=counts.get("units", 0),
        open_in=counts.get("open_in", 0),
        **{fate: counts.get(fate, 0) for fate in fates if fate != "open"},
    )
