# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Exposure: how far the signals say that the organization is in a situation (ENGINE.md, section 6).

Upper medians, within a perspective and across them, since a difficulty that one of two views sees is worth a look.
Three signals of weight 1, 2, 1 answered "us", "somewhat" and nothing: said 0.5, could be 0.75.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from assessments.domain.answers import Answers, SignalAnswer, SituationAnswer
from assessments.domain.content import Situation
from assessments.domain.document import Degree
from assessments.domain.edition import Edition
from assessments.domain.values import by_perspective

IsFaced: TypeAlias = Literal["yes", "no", "unknown"]

HALVES: Mapping[Degree, int] = {"not_us": 0, "somewhat": 1, "us": 2}
DEGREES: tuple[Degree, ...] = ("not_us", "somewhat", "us")
NO_ANSWER = SituationAnswer()
NO_SIGNAL = SignalAnswer()


@dataclass(frozen=True, slots=True)
class Exposure:
    """Exact shares from 0 to 1, whether the situation is faced, and what its signals say (None: unknown)."""

    said: Fraction
    could_be: Fraction
    faced: IsFaced
    signals: Mapping[str, Degree | None]


def exposures(edition: Edition, answers: Answers) -> dict[str, Exposure]:
    """The exposure to every situation, in the edition's order."""
    return {
        situation.key: _exposure(edition, situation, answers.situations.get(situation.key, NO_ANSWER))
        for situation in edition.situations
    }


def _exposure(edition: Edition, situation: Situation, answer: SituationAnswer) -> Exposure:
    values = {
        signal.key: _signal_value(answer.signals.get(signal.key, NO_SIGNAL), edition.settings.min_replies)
        for signal in situation.signals
    }
    said, could_be = _shares(situation, values)
    if answer.stance is not None:
        said = could_be = Fraction(answer.stance == "faced")
    return Exposure(said, could_be, _faced(said, could_be, edition.settings.threshold), _degrees(values))


def _signal_value(answer: SignalAnswer, min_replies: int) -> int | None:
    """Halves of "us": 0, 1 or 2; None where it is unknown."""
    if answer.agreed is not None:
        return HALVES[answer.agreed]
    numbers = ((one.perspective, HALVES[one.value]) for one in answer.responses if one.value is not None)
    views = by_perspective(numbers, min_replies)
    return upper_median(sorted(upper_median(values) for values in views.values())) if views else None


def upper_median(values: list[int]) -> int:
    """The value at position n//2 of sorted values."""
    return values[len(values) // 2]


def _shares(situation: Situation, values: Mapping[str, int | None]) -> tuple[Fraction, Fraction]:
    said = open_parts = total = 0
    for signal in situation.signals:
        value = values[signal.key]
        total += signal.parts
        if value is None:
            open_parts += signal.parts
        else:
            said += signal.parts * value
    return Fraction(said, 2 * total), Fraction(said + 2 * open_parts, 2 * total)


def _faced(said: Fraction, could_be: Fraction, threshold: Fraction) -> IsFaced:
    if said >= threshold:
        return "yes"
    return "no" if could_be < threshold else "unknown"


def _degrees(values: Mapping[str, int | None]) -> dict[str, Degree | None]:
    return {key: None if value is None else DEGREES[value] for key, value in values.items()}
