# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What was promised in a plan between two assessments against what was done, in words.

What counts is `domain.promises`' alone: promised is what was first due in the quarters after the earlier assessment,
up to the later one's.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.domain.period import first_day_of, last_day_of, later
from assessments.domain.promises import Kept, Span, has_moved, kept_in
from assessments.models import Assessment, PlanItem
from assessments.queries.plan_words import title_of, with_words

# How many actions each list shows; it counts all.
MOST = 50
FATES: Mapping[str, str | Promise] = {
    "in_time": _("done in time"),
    "done_late": _("done late"),
    "late": _("late"),
    "to_come": _("still to come"),
    "dropped": _("dropped"),
    "caught_up": _("promised for earlier, and done now"),
    "ahead": _("promised for later, and done already"),
    "unpromised": _("done without a promised day"),
}


@dataclass(frozen=True)
class Line:
    """One action of the plan by its days, with its words."""

    item: PlanItem
    promised_on: date | None
    due_on: date | None
    done_on: date | None
    dropped_on: date | None

    @property
    def title(self) -> str:
        return title_of(self.item)

    @property
    def moved_to(self) -> date | None:
        """Its due day, where that is later than was promised."""
        return self.due_on if has_moved(self) else None


@dataclass(frozen=True)
class Fate:
    """The actions of which one thing became; `lines` are the first of them."""

    key: str
    name: str
    count: int
    lines: list[Line]

    @property
    def more(self) -> int:
        """How many are not listed."""
        return self.count - len(self.lines)


@dataclass(frozen=True)
class Promises:
    """What became of what was promised, and what was done beyond that; without what there is none of."""

    span: Span
    promised: int
    moved: int
    fates: list[Fate]
    beyond: list[Fate]


def promises_between(before: Assessment, after: Assessment, today: date) -> Promises:
    """What was promised after the quarter of the one until the end of that of the other. One query."""
    span = span_between(before.period, after.period)
    within = (span.first, span.last)
    rows = with_words(PlanItem.objects.within(after.organization)).filter(pack=after.pack)
    found = rows.filter(Q(promised_on__range=within) | Q(done_on__range=within))
    kept = kept_in(map(line_of, found.order_by("promised_on", "done_on", "pk")), span, today)
    return Promises(
        span=span,
        promised=len(kept.promised),
        moved=len(kept.moved),
        fates=list(_fates(kept, "in_time", "done_late", "late", "to_come", "dropped")),
        beyond=list(_fates(kept, "caught_up", "ahead", "unpromised")),
    )


def span_between(before: str, after: str) -> Span:
    """The days after a quarter until the end of a later one; those of the quarter itself where both are the same."""
    return Span(first_day_of(after if before >= after else later(before, 1)), last_day_of(after))


def line_of(item: PlanItem) -> Line:
    """An item by its days."""
    return Line(item, item.promised_on, item.due_on, item.done_on, item.dropped_on)


def _fates(kept: Kept[Line], *keys: str) -> Iterator[Fate]:
    for key in keys:
        lines: tuple[Line, ...] = getattr(kept, key)
        if lines:
            yield Fate(key, str(FATES[key]), len(lines), list(lines[:MOST]))
