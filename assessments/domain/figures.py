# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The figures of a level: shown, said, could be, aim (ENGINE.md, section 5).

All have the same denominator, the weights of the practices that are not "na". Two practices of weight 1, one
answered 3 and backed by fresh evidence, the other open, aim 3: shown 37.5, said 37.5, could be 87.5, aim 75.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from assessments.domain.content import Practice
from assessments.domain.document import Value

HIGHEST = 4
Number: TypeAlias = int | float | Decimal | Fraction


@dataclass(frozen=True, slots=True)
class LevelFigures:
    """Exact shares from 0 to 1; all None where no practice is applicable."""

    shown: Fraction | None
    said: Fraction | None
    could_be: Fraction | None
    aim: Fraction | None
    completeness: Fraction | None
    at_target: int
    applicable: int


@dataclass(frozen=True, slots=True)
class Answered:
    """A practice with its value, its target, and the value that fresh evidence backs (None: none does)."""

    practice: Practice
    value: Value
    target: int
    backed: Value


def level_figures(answered: Iterable[Answered]) -> LevelFigures:
    """The figures over the practices of one level; those that are "na" are set aside."""
    applicable = [one for one in answered if one.value != "na"]
    known = [(one.practice.parts, one.value, one.target) for one in applicable if isinstance(one.value, int)]
    total = sum(one.practice.parts for one in applicable)
    said = sum(parts * value for parts, value, _ in known)
    answered_parts = sum(parts for parts, _, _ in known)
    return LevelFigures(
        shown=_share(sum(one.practice.parts * one.backed for one in applicable if isinstance(one.backed, int)), total),
        said=_share(said, total),
        could_be=_share(said + HIGHEST * (total - answered_parts), total),
        aim=_share(sum(one.practice.parts * one.target for one in applicable), total),
        completeness=_share(HIGHEST * answered_parts, total),
        at_target=sum(value >= target for _, value, target in known),
        applicable=len(applicable),
    )


def said_share(practices: Iterable[Practice], values: Mapping[str, Value]) -> Fraction | None:
    """What is said over these practices, 0 to 1; an unknown one adds nothing, None where none is applicable."""
    said = total = 0
    for practice in practices:
        value = values[practice.key]
        if value != "na":
            total += practice.parts
            said += practice.parts * (value or 0)
    return _share(said, total)


def percent(share: Fraction | None) -> Decimal | None:
    """A share as it is printed: percent with one decimal, half to even; None stays None."""
    return None if share is None else rounded(share * 100, places=1)


def rounded(figure: Fraction, *, places: int) -> Decimal:
    """A figure with at most so many decimals, half to even, without needless zeros."""
    number = Decimal(round(figure * 10**places)).scaleb(-places)
    return Decimal(int(number)) if number == int(number) else number.normalize()


def _share(sum_of_values: int, total: int) -> Fraction | None:
    return Fraction(sum_of_values, HIGHEST * total) if total else None


def exact(figure: Number) -> Fraction:
    """A figure as a fraction; a float means the decimal that it is written as."""
    return Fraction(str(figure)) if isinstance(figure, float) else Fraction(figure)


def whole_percent(figure: Number) -> str:
    """A figure in per cent as a whole one, half to even: 42.5 is 42%."""
    return f"{rounded(exact(figure), places=0)}%"
