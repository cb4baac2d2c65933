# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Which questions people without an account are asked, from each perspective: ten minutes of them at most."""

from collections.abc import Collection
from fractions import Fraction

from assessments.domain.content import Practice, Situation
from assessments.domain.document import Perspective
from assessments.domain.edition import Edition
from assessments.domain.minutes import response_minutes, signs_minutes

MOST_MINUTES = 10
# Who has a blind spot does not see it: the signs of situations are asked of those who look from outside.
ASKED_SIGNS: tuple[Perspective, ...] = ("management", "business_unit")


def practices_for(edition: Edition, perspective: Perspective, without: Collection[str] = frozenset()) -> list[Practice]:
    """The practices that the edition asks from a perspective, in its order; `without` those that others answer."""
    return [one for one in edition.practices if perspective in one.ask and one.key not in without]


def situations_for(edition: Edition, perspective: Perspective) -> list[Situation]:
    """The situations whose signs may be asked from a perspective: those that the seed names, or none."""
    if perspective not in ASKED_SIGNS:
        return []
    return [situation for situation in edition.situations if situation.is_scanned]


def fitting(edition: Edition, perspective: Perspective, without: Collection[str] = frozenset()) -> list[str]:
    """The practices that are asked unless somebody chooses others: as many as ten minutes hold.

    Where there are more, those that the scan asks come first; the keys are in the edition's order.
    """
    asked = practices_for(edition, perspective, without)
    kept, minutes = set(), Fraction(0)
    for practice in sorted(asked, key=lambda one: not one.scan):
        minutes += response_minutes(edition, practice.worded_for(perspective))
        if minutes > MOST_MINUTES:
            break
        kept.add(practice.key)
    return [practice.key for practice in asked if practice.key in kept]


def minutes_asked(
    edition: Edition, perspective: Perspective, practices: Collection[str], situations: Collection[str]
) -> Fraction:
    """How long these practices and these situations' signs take, exactly."""
    worded = [edition.practice(key).worded_for(perspective) for key in practices]
    minutes = [response_minutes(edition, one) for one in worded]
    return sum([*minutes, *(signs_minutes(edition, edition.situation(key)) for key in situations)], Fraction(0))
