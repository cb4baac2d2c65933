# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What an item of a plan does to answers once it is done, by the edition that was answered.

An action counts as that edition has it; where that edition lacks it, and for an own action, the practices count that it
raises, under the names that the edition gives them.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.domain.document import Cadence
from assessments.domain.edition import Edition
from assessments.domain.next_steps import Rise
from assessments.models import PlanItem
from assessments.queries.edition import edition_of
from assessments.queries.plan_words import raised_by
from assessments.queries.result import Outcome
from assessments.queries.wording import CADENCE_NAMES, in_words


@dataclass(frozen=True)
class Effect:
    """What an item does to answers to an edition: an action of it, or the practices that it raises."""

    action: str
    raises: Mapping[str, int]

    def rises_and_sets(self, edition: Edition) -> tuple[Mapping[str, int], Mapping[str, Cadence]]:
        """Which practices rise to which value and which routines are set, by the edition."""
        if not self.action:
            return self.raises, {}
        action = edition.action(self.action)
        return action.raises, action.sets


def action_keys(edition: Edition) -> frozenset[str]:
    """The keys of an edition's actions."""
    return edition.offered.keys["actions"]


def practice_keys(edition: Edition) -> frozenset[str]:
    """The keys of an edition's practices."""
    return edition.offered.keys["practices"]


def effect_in(edition: Edition, item: PlanItem) -> Effect:
    """What an item, read `with_words`, does to answers to an edition."""
    own = edition_of(item.edition).renames
    key = _renamed(item.action, action_keys(edition), edition.renames.actions, own.actions)
    if key in action_keys(edition):
        return Effect(key, {})
    known = practice_keys(edition)
    raises = {
        _renamed(practice, known, edition.renames.practices, own.practices): value
        for practice, value in raised_by(item).items()
    }
    return Effect("", {practice: value for practice, value in raises.items() if practice in known})


def _renamed(key: str, known: Set[str], later: Mapping[str, str], earlier: Mapping[str, str]) -> str:
    """What an edition with `known` keys calls a key of another: by its own renames, else backwards by the other's."""
    if key in known or key in later:
        return key if key in known else later[key]
    return next((old for old, new in earlier.items() if new == key and old in known), key)


def effect_words(outcome: Outcome, item: PlanItem) -> str:
    """What an item would change: "Training for each role, 2 → 3"."""
    edition, effect = outcome.edition, effect_in(outcome.edition, item)
    raises, sets = effect.rises_and_sets(edition)
    return changes_in_words(edition, [Rise(key, outcome.standing.values[key], to) for key, to in raises.items()], sets)


def changes_in_words(edition: Edition, rises: Iterable[Rise], sets: Mapping[str, str]) -> str:
    """Practices from one value to another, and routines, in a line."""
    parts = []
    for rise in rises:
        name = in_words(edition.practice(rise.practice).name)
        if isinstance(rise.before, int) and isinstance(rise.after, int) and rise.before < rise.after:
            words = {"practice": name, "before": rise.before, "after": rise.after}
            parts.append(_("%(practice)s, %(before)s\u00a0→ %(after)s") % words)
        elif rise.before is None:
            parts.append(_("%(practice)s, to %(after)s") % {"practice": name, "after": rise.after})
    for key, cadence in sets.items():
        words = {"routine": in_words(edition.routine(key).name), "cadence": CADENCE_NAMES[cadence]}
        parts.append(_("%(routine)s: %(cadence)s") % words)
    return _("; ").join(parts)
