# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What was promised for a span of days, and what was done in it.

An action is promised for the first due day that it was given, wherever that moved since. What happened after the span
does not count: told again later, a span tells the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, Literal, Protocol, TypeVar, get_args

from assessments.domain.period import first_day_of, last_day_of

# What became of what was promised for the span, by its end; then what was done in the span beyond that: promised for
# an earlier one, for a later one, or not at all.
Promised = Literal["in_time", "done_late", "open", "dropped"]
Beyond = Literal["caught_up", "ahead", "unpromised"]
PROMISED: tuple[Promised, ...] = get_args(Promised)
BEYOND: tuple[Beyond, ...] = get_args(Beyond)


class Dated(Protocol):
    """An action of a plan by its days: first due on, due on, done on, dropped on."""

    @property
    def promised_on(self) -> date | None: ...

    @property
    def due_on(self) -> date | None: ...

    @property
    def done_on(self) -> date | None: ...

    @property
    def dropped_on(self) -> date | None: ...


Action = TypeVar("Action", bound=Dated)


@dataclass(frozen=True, slots=True)
class Span:
    """Days, the last one included."""

    first: date
    last: date

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last


def span_of(period: str) -> Span:
    """The days of a quarter."""
    return Span(first_day_of(period), last_day_of(period))


def fate_of(action: Dated, span: Span) -> Promised | Beyond | None:
    """What a span tells of an action; None for nothing."""
    promised, done, dropped = action.promised_on, action.done_on, action.dropped_on
    if promised is not None and promised in span:
        if done is not None and done <= span.last:
            return "in_time" if done <= promised else "done_late"
        return "dropped" if dropped is not None and dropped <= span.last else "open"
    if done not in span:
        return None
    if promised is None:
        return "unpromised"
    return "caught_up" if promised < span.first else "ahead"


def has_moved(action: Dated) -> bool:
    """Whether it is due later than was promised."""
    return action.due_on is not None and action.promised_on is not None and action.due_on > action.promised_on


def is_overdue(action: Dated, today: date) -> bool:
    """Whether it is still to be done although its due day, wherever that moved, is over."""
    return action.done_on is None and action.dropped_on is None and action.due_on is not None and action.due_on < today


@dataclass(frozen=True, slots=True)
class Kept(Generic[Action]):
    """What was promised for a span and what was done in it; each action stands in one list at most.

    Promised: done `in_time`, `done_late` but by the end, `late` (still open, and its promised day is over), `to_come`
    (still open, and it is not), `dropped`. Done besides, in `caught_up` what was promised for earlier, in `ahead` for
    later, in `unpromised` never.
    """

    in_time: tuple[Action, ...]
    done_late: tuple[Action, ...]
    late: tuple[Action, ...]
    to_come: tuple[Action, ...]
    dropped: tuple[Action, ...]
    caught_up: tuple[Action, ...]
    ahead: tuple[Action, ...]
    unpromised: tuple[Action, ...]

    @property
    def done(self) -> tuple[Action, ...]:
        """What was promised and done, be it late."""
        return (*self.in_time, *self.done_late)

    @property
    def promised(self) -> tuple[Action, ...]:
        """All that was promised for the span."""
        return (*self.done, *self.late, *self.to_come, *self.dropped)

    @property
    def beyond(self) -> tuple[Action, ...]:
        """What was done in the span and not promised for it."""
        return (*self.caught_up, *self.ahead, *self.unpromised)

    @property
    def moved(self) -> tuple[Action, ...]:
        """What was promised for the span, is still to be done, and is due later now."""
        return tuple(one for one in (*self.late, *self.to_come) if has_moved(one))


def kept_in(actions: Iterable[Action], span: Span, today: date) -> Kept[Action]:
    """The actions by what became of them in a span, each list in the order in which they come."""
    found: dict[Promised | Beyond, list[Action]] = {fate: [] for fate in (*PROMISED, *BEYOND)}
    for action in actions:
        fate = fate_of(action, span)
        if fate:
            found[fate].append(action)
    still_open = [(_is_late(action, today), action) for action in found.pop("open")]
    return Kept(
        late=tuple(action for late, action in still_open if late),
        to_come=tuple(action for late, action in still_open if not late),
        **{fate: tuple(those) for fate, those in found.items()},
    )


def _is_late(action: Dated, today: date) -> bool:
    """Of what a span leaves open: whether the day that was promised is over."""
    return action.promised_on is not None and action.promised_on < today
