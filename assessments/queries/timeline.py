# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What stands on the timeline of a progress page: an organization's notes, and what its assessments say themselves.

Notes in quarters that are drawn are numbered by time; what comes of the figures stands first in its quarter. The
figures' notes say only what is in them: another edition, and another aim in whole per cent.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Organization
from assessments.charts import Flag, flags_geometry
from assessments.domain.edition import Edition
from assessments.domain.figures import whole_percent
from assessments.domain.period import later, quarters_between
from assessments.models import Annotation, Assessment
from assessments.queries.edition import edition_of
from assessments.queries.progress import LevelTrend
from assessments.queries.wording import in_words, period_words

# How many quarters before the first submitted one a note may stand.
BEFORE = 4


@dataclass(frozen=True)
class Note:
    """One note: in its quarter, of these levels by key and name (none: of all). `row` None: it comes of the figures.

    `number` None where its quarter is not drawn.
    """

    number: int | None
    period: str
    named: tuple[tuple[str, str], ...]
    text: str
    row: Annotation | None


@dataclass(frozen=True)
class Timeline:
    """The notes, and each trend with the marks of those that belong to it; `rows` is how many rows marks take."""

    numbered: list[Note]
    others: list[Note]
    drawn: list[tuple[LevelTrend, tuple[Flag, ...]]]

    @property
    def rows(self) -> int:
        return max((flag.row + 1 for _trend, flags in self.drawn for flag in flags), default=0)


def timeline_of(
    organization: Organization, assessments: Sequence[Assessment], trends: Sequence[LevelTrend]
) -> Timeline:
    """The timeline beside these trends of these assessments. One query."""
    rows = list(Annotation.objects.within(organization).order_by("period", "made_at", "pk"))
    periods = [one.period for one in assessments]
    first, last = (periods[0], periods[-1]) if len(periods) > 1 else ("", "")
    names = {trend["key"]: trend["name"] for trend in trends}
    notes = [*_of_figures(assessments, trends), *(_of_row(row, names) for row in rows)]
    inside = sorted((one for one in notes if first <= one.period <= last), key=lambda one: one.period)
    numbered = [replace(one, number=number) for number, one in enumerate(inside, 1)]
    marked = [(one, flags_geometry(periods, _marks(numbered, one["key"]))) for one in trends]
    return Timeline(numbered, [one for one in notes if one not in inside], marked)


def _marks(notes: Sequence[Note], level: str) -> list[tuple[int, str]]:
    return [(one.number or 0, one.period) for one in notes if not one.named or level in dict(one.named)]


def _of_row(row: Annotation, names: Mapping[str, str]) -> Note:
    """A note of somebody's; one of a level that is no longer there is of all."""
    named = ((row.level, names[row.level]),) if row.level in names else ()
    return Note(None, row.period, named, row.text, row)


def _of_figures(assessments: Sequence[Assessment], trends: Sequence[LevelTrend]) -> Iterator[Note]:
    for at in range(1, len(assessments)):
        before, now = (edition_of(one.edition).edition for one in (assessments[at - 1], assessments[at]))
        period = assessments[at].period
        if before != now:
            words = {"new": now, "old": before}
            yield Note(None, period, (), _("Asked with edition %(new)s; until then %(old)s.") % words, None)
        moved = [(one, *aims) for one in trends if (aims := _aims(one["aim"], at))]
        if moved:
            told = [_("%(level)s from %(from)s to %(to)s") % _aim(one, old, new) for one, old, new in moved]
            text = _("The aim changed: %(levels)s.") % {"levels": _("; ").join(told)}
            yield Note(None, period, tuple((one["key"], one["name"]) for one, _old, _new in moved), text, None)


def _aims(aims: Sequence[Decimal | None], at: int) -> tuple[Decimal, Decimal] | None:
    """The aim before and after, where both are known and not the same in whole per cent."""
    old, new = aims[at - 1], aims[at]
    if old is None or new is None or whole_percent(old) == whole_percent(new):
        return None
    return old, new


def _aim(trend: LevelTrend, old: Decimal, new: Decimal) -> dict[str, Any]:
    return {"level": trend["name"], "from": whole_percent(old), "to": whole_percent(new)}


def offered_periods(assessments: Sequence[Assessment], today: str, also: str = "") -> list[tuple[str, str]]:
    """The quarters in which a note may stand, the newest first, with their names.

    They go from a year before the first submitted one until today's; a note stays where it stands already (`also`)."""
    first = assessments[0].period if assessments else today
    last = max([today, *(one.period for one in assessments)])
    found = {*quarters_between(later(first, -BEFORE), last)} | ({also} if also else set())
    return [(period, period_words(period)) for period in sorted(found, reverse=True)]


def offered_levels(edition: Edition) -> list[tuple[str, str]]:
    """The levels of an edition with their names."""
    return [(level.key, in_words(level.name)) for level in edition.levels]
