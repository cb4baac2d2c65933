# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What if: the result of answers beside the one that would be, after actions are done and targets reached.

Both are what `evaluate` says; here stands only what differs between them.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from assessments.domain.answers import Answers
from assessments.domain.document import Cadence
from assessments.domain.edition import Edition
from assessments.domain.projection import NO_RAISES
from assessments.domain.result import LevelResult, RecommendationResult, Result, evaluate
from assessments.domain.rules import Disagreement, Exposed, Faced, Not, Rule
from assessments.domain.standing import Standing, raised, targets_of
from assessments.domain.truth import truth


@dataclass(frozen=True, slots=True)
class LevelShift:
    """A level's figures before and after; `shown` and `aim` are the same in both."""

    before: LevelResult
    after: LevelResult

    @property
    def key(self) -> str:
        return self.before.key


@dataclass(frozen=True, slots=True)
class Closest:
    """A recommendation that would still match, and the leaves that would have to hold for it to retire."""

    key: str
    lacking: tuple[Rule, ...]


@dataclass(frozen=True)
class WhatIf:
    """The result before and after. Lists of keys stand by priority, of `matched` and `retired` as it was before.

    `matched` are the recommendations before. `retired` would not match any more, `unclear` would neither match nor
    not, `appearing` would match and did not.
    """

    before: Result
    after: Result

    @cached_property
    def levels(self) -> tuple[LevelShift, ...]:
        """Every level, in the edition's order."""
        return tuple(map(LevelShift, self.before.levels, self.after.levels))

    @cached_property
    def matched(self) -> tuple[str, ...]:
        return _keys(self.before.recommendations, "matched")

    @cached_property
    def retired(self) -> tuple[str, ...]:
        still = {one.key for one in self.after.recommendations}
        return tuple(key for key in self.matched if key not in still)

    @cached_property
    def unclear(self) -> tuple[str, ...]:
        return tuple(key for key in _keys(self.after.recommendations, "possible") if key in self.matched)

    @cached_property
    def appearing(self) -> tuple[str, ...]:
        return tuple(key for key in _keys(self.after.recommendations, "matched") if key not in self.matched)

    @cached_property
    def closest(self) -> Closest | None:
        """The one whose smallest way out has the fewest leaves left, of several the most pressing; None: no way.

        Only where nothing else is left a way counts that an action cannot bring about, such as no longer facing a
        situation.
        """
        ways = [(one.key, way) for one in self.after.recommendations for way in one.retired_by]
        found = min(ways, key=lambda found: (not all(map(_can_be_done, found[1])), len(found[1])), default=None)
        return Closest(*found) if found else None


def what_if(
    edition: Edition, answers: Answers, *, done: Iterable[str] = (), raises: Mapping[str, int] = NO_RAISES
) -> WhatIf:
    """What answers would become if these actions of the edition were done, and these practices rose besides.

    What `done` of the answers holds counts before and after.
    """
    doing = answers.model_copy(update={"done": tuple(dict.fromkeys((*answers.done, *done)))})
    return WhatIf(evaluate(edition, answers), evaluate(edition, doing, raises))


def raises_to_targets(edition: Edition, answers: Answers, practices: Collection[str]) -> dict[str, int]:
    """What rises where these practices reach their targets."""
    targets = targets_of(edition, answers)
    return {key: targets[key] for key in practices}


def brings(
    edition: Edition,
    standing: Standing,
    lacking: Iterable[Rule],
    raises: Mapping[str, int],
    sets: Mapping[str, Cadence],
) -> bool:
    """Whether all leaves that are lacking would hold if these practices rose and these routines were set."""
    after = raised(edition, standing, raises, sets)
    return all(truth(one, after) is True for one in lacking)


def _can_be_done(rule: Rule) -> bool:
    """Whether actions bring it about: whatever is said of practices, levels and routines."""
    leaf = rule.denied if isinstance(rule, Not) else rule
    return not isinstance(leaf, Faced | Exposed | Disagreement)


def _keys(recommendations: Iterable[RecommendationResult], verdict: str) -> tuple[str, ...]:
    return tuple(one.key for one in recommendations if one.verdict == verdict)
