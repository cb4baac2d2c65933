# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What the linter says of rules: those that can never be true or always are, and advice that nobody gets rid of."""

from collections.abc import Iterator

from assessments.domain.edition_checks import offered_by
from assessments.domain.faults import gettext_noop
from assessments.domain.linting.deciding import satisfiable
from assessments.domain.linting.finding import Finding, warning
from assessments.domain.linting.ground import Ground, ground_of
from assessments.domain.linting.retiring_checks import retiring_findings
from assessments.domain.linting.ruled import Ruled, ruled
from assessments.domain.linting.shares import Effort
from assessments.domain.places import found

STEPS_A_WAY = 5


def rule_findings(document: object) -> Iterator[Finding]:
    """What is to be said of the rules of recommendations and stages, one after the other."""
    ground, effort, known = ground_of(document), Effort(), offered_by(document).keys
    for place, recommendation in found(document, "recommendations/*"):
        if when := ruled(recommendation, "when", place, known):
            of_its_truth = list(_truth_findings(when, ground, effort))
            yield from of_its_truth or retiring_findings(document, when, ground, effort)
    for place, stage in found(document, "stages/*"):
        if reached_when := ruled(stage, "reached_when", place, known):
            yield from _truth_findings(reached_when, ground, effort)
            yield from _stage_findings(reached_when)


def extent_of(document: object, rule: object) -> str:
    """Whether a recommendation of the document with this rule would match "never" or "always", once all is known.

    "" for all else, and where the rule has faults or too many cases to tell.
    """
    when = ruled({"when": rule}, "when", "", offered_by(document).keys)
    found = _truth_findings(when, ground_of(document), Effort()) if when else ()
    return next((one.code.removeprefix("rule-") for one in found if one.code in ("rule-never", "rule-always")), "")


def _truth_findings(one: Ruled, ground: Ground, effort: Effort) -> Iterator[Finding]:
    if not effort.spend(1) or not effort.spend(STEPS_A_WAY * (len(one.ways_in) + len(one.ways_out))):
        yield one.undecided()
        return
    can_be, can_be_not = (satisfiable(ways, ground, effort) for ways in (one.ways_in, one.ways_out))
    if can_be is False:
        template = gettext_noop(
            "can never be true: no answers meet all that it asks for at once. Take out what contradicts the rest."
        )
        yield Finding(one.place, "error", "rule-never", template)
    elif can_be_not is False:
        template = gettext_noop(
            "is always true once the answers are known. Ask for something that is not so everywhere, or leave it out."
        )
        yield warning("rule-always", one.place, template)
    elif can_be is None or can_be_not is None:
        yield one.undecided()


def _stage_findings(one: Ruled) -> Iterator[Finding]:
    if one.asks_for_targets:
        template = gettext_noop(
            "asks for targets: lowering one would reach the stage. Ask for a value of the practice instead."
        )
        yield warning("stage-by-target", one.place, template)
