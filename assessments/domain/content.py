# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What an edition is made of: levels, practices, situations, recommendations and all else (ENGINE.md, section 2).

Lists are tuples in the edition's order; a list that was left out is empty, another field that was left out is
None.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Field, StrictBool, StringConstraints

from assessments.domain.answers import Answers
from assessments.domain.document import (
    MOST_PLACES,
    Cadence,
    Day,
    Document,
    Key,
    NotEmpty,
    Number,
    Perspective,
    Text,
    Whole,
    ZeroToFour,
)
from assessments.domain.faults import URL_PATTERN
from assessments.domain.normal_form import Ways, ways_into, ways_out_of
from assessments.domain.rules import Rule

Texts: TypeAlias = tuple[Text, ...]
Keys: TypeAlias = tuple[Key, ...]
FiveTexts = Annotated[Texts, Field(json_schema_extra={"minItems": 5, "maxItems": 5})]
Weight = Annotated[Number, Field(gt=0)]
Origin: TypeAlias = Literal["seed", "further", "local"]
AskedAt: TypeAlias = Literal["group", "company", "unit", "department"]


class Settings(Document):
    """The thresholds of an edition; what is left out has its default (ENGINE.md, section 2)."""

    filled: ClassVar[frozenset[str]] = frozenset(
        {"faced_at", "fresh_days", "default_target", "disagreement_at", "min_replies"}
    )

    faced_at: Annotated[Number, Field(gt=0, le=1)] = Decimal("0.5")
    fresh_days: Annotated[Whole, Field(ge=1, le=3650)] = 365
    default_target: ZeroToFour = 3
    disagreement_at: Annotated[Whole, Field(ge=1, le=4)] = 2
    min_replies: Annotated[Whole, Field(ge=5)] = 5

    @cached_property
    def threshold(self) -> Fraction:
        """`faced_at`, exact."""
        return Fraction(self.faced_at)


class Level(Document):
    """Where in the organization open source is at home; never a grade."""

    key: Key
    name: Text
    focus: Text


class Fact(Document):
    """A yes or no about the organization."""

    key: Key
    question: Text


class Wording(Document):
    """The same practice, worded for the readers of one perspective."""

    perspective: Perspective
    question: Text
    anchors: FiveTexts


class Practice(Document):
    """Something an organization does at one level; without `not_applicable`, "na" isn't offered."""

    filled: ClassVar[frozenset[str]] = frozenset({"weight", "scan"})

    key: Key
    level: Key
    name: Text
    question: Text
    anchors: FiveTexts
    why: Text | None = None
    weight: Weight = Decimal(1)
    wordings: tuple[Wording, ...] = ()
    not_applicable: Text | None = None
    evidence_examples: Texts = ()
    who_to_ask: Text | None = None
    ask: tuple[Perspective, ...] = ()
    asked_at: tuple[AskedAt, ...] = ()
    scan: StrictBool = False
    sources: Keys = ()

    @cached_property
    def parts(self) -> int:
        """The weight in ten-thousandths, a whole number: exact and quick to add up."""
        return int(self.weight.scaleb(MOST_PLACES))

    def worded_for(self, perspective: Perspective | None) -> "Practice | Wording":
        """What bears question and anchors for a reader: the wording of the perspective, else the practice itself."""
        return next((wording for wording in self.wordings if wording.perspective == perspective), self)


class Signal(Document):
    """A statement that reveals a situation."""

    filled: ClassVar[frozenset[str]] = frozenset({"weight"})

    key: Key
    text: Text
    weight: Weight = Decimal(1)

    @cached_property
    def parts(self) -> int:
        """The weight in ten-thousandths."""
        return int(self.weight.scaleb(MOST_PLACES))


class Situation(Document):
    """A difficulty that an organization may find itself in."""

    filled: ClassVar[frozenset[str]] = frozenset({"origin"})

    key: Key
    number: Whole
    seed_position: Whole | None = None
    origin: Origin = "local"
    source: Key | None = None
    statement: Text
    question: Text | None = None
    meaning: Text | None = None
    signals: Annotated[tuple[Signal, ...], NotEmpty]
    practices: Keys

    @property
    def is_scanned(self) -> bool:
        """Whether the scan asks about it: it does about those that the seed names."""
        return self.origin == "seed"

    def key_of(self, signal: Signal) -> str:
        """What answers call one of its signs: "situation/sign", as a sign's own key is known in its situation only."""
        return f"{self.key}/{signal.key}"


class Action(Document):
    """One concrete step of a recommendation, at one level; when done it raises practices and sets routines."""

    key: Key
    level: Key
    title: Text
    first_step: Text
    owner: Text
    effort: Literal["S", "M", "L"]
    horizon: Literal["month", "quarter", "year"]
    measure: Text
    raises: Mapping[Key, ZeroToFour] = {}
    sets: Mapping[Key, Cadence] = {}


class Example(Document):
    """What somebody did, and what came of it."""

    who: Text
    did: Text
    result: Text
    source: Key


class Recommendation(Document):
    """Advice that answers a situation, matched by a rule, with actions."""

    filled: ClassVar[frozenset[str]] = frozenset({"origin"})

    key: Key
    origin: Origin = "local"
    title: Text
    advice: Text
    situation: Key | None = None
    practices: Keys
    when: Rule
    actions: tuple[Action, ...] = ()
    resources: Keys = ()
    examples: tuple[Example, ...] = ()
    review_by: Day | None = None

    @cached_property
    def ways_out(self) -> Ways:
        """All the ways in which it would not match."""
        return ways_out_of(self.when)


class Routine(Document):
    """A recurring means, such as a training or a newsletter, with the cadences that can be answered."""

    key: Key
    kind: Literal["education", "channel"]
    audience: Text
    name: Text
    cadences: tuple[Cadence, ...]
    enough: Cadence | None = None
    supports: Keys


class Resource(Document):
    """Something to read, with its address and licence."""

    key: Key
    title: Text
    url: Annotated[str, StringConstraints(pattern=URL_PATTERN)]
    summary: Text
    licence: str


class Stage(Document):
    """Where on the journey an organization stands; without a rule it is reached by everybody who comes to it."""

    key: Key
    name: Text
    description: Text
    reached_when: Rule | None = None

    @cached_property
    def ways_in(self) -> Ways | None:
        """All the ways in which its rule would be true; None where it has none."""
        return ways_into(self.reached_when) if self.reached_when is not None else None


class Profile(Document):
    """A kind of organization, with the targets it sets and the practices that don't apply to it by default."""

    key: Key
    name: Text
    description: Text
    targets: Mapping[Key, ZeroToFour] = {}
    not_applicable: Keys = ()


class Sample(Document):
    """A made-up organization to try the edition on."""

    key: Key
    name: Text
    answers: Answers


class Renames(Document):
    """For each list, the keys of earlier editions and what they are called now."""

    practices: Mapping[Key, Key] = {}
    situations: Mapping[Key, Key] = {}
    recommendations: Mapping[Key, Key] = {}
    routines: Mapping[Key, Key] = {}
    facts: Mapping[Key, Key] = {}
    profiles: Mapping[Key, Key] = {}
    actions: Mapping[Key, Key] = {}
