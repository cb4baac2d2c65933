# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Periods: calendar quarters, written as 2026-Q4."""

import re
from datetime import date, timedelta
from typing import Literal

HORIZONS = {"month": 1, "quarter": 3, "year": 12}

PERIOD = re.compile(r"[0-9]{4}-Q[1-4]", re.ASCII)


def is_period(text: str) -> bool:
    """Whether a text is written as a period."""
    return PERIOD.fullmatch(text) is not None


def period_of(day: date) -> str:
    """The period that a day belongs to."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def first_day_of(period: str) -> date:
    """The first day of a period; raises ValueError for anything else."""
    year, quarter = period.split("-Q")
    return date(int(year), int(quarter) * 3 - 2, 1)


def last_day_of(period: str) -> date:
    """The last day of a period, the day on which its assessment is due; raises ValueError for anything else."""
    year, quarter = period.split("-Q")
    month = int(quarter) * 3
    return date(int(year), month, 31 if month in (3, 12) else 30)


def end_of_horizon(horizon: Literal["month", "quarter", "year"], day: date) -> date:
    """The last day of the month in which a horizon ends that begins on the day after this one."""
    begins = day + timedelta(days=1)
    months = begins.year * 12 + begins.month - 1 + HORIZONS[horizon]
    return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)


def later(period: str, quarters: int) -> str:
    """The period that comes so many quarters after one; before it, where the number is negative."""
    year, quarter = period.split("-Q")
    count = int(year) * 4 + int(quarter) - 1 + quarters
    return f"{count // 4:04}-Q{count % 4 + 1}"


def quarters_between(first: str, last: str) -> list[str]:
    """The periods from one to another, both included."""
    found = [first]
    while found[-1] < last:
        found.append(later(found[-1], 1))
    return found
