# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""On which days something is worth a reminder, and how long it stands in one.

Each thing has a day: the one on which it is due, was opened, was done, or until which it counts. A reminder goes out
on days on which something is `told`; it lists all that waits by then.
"""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Times:
    """Days counted from the day of a thing, before it where they are negative: when it is told, and while it waits.

    `until` None: as long as it is so.
    """

    told: tuple[int, ...]
    since: int
    until: int | None

    def waits(self, day: date, today: date) -> bool:
        """Whether a thing of this day stands in a reminder of today."""
        passed = (today - day).days
        return passed >= self.since and (self.until is None or passed <= self.until)

    def is_told(self, day: date, after: date, today: date) -> bool:
        """Whether a thing of this day is news to who looked last on the day `after`."""
        return any(after < day + timedelta(days=days) <= today for days in self.told)

    def latest(self, today: date) -> date:
        """The latest day of a thing that waits today."""
        return today - timedelta(days=self.since)

    def earliest(self, today: date) -> date:
        """The earliest one."""
        return date.min if self.until is None else today - timedelta(days=self.until)


# What is to be answered by a day: a week and a day before, and once after.
DUE = Times(told=(-7, -1, 7), since=-7, until=14)
# An action of the plan: before it is due, and once it is overdue.
PLANNED = Times(told=(-7, -1), since=-7, until=0)
OVERDUE = Times(told=(1, 15), since=1, until=None)
# Evidence, by the last day on which it counts.
STALE = Times(told=(1,), since=1, until=None)
# A quarter, by its first day.
BEGUN = Times(told=(0, 14), since=0, until=27)
# What others did, on the day after: whoever looked in the morning of that day has not seen it.
OPENED = Times(told=(1,), since=1, until=14)
PUBLISHED = Times(told=(1,), since=1, until=14)
# An action that was done.
HELPED = Times(told=(90,), since=90, until=120)
# How far back news still is news to who has not looked at all.
MOST_DAYS_BACK = 7
