# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""All that can be so by an edition: what each practice, target and routine may come to, and what the weights are.

Read from a document that may be faulty: what isn't written soundly has its default, or is left out; its faults
are told elsewhere.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, TypeAlias

from pydantic_core import PydanticCustomError

from assessments.domain.content import Settings
from assessments.domain.document import CADENCE_RANK, CADENCES, MOST_PLACES, exact_number
from assessments.domain.figures import HIGHEST
from assessments.domain.places import entries, found

Known: TypeAlias = int | Literal["na"]

ALL_VALUES = tuple(range(HIGHEST + 1))
UNTOLD = Settings()


@dataclass(frozen=True, slots=True)
class Weighted:
    """Something that counts for a figure, with its weight in ten-thousandths."""

    key: str
    parts: int


@dataclass(frozen=True, slots=True)
class Ground:
    """By key: the values and targets that a practice may have, the practices of a level, the signals of a situation,
    the cadences of a routine (by rank)."""

    values: Mapping[str, tuple[Known, ...]]
    targets: Mapping[str, tuple[int, ...]]
    levels: Mapping[str, tuple[Weighted, ...]]
    signals: Mapping[str, tuple[Weighted, ...]]
    cadences: Mapping[str, tuple[int, ...]]
    faced_at: Fraction

    def aimed(self, targets: Mapping[str, int]) -> "Ground":
        """The same where an organization has these targets."""
        return replace(self, targets={**self.targets, **{key: (target,) for key, target in targets.items()}})

    def after(self, raises: Mapping[str, int], sets: Mapping[str, int]) -> "Ground":
        """The same once practices are raised to values, and routines take place as often as is set (by rank).

        "na" stays; a routine that is set to a cadence which it doesn't offer has it all the same.
        """
        values = {
            key: tuple(value for value in values if value == "na" or value >= raises.get(key, 0))
            for key, values in self.values.items()
        }
        cadences = {
            key: tuple(sorted({rank for rank in (*ranks, sets.get(key, -1)) if rank >= sets.get(key, 0)}))
            for key, ranks in self.cadences.items()
        }
        return replace(self, values=values, cadences=cadences)


def ground_of(document: object) -> Ground:
    """What the document lets be so, where an organization may choose its targets."""
    practices = {key: node for key, node in _keyed(document, "practices/*")}
    weights = {key: _weighted(key, node) for key, node in practices.items()}
    levels: dict[str, tuple[Weighted, ...]] = {key: () for key, _ in _keyed(document, "levels/*")}
    for key, node in practices.items():
        level = _told(node, "level")
        if isinstance(level, str):
            levels[level] = (*levels.get(level, ()), weights[key])
    return Ground(
        values={
            key: ALL_VALUES if _told(node, "not_applicable") is None else (*ALL_VALUES, "na")
            for key, node in practices.items()
        },
        targets=dict.fromkeys(practices, ALL_VALUES),
        levels=levels,
        signals={
            key: tuple(_weighted(signal, sign) for signal, sign in _keyed(node, "signals/*"))
            for key, node in _keyed(document, "situations/*")
        },
        cadences={
            key: tuple(rank for _, one in found(node, "cadences/*") if (rank := rank_of(one)) is not None)
            for key, node in _keyed(document, "routines/*")
        },
        faced_at=_number(_told(_told(document, "settings"), "faced_at"), Fraction(UNTOLD.faced_at)),
    )


def default_targets(document: object) -> dict[str, int]:
    """The target of each practice where neither a profile nor an organization sets one."""
    told = _number(_told(_told(document, "settings"), "default_target"), Fraction(UNTOLD.default_target))
    return {key: int(told) for key, _ in _keyed(document, "practices/*")}


def profile_targets(document: object) -> dict[str, dict[str, int]]:
    """By profile, the targets that it sets."""
    return {
        key: {practice: target for _, practice, target in entries(node, "targets") if target in ALL_VALUES}
        for key, node in _keyed(document, "profiles/*")
    }


def rank_of(cadence: object) -> int | None:
    """How often a cadence is, from 0 (never); None where it is none."""
    return CADENCE_RANK[cadence] if cadence in CADENCES else None


def _keyed(node: object, path: str) -> Iterable[tuple[str, object]]:
    for _, one in found(node, path):
        key = _told(one, "key")
        if isinstance(key, str):
            yield key, one


def _told(node: object, field: str) -> object:
    return node.get(field) if isinstance(node, dict) else None


def _weighted(key: str, node: object) -> Weighted:
    weight = _number(_told(node, "weight"), Fraction(1))
    return Weighted(key, int(max(weight, Fraction(0)) * 10**MOST_PLACES) or 10**MOST_PLACES)


def _number(told: object, default: Fraction) -> Fraction:
    try:
        return Fraction(exact_number(told))
    except PydanticCustomError:
        return default
