# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What the counts of a group say: where its units lie, and what is so in how many of them, across editions."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from assessments.domain.carrying import later_names
from assessments.domain.edition import Edition
from assessments.domain.group import Plain

HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Spread:
    """Where the shares at target of `units` lie, 0 to 1: at least half of them from `lower` to `upper`.

    `without` is how many more there are to which nothing applies; `at_lowest` is in how many the share is `lowest`.
    """

    units: int
    without: int
    lowest: Fraction
    lower: Fraction
    upper: Fraction
    highest: Fraction
    at_lowest: int


def spread_of(counts: Mapping[str, int]) -> Spread | None:
    """The spread of a level from its "at_target/applicable" counts; None where it applies to no unit.

    Of n units in order, the n // 4 lowest and the n // 4 highest lie outside: all four figures are some unit's own.
    """
    shares = _shares(counts)
    number = shares.total()
    if not number:
        return None
    ordered = sorted(shares.items())
    places = (0, number // 4, number - 1 - number // 4, number - 1)
    without = sum(counts.values()) - number
    lowest, lower, upper, highest = (_at(place, ordered) for place in places)
    return Spread(number, without, lowest, lower, upper, highest, shares[lowest])


def below_half(counts: Mapping[str, int]) -> tuple[int, int]:
    """In how many units fewer than half of a level's practices are at target, and of how many it applies to."""
    shares = _shares(counts)
    return sum(units for share, units in shares.items() if share < HALF), shares.total()


def _shares(counts: Mapping[str, int]) -> Counter[Fraction]:
    """How many units have which share at target, from 0 to 1; without those to which nothing applies."""
    shares: Counter[Fraction] = Counter()
    for text, units in counts.items():
        at_target, applicable = map(int, text.split("/"))
        if applicable:
            shares[Fraction(at_target, applicable)] += units
    return shares


def _at(place: int, ordered: list[tuple[Fraction, int]]) -> Fraction:
    for share, units in ordered:
        if place < units:
            return share
        place -= units
    raise IndexError(place)


@dataclass(slots=True)
class InUnits:
    """In how many units something is so, of those that were asked; `unknown` of a situation, `tenths` of a
    recommendation: the sum of its priorities in tenths."""

    asked: int = 0
    units: int = 0
    unknown: int = 0
    tenths: int = 0


@dataclass(slots=True)
class ReadThrough:
    """Counts under the newest edition's keys, or under their own where it lacks them.

    `elsewhere` is how many of the units answered another edition. `situations`: faced; `practices`: views differ;
    `advice`: matched. `moves`: level -> part -> [units up, units down, sum in tenths of a point].
    """

    units: int = 0
    elsewhere: int = 0
    situations: dict[str, InUnits] = field(default_factory=dict)
    practices: dict[str, InUnits] = field(default_factory=dict)
    advice: dict[str, InUnits] = field(default_factory=dict)
    moves: dict[str, dict[str, list[int]]] = field(default_factory=dict)


def read_through(counts: Mapping[str, Plain], editions: Mapping[str, Edition], newest: str) -> ReadThrough:
    """The counts of several editions, by their ids, under the keys of the newest one.

    `editions` has all that are counted, and the newest; whoever counts one gives it. Lists stand in the newest
    edition's order, then those that it lacks.
    """
    read = ReadThrough()
    for edition in (newest, *(one for one in counts if one != newest)):
        counted = counts.get(edition, {"units": 0})
        read.units += counted["units"]
        read.elsewhere += counted["units"] if edition != newest else 0
        _read(read, counted, editions[edition], editions[newest])
    return read


def _read(read: ReadThrough, counted: Plain, edition: Edition, newest: Edition) -> None:
    def asked(kind: str, into: dict[str, InUnits]) -> dict[str, InUnits]:
        keys = [one.key for one in getattr(edition, kind)]
        names = later_names(keys, getattr(newest.renames, kind))
        found = {key: into.setdefault(names[key], InUnits()) for key in keys}
        for one in found.values():
            one.asked += counted["units"]
        return found

    situations, practices = asked("situations", read.situations), asked("practices", read.practices)
    advice = asked("recommendations", read.advice)
    for key, (faced, unknown) in counted.get("situations", {}).items():
        situations[key].units += faced
        situations[key].unknown += unknown
    for key, units in counted.get("disagreements", {}).items():
        practices[key].units += units
    for key, (units, tenths) in counted.get("advice", {}).items():
        advice[key].units += units
        advice[key].tenths += tenths
    for level, parts in counted.get("moves", {}).items():
        _add_moves(read.moves.setdefault(level, {}), parts)


def _add_moves(moves: dict[str, list[int]], parts: Mapping[str, Any]) -> None:
    for part, cell in parts.items():
        moves[part] = [old + new for old, new in zip(moves.get(part, [0, 0, 0]), cell, strict=True)]
