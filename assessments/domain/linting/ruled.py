# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The rules of a document that are written soundly; one that the engine refuses is not looked at any further."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from pydantic import TypeAdapter, ValidationError

from assessments.domain.faults import gettext_noop
from assessments.domain.linting.finding import Finding, warning
from assessments.domain.normal_form import Conjunction, normal_form
from assessments.domain.places import joined
from assessments.domain.rule_limits import leaves, rule_faults
from assessments.domain.rules import Rule

RULES: TypeAdapter[Rule] = TypeAdapter(Rule)


@dataclass(frozen=True)
class Ruled:
    """A rule with its place, and the recommendation or stage that has it, as it was written."""

    place: str
    rule: Rule
    written: object
    owner_place: str
    owner: object

    @cached_property
    def ways_in(self) -> tuple[Conjunction, ...]:
        """All the ways in which it is true."""
        return normal_form(self.rule)

    @cached_property
    def ways_out(self) -> tuple[Conjunction, ...]:
        """All the ways in which it is not."""
        return normal_form(self.rule, denied=True)

    @property
    def asks_for_targets(self) -> bool:
        return any(isinstance(leaf, dict) and "below_target" in leaf for _, leaf in leaves(self.written, ""))

    def undecided(self) -> Finding:
        """What is said where it took too long to work out what the rule comes to."""
        template = gettext_noop("was not decided: it has too many cases to work out what it comes to.")
        return warning("rule-undecided", self.place, template)


def ruled(owner: object, field: str, place: str, known: Mapping[str, frozenset[str]]) -> Ruled | None:
    """The rule in a field of a recommendation or a stage; None where there is none, or none that is written soundly."""
    rule = owner.get(field) if isinstance(owner, dict) else None
    if rule is None or next(rule_faults(rule, place, known), None):
        return None
    try:
        return Ruled(joined(place, field), RULES.validate_python(rule), rule, place, owner)
    except ValidationError:
        return None
