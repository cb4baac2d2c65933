# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Which few next: of the open steps those that bring a goal nearest for their effort, one after the other.

The gain of a step is how much nearer the goal is after it (`distance`), by the engine's own projection; each pick is
the step with the greatest gain per effort, given those before it, and of equal ones the first. A small step counts 1, a
medium one 2, a large one 4; where nobody said, it counts as medium. Where several ways lead to a goal, each is followed
by itself, and the one whose picks bring the goal nearest for their effort is taken: so no step is left out because its
way alone is not the nearest yet.

On one way nothing gains more by coming later, so no set of steps brings more for its effort than the first pick alone;
and where all efforts are equal, three picks bring at least 19/27 of what the best three would. How near the picks come
to the best sets is in docs/performance.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, Protocol, TypeVar

from assessments.domain.distance import NOTHING_LEFT, Measure, nearest
from assessments.domain.document import Cadence, Value
from assessments.domain.edition import Edition
from assessments.domain.goals import Goal, Reach, is_reached, measures_of, out_of_reach
from assessments.domain.normal_form import Literal
from assessments.domain.stages import stage_of
from assessments.domain.standing import Standing, raised
from assessments.domain.truth import holds, truth

EFFORTS: Mapping[str, int] = {"S": 1, "": 2, "M": 2, "L": 4}
MOST_PICKS = 3


class Step(Protocol):
    """An action that can be taken: one of the edition, or an organization's own."""

    @property
    def effort(self) -> str: ...

    @property
    def raises(self) -> Mapping[str, int]: ...

    @property
    def sets(self) -> Mapping[str, Cadence]: ...


S = TypeVar("S", bound=Step)


@dataclass(frozen=True, slots=True)
class Rise:
    """A practice whose value becomes another."""

    practice: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class Pick(Generic[S]):
    """A step, and why it was taken: what changes with it, given the picks before.

    `gain` is how much nearer the goal is; `lacked` and `lacks` are what the goal asks for and does not have, before and
    after it. `routines` become more frequent. `retires` are recommendations that matched until then, and `stage` is the
    one that is reached by it (None: the same as before).
    """

    step: S
    gain: Fraction
    before: Standing
    after: Standing
    rises: tuple[Rise, ...]
    routines: tuple[str, ...]
    lacked: tuple[Literal, ...]
    lacks: tuple[Literal, ...]
    retires: tuple[str, ...]
    stage: str | None

    @property
    def satisfies(self) -> tuple[Literal, ...]:
        """What the goal asks for and has by this step."""
        return tuple(one for one in self.lacked if holds(one, self.after))


@dataclass(frozen=True, slots=True)
class NextSteps(Generic[S]):
    """The picks in order; whether they reach the goal; and what of it would lack even if all steps were done."""

    goal: Goal | None
    picks: tuple[Pick[S], ...]
    is_reached: bool
    beyond: tuple[Literal, ...]


def effort_of(step: Step) -> int:
    """What a step's effort counts."""
    return EFFORTS[step.effort]


def next_steps(
    edition: Edition, standing: Standing, steps: Sequence[S], goal: Goal | None, most: int = MOST_PICKS
) -> NextSteps[S]:
    """The steps to take next from where an organization stands, towards a goal; None: all that is recommended.

    None are picked where the goal is reached, or no step brings it nearer.
    """
    search = Search(edition, standing, steps, goal)
    measure, taken = search.best_path(most)
    return NextSteps(
        goal,
        tuple(_told(search, measure, taken[: count + 1]) for count in range(len(taken))),
        is_reached(edition, search.after(taken), goal),
        out_of_reach(search.reach, goal),
    )


class Search(Generic[S]):
    """The sets of steps that were tried, by their positions; each is projected once."""

    def __init__(self, edition: Edition, standing: Standing, steps: Sequence[S], goal: Goal | None) -> None:
        self.edition, self.goal, self.steps = edition, goal, steps
        self._standings: dict[frozenset[int], Standing] = {frozenset(): standing}
        furthest = standing
        for step in steps:
            furthest = raised(edition, furthest, step.raises, step.sets)
        self.reach = Reach(edition, standing, furthest)
        self.measures = (NOTHING_LEFT,) if is_reached(edition, standing, goal) else measures_of(self.reach, goal)
        self.start = nearest(self.measures, standing)

    def after(self, taken: tuple[int, ...]) -> Standing:
        """Where the organization would stand after these steps; in any order it is the same."""
        wanted = frozenset(taken)
        if wanted not in self._standings:
            step = self.steps[taken[-1]]
            self._standings[wanted] = raised(self.edition, self.after(taken[:-1]), step.raises, step.sets)
        return self._standings[wanted]

    def gain(self, taken: tuple[int, ...]) -> Fraction:
        """How much nearer the goal is after these steps."""
        return self.start - nearest(self.measures, self.after(taken))

    def per_effort(self, taken: tuple[int, ...]) -> Fraction:
        """The gain of these steps by the effort of all of them; 0 of none."""
        return self.gain(taken) / sum(effort_of(self.steps[one]) for one in taken) if taken else Fraction(0)

    def best_path(self, most: int) -> tuple[Measure, tuple[int, ...]]:
        """Of the paths along each way the one that brings most for its effort, with its way; of equals the first."""
        paths = [(measure, self._path(measure, most)) for measure in self.measures]
        return max(paths, key=lambda path: self.per_effort(path[1]))

    def _path(self, measure: Measure, most: int) -> tuple[int, ...]:
        taken: tuple[int, ...] = ()
        while len(taken) < most and not is_reached(self.edition, self.after(taken), self.goal):
            found = self._next(measure, taken)
            if found is None:
                break
            taken = (*taken, found)
        return taken

    def _next(self, measure: Measure, taken: tuple[int, ...]) -> int | None:
        now = self.after(taken)
        far, best, found = measure.distance(now), Fraction(0), None
        for position, step in enumerate(self.steps):
            after = self.after((*taken, position))
            if after is now:
                continue
            gain = (far - measure.distance(after)) / effort_of(step)
            if gain > best:
                best, found = gain, position
        return found


def _told(search: Search[S], measure: Measure, taken: tuple[int, ...]) -> Pick[S]:
    before, after = search.after(taken[:-1]), search.after(taken)
    advice = search.edition.recommendations
    return Pick(
        step=search.steps[taken[-1]],
        gain=search.gain(taken) - search.gain(taken[:-1]),
        before=before,
        after=after,
        rises=tuple(
            Rise(key, value, after.values[key]) for key, value in before.values.items() if value != after.values[key]
        ),
        routines=tuple(key for key, cadence in after.routines.items() if cadence != before.routines[key]),
        lacked=measure.lacking(before),
        lacks=measure.lacking(after),
        retires=tuple(one.key for one in advice if truth(one.when, before) is True and truth(one.when, after) is False),
        stage=_reached_between(search.edition, before, after),
    )


def _reached_between(edition: Edition, before: Standing, after: Standing) -> str | None:
    stages = [stage_of(edition, standing)[0] for standing in (before, after)]
    return stages[1].key if stages[1] and stages[1] != stages[0] else None
