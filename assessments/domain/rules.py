# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The rules of recommendations and stages: what may be said about an organization (ENGINE.md, sections 2 and 7).

A rule joins leaves by `all`, `any` and `not`; a leaf says one thing: "this situation is faced", "this practice
is at most 1".
"""

from fractions import Fraction
from functools import cached_property
from typing import Annotated, Literal, TypeAlias

from pydantic import Discriminator, Field, Tag, TypeAdapter, ValidationError

from assessments.domain.document import Cadence, Document, Key, NotEmpty, Number, OneToFour, ZeroToFour

# The field of a condition that a draft keeps while something in it is still to be chosen: no edition has one.
UNFINISHED = "unfinished"

Share = Annotated[Number, Field(ge=0, le=1)]
Percent = Annotated[Number, Field(ge=0, le=100)]


class Statement(Document):
    """A rule without parts."""

    @property
    def denial(self) -> "Not":
        """The statement under `not`; not kept, as two that kept theirs could not be compared without end."""
        return Not.model_construct(_fields_set={"denied"}, **{"not": self})


class Faced(Statement):
    """The situation is faced."""

    faced: Key


class Exposed(Statement):
    """At least so much of the situation is this organization (0 to 1)."""

    exposure: Key
    at_least: Share

    @cached_property
    def threshold(self) -> Fraction:
        return Fraction(self.at_least)


class PracticeAtMost(Statement):
    """The practice is known, and at most so high; "na" is not."""

    practice: Key
    at_most: ZeroToFour


class PracticeAtLeast(Statement):
    """The practice is known, and at least so high; "na" counts where `or_na` says so."""

    practice: Key
    at_least: ZeroToFour
    or_na: Literal[True] | None = None


class BelowTarget(Statement):
    """The practice is known, and below its target; "na" is not."""

    practice: Key
    below_target: Literal[True]


class LevelBelow(Statement):
    """Even if all open answers were 4, the level is below so many percent."""

    level: Key
    below: Percent

    @cached_property
    def threshold(self) -> Fraction:
        return Fraction(self.below) / 100


class LevelAtLeast(Statement):
    """What is said of the level is at least so many percent."""

    level: Key
    at_least: Percent

    @cached_property
    def threshold(self) -> Fraction:
        return Fraction(self.at_least) / 100


class Disagreement(Statement):
    """The views of the practice lie at least so far apart."""

    disagreement: Key
    at_least: OneToFour


class RoutineAtLeast(Statement):
    """The routine takes place at least so often."""

    routine: Key
    at_least: Cadence


class FactHolds(Statement):
    """The fact about the organization is true."""

    fact: Key


class AllOf(Document):
    """Every one of the rules."""

    all: Annotated[tuple["Rule", ...], NotEmpty]


class AnyOf(Document):
    """At least one of the rules."""

    any: Annotated[tuple["Rule", ...], NotEmpty]


class Not(Document):
    """The contrary of the rule."""

    denied: "Rule" = Field(alias="not")


def _kind(rule: object) -> str | None:
    """Which rule a document means, by the field that only this one has."""
    if isinstance(rule, Document):
        return next(kind for kind, known in _KINDS.items() if isinstance(rule, known))
    if not isinstance(rule, dict) or UNFINISHED in rule:
        return None
    subject = next((field for field in _SUBJECTS if field in rule), None)
    if subject == "practice":
        form = next((field for field in ("at_most", "below_target") if field in rule), "at_least")
        return f"rule:practice {form}"
    if subject == "level":
        return "rule:level below" if "below" in rule else "rule:level at_least"
    return None if subject is None else f"rule:{subject}"


_SUBJECTS = ("all", "any", "not", "faced", "exposure", "practice", "level", "disagreement", "routine", "fact")
_KINDS: dict[str, type[Document]] = {
    "rule:all": AllOf,
    "rule:any": AnyOf,
    "rule:not": Not,
    "rule:faced": Faced,
    "rule:exposure": Exposed,
    "rule:practice at_most": PracticeAtMost,
    "rule:practice at_least": PracticeAtLeast,
    "rule:practice below_target": BelowTarget,
    "rule:level below": LevelBelow,
    "rule:level at_least": LevelAtLeast,
    "rule:disagreement": Disagreement,
    "rule:routine": RoutineAtLeast,
    "rule:fact": FactHolds,
}

Leaf: TypeAlias = (
    Faced
    | Exposed
    | PracticeAtMost
    | PracticeAtLeast
    | BelowTarget
    | LevelBelow
    | LevelAtLeast
    | Disagreement
    | RoutineAtLeast
    | FactHolds
)
Rule: TypeAlias = Annotated[
    Annotated[AllOf, Tag("rule:all")]
    | Annotated[AnyOf, Tag("rule:any")]
    | Annotated[Not, Tag("rule:not")]
    | Annotated[Faced, Tag("rule:faced")]
    | Annotated[Exposed, Tag("rule:exposure")]
    | Annotated[PracticeAtMost, Tag("rule:practice at_most")]
    | Annotated[PracticeAtLeast, Tag("rule:practice at_least")]
    | Annotated[BelowTarget, Tag("rule:practice below_target")]
    | Annotated[LevelBelow, Tag("rule:level below")]
    | Annotated[LevelAtLeast, Tag("rule:level at_least")]
    | Annotated[Disagreement, Tag("rule:disagreement")]
    | Annotated[RoutineAtLeast, Tag("rule:routine")]
    | Annotated[FactHolds, Tag("rule:fact")],
    Discriminator(_kind, custom_error_type="rule", custom_error_message="is not a rule"),
]

for _joining in (AllOf, AnyOf, Not):
    _joining.model_rebuild()

_rules: TypeAdapter[Rule] = TypeAdapter(Rule)


def readable_rule(document: object) -> Rule | None:
    """The rule that a plain document states; None where it isn't shaped as one. Whether its keys exist is not asked."""
    try:
        return _rules.validate_python(document)
    except ValidationError:
        return None
