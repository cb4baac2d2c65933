# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What the linter says of advice that nobody gets rid of by doing it.

All its actions together retire a recommendation if its rule can't be true any more once each practice is at least
as high, and each routine at least as frequent, as they make it; whatever else is answered.
"""

from collections.abc import Iterator, Mapping
from typing import Literal, TypeAlias

from assessments.domain.faults import gettext_noop
from assessments.domain.linting.deciding import satisfiable
from assessments.domain.linting.finding import Finding, warning
from assessments.domain.linting.ground import ALL_VALUES, Ground, default_targets, profile_targets, rank_of
from assessments.domain.linting.ruled import Ruled
from assessments.domain.linting.shares import Effort
from assessments.domain.places import entries, found
from assessments.domain.retiring import is_improvement

Verdict: TypeAlias = Literal["retired", "stays", "aims higher", "undecided"]

DEFAULT = ""
WITHOUT_ACTIONS = gettext_noop("has no actions, so it stays needed. Add actions that make its rule false.")
NOT_RETIRED = gettext_noop(
    "would still be needed after all its actions."
    " Let them raise what its rule asks for, or let the rule ask for what they raise."
)
NOT_RETIRED_BY_DEFAULT = gettext_noop(
    "would still be needed after all its actions, with the default targets."
    " Let them raise what its rule asks for, or let the rule ask for what they raise."
)
NOT_RETIRED_WITH_PROFILES = gettext_noop(
    "would still be needed after all its actions, with the targets of %(profiles)s."
    " Let them raise what its rule asks for, or let the rule ask for what they raise."
)
AIMS_HIGHER = gettext_noop(
    "would still be needed after all its actions by those with the targets of %(profiles)s, which lie above what the"
    " actions raise. Add an action that goes further, or leave it where that is meant."
)


def retiring_findings(document: object, when: Ruled, ground: Ground, effort: Effort) -> Iterator[Finding]:
    """What is to be said of a recommendation whose rule can be true and can be false."""
    ways_forward = (way for way in when.ways_out if all(map(is_improvement, way)))
    if satisfiable(ways_forward, ground, effort) is False:
        template = gettext_noop(
            "ends only by a step back, or by another fact. Add a condition that its actions make false."
        )
        yield warning("retired-by-step-back", when.place, template)
        return
    raises, sets = _reach(when.owner)
    after = ground.after(raises, sets)
    verdicts = {
        profile: _verdict(when, after, targets, raises, effort)
        for profile, targets in _aims(document, when).items()
        if effort.spend(len(targets))
    }
    yield from _told(when, verdicts)


def _aims(document: object, when: Ruled) -> dict[str, dict[str, int]]:
    """The default targets, and those by profile; the default ones alone where the rule doesn't ask for any."""
    default = default_targets(document)
    profiles = profile_targets(document) if when.asks_for_targets else {}
    return {DEFAULT: default} | {profile: default | targets for profile, targets in profiles.items()}


def _verdict(
    when: Ruled, after: Ground, targets: Mapping[str, int], raises: Mapping[str, int], effort: Effort
) -> Verdict:
    stays = satisfiable(when.ways_in, after.aimed(targets), effort)
    if not stays:
        return "undecided" if stays is None else "retired"
    within_reach = {key: min(target, raises.get(key) or target) for key, target in targets.items()}
    retired = satisfiable(when.ways_in, after.aimed(within_reach), effort) is False
    return "aims higher" if retired else "stays"


def _told(when: Ruled, verdicts: Mapping[str, Verdict]) -> Iterator[Finding]:
    stays = tuple(profile for profile, verdict in verdicts.items() if profile and verdict == "stays")
    aims_higher = tuple(profile for profile, verdict in verdicts.items() if profile and verdict == "aims higher")
    if "undecided" in verdicts.values() or DEFAULT not in verdicts:
        yield when.undecided()
    if verdicts.get(DEFAULT) in ("stays", "aims higher"):
        has_actions = next(found(when.owner, "actions/*"), None) is not None
        template = NOT_RETIRED_BY_DEFAULT if "retired" in verdicts.values() else NOT_RETIRED
        yield warning("not-retired", when.owner_place, template if has_actions else WITHOUT_ACTIONS)
        return
    if stays:
        yield warning("not-retired", when.owner_place, NOT_RETIRED_WITH_PROFILES, profiles=stays)
    if aims_higher:
        yield warning("aims-higher", when.owner_place, AIMS_HIGHER, profiles=aims_higher)


def _reach(recommendation: object) -> tuple[dict[str, int], dict[str, int]]:
    """What all actions together raise each practice to at least, and how often (by rank) each routine takes place."""
    raises: dict[str, int] = {}
    sets: dict[str, int] = {}
    for place, action in found(recommendation, "actions/*"):
        for _, practice, value in entries(action, "raises", place):
            if value in ALL_VALUES:
                raises[practice] = max(int(value), raises.get(practice, 0))
        for _, routine, cadence in entries(action, "sets", place):
            sets[routine] = max(rank_of(cadence) or 0, sets.get(routine, 0))
    return raises, sets
