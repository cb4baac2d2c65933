# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The change of a level in five parts: progress, voices, knowledge, scope, content (ENGINE.md, section 10).

One thing is changed at a time, and the figure taken after each step; so the parts add up exactly to the whole
change.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias, get_args

from assessments.domain.content import Practice
from assessments.domain.document import Value
from assessments.domain.edition import Edition
from assessments.domain.figures import said_share
from assessments.domain.sides import Side

Part: TypeAlias = Literal["progress", "voices", "knowledge", "scope", "content"]

PARTS: tuple[Part, ...] = get_args(Part)
# Which part each step counts as, in the order of the steps C1 to C7.
STEPS: tuple[Part, ...] = ("content", "scope", "knowledge", "progress", "voices", "scope", "content")


@dataclass(frozen=True, slots=True)
class Step:
    """One of the steps C1 to C7: the part that it counts as, and the figure before and after it, as exact shares."""

    part: Part
    before: Fraction
    after: Fraction


@dataclass(frozen=True, slots=True)
class LevelChange:
    """Exact shares; `change` None and no steps where one side has no figure."""

    before: Fraction | None
    after: Fraction | None
    change: Fraction | None
    steps: tuple[Step, ...]

    def points(self, part: Part) -> Fraction | None:
        """What a part makes of the change; None where there is none to explain."""
        if self.change is None:
            return None
        return sum((step.after - step.before for step in self.steps if step.part == part), Fraction(0))


def explained(edition: Edition, before: Side, after: Side) -> dict[str, LevelChange]:
    """The change of every level of the later edition."""
    return {level.key: _change(edition.practices_of(level.key), level.key, before, after) for level in edition.levels}


def part_of(practice: str, before: Side, after: Side) -> Part | None:
    """The part that a practice of both editions contributes to; None where its value is the same."""
    same_basis = before.bases[practice] == after.bases[practice]
    return part_of_move(before.values[practice], after.values[practice], same_basis=same_basis)


def part_of_move(old: Value, new: Value, *, same_basis: bool) -> Part | None:
    """The part that a move of a practice from one value to another belongs to; None where they are the same."""
    if old == new:
        return None
    if "na" in (old, new):
        return "scope"
    if old is None or new is None:
        return "knowledge"
    return "progress" if same_basis else "voices"


def _change(practices: tuple[Practice, ...], level: str, before: Side, after: Side) -> LevelChange:
    first, last = before.said.get(level), after.said[level]
    if first is None or last is None:
        return LevelChange(first, last, None, ())
    steps: list[Step] = []
    figure = first
    for part, (kept, values) in zip(STEPS, _steps(practices, before, after), strict=True):
        following = said_share(kept, values)
        steps.append(Step(part, figure, figure if following is None else following))
        figure = steps[-1].after
    return LevelChange(first, last, last - first, tuple(steps))


def _steps(
    practices: tuple[Practice, ...], before: Side, after: Side
) -> list[tuple[list[Practice], Mapping[str, Value]]]:
    """For each step the practices that count, and their values."""
    both = [practice for practice in practices if practice.key in before.values]
    applied = [practice for practice in both if before.values[practice.key] != "na"]
    staying = [practice for practice in applied if after.values[practice.key] != "na"]
    known = _moved(staying, before.values, before, after, "knowledge")
    progressed = _moved(staying, known, before, after, "progress")
    voiced = _moved(staying, progressed, before, after, "voices")
    return [
        (applied, before.values),
        (staying, before.values),
        (staying, known),
        (staying, progressed),
        (staying, voiced),
        (both, after.values),
        (list(practices), after.values),
    ]


def _moved(
    practices: list[Practice], values: Mapping[str, Value], before: Side, after: Side, part: Part
) -> dict[str, Value]:
    """The values once those that changed by this part are as they are later."""
    moved = {key for practice in practices if part_of(key := practice.key, before, after) == part}
    return {key: after.values[key] if key in moved else value for key, value in values.items()}
