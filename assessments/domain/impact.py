# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What another edition means for one organization: which recommendations it gains or loses, whether its stage changes.

Only what matches counts: advice that merely may match is not seen.
"""

from collections.abc import Set as KeySet
from dataclasses import dataclass

from assessments.domain.answers import Answers
from assessments.domain.edition import Edition
from assessments.domain.stages import stage_of
from assessments.domain.standing import standing_of
from assessments.domain.truth import truth


@dataclass(frozen=True, slots=True)
class Seen:
    """What an organization is told: the keys of what matches, and its stage; None: not even the first."""

    matched: KeySet[str]
    stage: str | None


@dataclass(frozen=True, slots=True)
class Effect:
    """What changes for an organization; `lost` are those that no longer match, or that the other edition lacks."""

    gained: tuple[str, ...]
    lost: tuple[str, ...]
    stage_before: str | None
    stage_after: str | None

    @property
    def stage_changes(self) -> bool:
        return self.stage_before != self.stage_after

    @property
    def is_none(self) -> bool:
        """Whether nothing changes."""
        return not (self.gained or self.lost or self.stage_changes)


def seen_under(edition: Edition, answers: Answers) -> Seen:
    """What the answers get under an edition: as `evaluate` says, without all that it says besides."""
    standing = standing_of(edition, answers)
    stage, _following = stage_of(edition, standing)
    matched = {one.key for one in edition.recommendations if truth(one.when, standing) is True}
    return Seen(matched, stage.key if stage else None)


def effect_of(before: Seen, after: Seen) -> Effect:
    """What changes between the two; keys in alphabetical order."""
    return Effect(
        gained=tuple(sorted(after.matched - before.matched)),
        lost=tuple(sorted(before.matched - after.matched)),
        stage_before=before.stage,
        stage_after=after.stage,
    )
