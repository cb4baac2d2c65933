# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The value of a practice: what was agreed, else the lower median of the perspectives (ENGINE.md, section 4).

Forty employees are one view and not forty: management 4 (one person) and employee 1 (the lower median of forty)
give 1, spread 3. Employees' responses count only from `min_replies` numeric ones on: nothing may reveal what
few people said.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from assessments.domain.answers import Answers, PracticeAnswer, Response
from assessments.domain.content import Settings
from assessments.domain.document import Perspective, Value
from assessments.domain.edition import Edition

Basis: TypeAlias = Literal["agreed"] | frozenset[Perspective]

NO_ANSWER = PracticeAnswer()


@dataclass(frozen=True, slots=True)
class PracticeValue:
    """A practice's value (None: unknown), and the perspectives' values, whether they count for it or not.

    `basis` is "agreed", or the perspectives that have a value: none of them where the value is unknown or "na".
    """

    value: Value
    perspectives: Mapping[Perspective, int]
    spread: int
    disagreement: bool
    unresolved: bool
    basis: Basis


def practice_values(edition: Edition, answers: Answers) -> dict[str, PracticeValue]:
    """The value of every practice, in the edition's order."""
    left_out = edition.profile(answers.profile).not_applicable if answers.profile else ()
    return {
        practice.key: _practice_value(
            edition.settings, answers.practices.get(practice.key, NO_ANSWER), left_out=practice.key in left_out
        )
        for practice in edition.practices
    }


def by_perspective(responses: Iterable[tuple[Perspective, int]], min_replies: int) -> dict[Perspective, list[int]]:
    """The sorted values of each perspective that counts; employees' only where there are `min_replies` of them."""
    views: dict[Perspective, list[int]] = {}
    for perspective, value in responses:
        views.setdefault(perspective, []).append(value)
    if len(views.get("employee", ())) < min_replies:
        views.pop("employee", None)
    return {perspective: sorted(values) for perspective, values in views.items()}


def lower_median(values: list[int]) -> int:
    """The value at position (n-1)//2 of sorted values."""
    return values[(len(values) - 1) // 2]


def spread_of(views: Collection[int]) -> int:
    """How far the values of several perspectives lie apart; 0 with fewer than two."""
    return max(views) - min(views) if views else 0


def _practice_value(settings: Settings, answer: PracticeAnswer, *, left_out: bool) -> PracticeValue:
    numbers = ((one.perspective, one.value) for one in answer.responses if isinstance(one.value, int))
    views = by_perspective(numbers, settings.min_replies)
    perspectives = {perspective: lower_median(values) for perspective, values in views.items()}
    spread = spread_of(perspectives.values())
    disagreement = spread >= settings.disagreement_at
    return PracticeValue(
        value=_value(answer, perspectives, left_out),
        perspectives=perspectives,
        spread=spread,
        disagreement=disagreement,
        unresolved=disagreement and answer.agreed is None,
        basis=frozenset(perspectives) if answer.agreed is None else "agreed",
    )


def _value(answer: PracticeAnswer, perspectives: Mapping[Perspective, int], left_out: bool) -> Value:
    if answer.agreed is not None:
        return answer.agreed
    if perspectives:
        return lower_median(sorted(perspectives.values()))
    return "na" if left_out or any(_says_na(response) for response in answer.responses) else None


def _says_na(response: Response) -> bool:
    return response.value == "na" and response.perspective != "employee"
