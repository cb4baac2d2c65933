# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Periods: calendar quarters, written as 2026-Q4."""

from datetime import date


def period_of(day: date) -> str:
    """The period that a day belongs to."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def last_day_of(period: str) -> date:
    """The last day of a period, the day on which its assessment is due; raises ValueError for anything else."""
    year, quarter = period.split("-Q")
    month = int(quarter) * 3
    return date(int(year), month, 31 if month in (3, 12) else 30)
