# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Which shares weighted answers can add up to: those of a level's practices, or of a situation's signals.

Sums are the bits of a whole number: bit 5 is set where answers can add up to 5. So thousands of them take one shift.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, gcd
from typing import TypeAlias

MOST_STEPS = 1_000_000
MOST_BITS = 4_000_000
BITS_A_STEP = 20_000

Reached: TypeAlias = Mapping[int, int]


@dataclass
class Effort:
    """How much may still be worked out, in steps of about a microsecond; what is left out then is "not decided".

    Counted, not timed: the same document gives the same findings everywhere.
    """

    left: int = MOST_STEPS

    def spend(self, steps: int) -> bool:
        """Whether so many steps were left; they are not any more."""
        self.left -= steps
        return self.left >= 0


@dataclass(frozen=True, slots=True)
class Weighed:
    """What one answer can add: its weight times one of the values; where it may be left out, also nothing at all."""

    parts: int
    values: tuple[int, ...]
    may_be_left_out: bool = False


def reached(weighed: tuple[Weighed, ...], effort: Effort) -> Reached | None:
    """By the weight that counts, all sums that can be reached, as bits; None where that is too much to work out.

    Weights are divided by what they have in common: 10,000 and 20,000 are 1 and 2.
    """
    common = gcd(*(one.parts for one in weighed)) or 1
    found: dict[int, int] = {0: 1}
    most = 0
    for one in weighed:
        parts = one.parts // common
        most += parts * max(one.values, default=0)
        if most * len(found) > MOST_BITS or not effort.spend(len(found) * (5 + most // BITS_A_STEP)):
            return None
        found = _with(found, parts, one)
    return found


def _with(found: Mapping[int, int], parts: int, one: Weighed) -> dict[int, int]:
    after: dict[int, int] = {}
    for whole, sums in found.items():
        if one.may_be_left_out:
            after[whole] = after.get(whole, 0) | sums
        for value in one.values:
            after[whole + parts] = after.get(whole + parts, 0) | sums << parts * value
    return after


@dataclass
class Between:
    """Which shares would do: from `least` to less than `below` (None: any); or none at all, where all is left out."""

    least: Fraction = Fraction(0)
    below: Fraction | None = None
    may_be_none: bool = True

    def at_least(self, threshold: Fraction) -> None:
        self.least = max(self.least, threshold)

    def less_than(self, threshold: Fraction) -> None:
        self.below = threshold if self.below is None else min(self.below, threshold)

    def is_reached(self, sums_by_whole: Reached, highest: int) -> bool:
        """Whether one of the sums is such a share; a share of 1 is the whole times the highest value."""
        if self.may_be_none and 0 in sums_by_whole:
            return True
        return any(self._has(sums, whole * highest) for whole, sums in sums_by_whole.items() if whole)

    def _has(self, sums: int, one: int) -> bool:
        first = ceil(self.least * one)
        if self.below is None:
            return sums >> first > 0
        count = ceil(self.below * one) - first
        return count > 0 and (sums >> first) & ((1 << count) - 1) > 0
