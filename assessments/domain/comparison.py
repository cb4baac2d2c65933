# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Comparison of two results of one pack, the change of each level explained (ENGINE.md, section 10).

Only the part called progress is progress: asking more people, learning the truth or changing the questions is
not. The five parts add up exactly to the change; each is rounded by itself when printed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from pydantic import Field

from assessments.domain.answers import Answers
from assessments.domain.changes import PARTS, LevelChange, Part, Step, explained, part_of
from assessments.domain.document import AnswerValue, Outcome
from assessments.domain.edition import Edition
from assessments.domain.figures import percent
from assessments.domain.sides import Side, side_of


class ComparedLevel(Outcome):
    """A level's change of what is said, in percent and points; all parts None where one side has no figure."""

    key: str
    before: Decimal | None = Field(alias="from")
    after: Decimal | None = Field(alias="to")
    change: Decimal | None
    progress: Decimal | None
    voices: Decimal | None
    knowledge: Decimal | None
    scope: Decimal | None
    content: Decimal | None


class ComparedPractice(Outcome):
    """A practice of both editions whose value differs; None: unknown."""

    key: str
    before: AnswerValue | None = Field(alias="from")
    after: AnswerValue | None = Field(alias="to")


class ComparedTargets(Outcome):
    """How many practices are at target; the last with the later values against the earlier targets."""

    before: int = Field(alias="from")
    after: int = Field(alias="to")
    to_with_old_targets: int


class ComparedSituations(Outcome):
    """Situations newly faced, no longer faced, no longer known to be, and no longer asked about."""

    new: tuple[str, ...]
    gone: tuple[str, ...]
    unclear: tuple[str, ...]
    dropped: tuple[str, ...]


class ComparedRecommendations(Outcome):
    """Recommendations newly matched, no longer needed, still matched, no longer certain, and no longer given."""

    new: tuple[str, ...]
    retired: tuple[str, ...]
    kept: tuple[str, ...]
    unclear: tuple[str, ...]
    dropped: tuple[str, ...]


class Comparison(Outcome):
    """Two results of one pack compared, in the keys of the later edition, or the earlier one's where it lacks them."""

    levels: tuple[ComparedLevel, ...]
    practices: tuple[ComparedPractice, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    at_target: ComparedTargets
    situations: ComparedSituations
    recommendations: ComparedRecommendations


class DifferentPacks(ValueError):
    """Two results of different packs have nothing to compare."""


@dataclass(frozen=True, slots=True)
class Detail:
    """A comparison with the two sides that it compares.

    `parts` has, for each practice of both editions whose value differs, the part of its level's change that it belongs
    to; `steps` by level the way from the one figure to the other, in exact shares; none where there is no change to
    explain.
    """

    comparison: Comparison
    parts: Mapping[str, Part]
    steps: Mapping[str, tuple[Step, ...]]
    before: Side
    after: Side


def compare(edition_a: Edition, answers_a: Answers, edition_b: Edition, answers_b: Answers) -> Comparison:
    """The comparison of A, the earlier, with B; raises DifferentPacks."""
    return compare_in_detail(edition_a, answers_a, edition_b, answers_b).comparison


def compare_in_detail(edition_a: Edition, answers_a: Answers, edition_b: Edition, answers_b: Answers) -> Detail:
    """The same comparison with what it rests on; raises DifferentPacks."""
    if edition_a.pack != edition_b.pack:
        raise DifferentPacks(f"{edition_a.pack} and {edition_b.pack} are different packs")
    before, after = side_of(edition_a, answers_a, edition_b), side_of(edition_b, answers_b, edition_b)
    changes = explained(edition_b, before, after)
    return Detail(
        comparison=_comparison(changes, before, after),
        parts=_parts(before, after),
        steps={key: change.steps for key, change in changes.items()},
        before=before,
        after=after,
    )


def _comparison(changes: Mapping[str, LevelChange], before: Side, after: Side) -> Comparison:
    return Comparison(
        levels=tuple(_level(key, change) for key, change in changes.items()),
        practices=_practices(before, after),
        added=tuple(key for key in after.values if key not in before.values),
        removed=tuple(key for key in before.values if key not in after.values),
        at_target=_targets(before, after),
        situations=_situations(before, after),
        recommendations=_recommendations(before, after),
    )


def _parts(before: Side, after: Side) -> dict[str, Part]:
    parts = {key: part_of(key, before, after) for key in after.values if key in before.values}
    return {key: part for key, part in parts.items() if part is not None}


def _level(key: str, change: LevelChange) -> ComparedLevel:
    return ComparedLevel.model_validate(
        {
            "key": key,
            "from": percent(change.before),
            "to": percent(change.after),
            "change": percent(change.change),
            **{part: percent(change.points(part)) for part in PARTS},
        }
    )


def _practices(before: Side, after: Side) -> tuple[ComparedPractice, ...]:
    return tuple(
        ComparedPractice.model_validate({"key": key, "from": before.values[key], "to": value})
        for key, value in after.values.items()
        if key in before.values and before.values[key] != value
    )


def _targets(before: Side, after: Side) -> ComparedTargets:
    old = sum(
        value >= before.targets.get(key, after.targets[key])
        for key, value in after.values.items()
        if isinstance(value, int)
    )
    return ComparedTargets.model_validate({"from": before.at_target, "to": after.at_target, "to_with_old_targets": old})


def _situations(before: Side, after: Side) -> ComparedSituations:
    def now(faced: str, *, was_faced: bool) -> tuple[str, ...]:
        return tuple(
            key
            for key, found in after.faced.items()
            if found == faced and (before.faced.get(key) == "yes") is was_faced
        )

    return ComparedSituations(
        new=now("yes", was_faced=False),
        gone=now("no", was_faced=True),
        unclear=now("unknown", was_faced=True),
        dropped=tuple(key for key, found in before.faced.items() if found == "yes" and key not in after.faced),
    )


def _recommendations(before: Side, after: Side) -> ComparedRecommendations:
    def now(verdict: bool | None, *, was_matched: bool) -> tuple[str, ...]:
        return tuple(
            key
            for key, found in after.matched.items()
            if found is verdict and (before.matched.get(key) is True) is was_matched
        )

    return ComparedRecommendations(
        new=now(True, was_matched=False),
        retired=now(False, was_matched=True),
        kept=now(True, was_matched=True),
        unclear=now(None, was_matched=True),
        dropped=tuple(key for key, found in before.matched.items() if found is True and key not in after.matched),
    )
