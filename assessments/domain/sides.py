# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The two sides of a comparison, in the words of the later edition (ENGINE.md, section 10).

Keys of the earlier edition are read through the later one's renames; a key that still stands beside its new
name is no rename.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from assessments.domain.answers import Answers
from assessments.domain.carrying import later_names
from assessments.domain.document import Value
from assessments.domain.edition import Edition
from assessments.domain.exposure import IsFaced
from assessments.domain.standing import Standing, standing_of
from assessments.domain.truth import Truth, truth
from assessments.domain.values import Basis

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Side:
    """What a comparison reads of one result, each by key and in its edition's order."""

    said: Mapping[str, Fraction | None]
    values: Mapping[str, Value]
    bases: Mapping[str, Basis]
    targets: Mapping[str, int]
    at_target: int
    faced: Mapping[str, IsFaced]
    matched: Mapping[str, Truth]


def side_of(edition: Edition, answers: Answers, read_by: Edition) -> Side:
    """A result's side, its keys read through the renames of `read_by`."""
    standing = standing_of(edition, answers)
    practices = later_names(standing.practices, read_by.renames.practices)
    situations = later_names(standing.exposures, read_by.renames.situations)
    advice = later_names((one.key for one in edition.recommendations), read_by.renames.recommendations)
    return Side(
        said={key: level.said for key, level in standing.levels.items()},
        values=_renamed(standing.values, practices),
        bases=_renamed({key: practice.basis for key, practice in standing.practices.items()}, practices),
        targets=_renamed(standing.targets, practices),
        at_target=sum(level.at_target for level in standing.levels.values()),
        faced=_renamed({key: exposure.faced for key, exposure in standing.exposures.items()}, situations),
        matched=_renamed(_verdicts(edition, standing), advice),
    )


def _verdicts(edition: Edition, standing: Standing) -> dict[str, Truth]:
    return {advice.key: truth(advice.when, standing) for advice in edition.recommendations}


def _renamed(things: Mapping[str, Thing], names: Mapping[str, str]) -> dict[str, Thing]:
    return {names[key]: thing for key, thing in things.items()}
