# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""All answers of two assessments side by side, in the later edition's order, and then what it no longer asks."""

from collections.abc import Iterator
from dataclasses import dataclass

from assessments.domain.carrying import later_names
from assessments.domain.content import Level, Practice
from assessments.domain.result import PracticeResult
from assessments.queries.comparison import PART_NAMES, Compared


@dataclass(frozen=True)
class Pair:
    """One practice in both assessments; None where one of them did not ask it. `part` names the move, "" for none."""

    practice: Practice
    before: PracticeResult | None
    after: PracticeResult | None
    part: str


@dataclass(frozen=True)
class Group:
    """The practices of a level."""

    level: Level
    pairs: list[Pair]


def side_by_side(comparison: Compared) -> list[Group]:
    """The practices of both editions by level, without further queries."""
    pairs = list(_pairs(comparison))
    levels = {level.key: level for one in (comparison.before, comparison.after) for level in one.edition.levels}
    order = [level.key for level in comparison.after.edition.levels]
    found = [
        Group(levels[key], [pair for pair in pairs if pair.practice.level == key])
        for key in [*order, *(key for key in levels if key not in order)]
    ]
    return [group for group in found if group.pairs]


def _pairs(comparison: Compared) -> Iterator[Pair]:
    before, after = comparison.before, comparison.after
    names = later_names((one.key for one in before.edition.practices), after.edition.renames.practices)
    then = {names[one.key]: one for one in before.result.practices}
    now = {one.key: one for one in after.result.practices}
    for practice in after.edition.practices:
        part = comparison.detail.parts.get(practice.key)
        yield Pair(practice, then.get(practice.key), now[practice.key], str(PART_NAMES[part]) if part else "")
    for practice in before.edition.practices:
        if names[practice.key] not in now:
            yield Pair(practice, then[names[practice.key]], None, "")
