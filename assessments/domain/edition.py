# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""An edition: one version of a pack of assessment content, a frozen document (ENGINE.md, section 2).

A published edition never changes, so a process parses it once and keeps it for ever; look-ups by key are made
once.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Annotated, ClassVar, Protocol, TypeVar

from pydantic import StringConstraints, ValidationError

from assessments.domain.answers import Offered
from assessments.domain.canonical import plain
from assessments.domain.content import (
    Action,
    Fact,
    FiveTexts,
    Level,
    Practice,
    Profile,
    Recommendation,
    Renames,
    Resource,
    Routine,
    Sample,
    Settings,
    Situation,
    Stage,
)
from assessments.domain.document import Document, Key, Language, NotEmpty, Text
from assessments.domain.edition_checks import edition_faults, offered_by
from assessments.domain.faults import LONGEST_VERSION, VERSION_PATTERN, EditionFaults, Fault, shape_faults
from assessments.domain.places import without_nulls
from assessments.domain.rule_limits import NOT_FINISHED


class Edition(Document):
    """One version of a pack; lists stand in its order, and are empty where they were left out."""

    filled: ClassVar[frozenset[str]] = frozenset({"settings"})

    pack: Key
    edition: Annotated[str, StringConstraints(pattern=VERSION_PATTERN, max_length=LONGEST_VERSION)]
    languages: Annotated[tuple[Language, ...], NotEmpty]
    title: Text
    summary: Text
    licence: str
    attribution: tuple[str, ...]
    about: Text | None = None
    notice: Text | None = None
    settings: Settings = Settings()
    scale: FiveTexts = ()
    levels: tuple[Level, ...]
    facts: tuple[Fact, ...] = ()
    practices: tuple[Practice, ...]
    situations: tuple[Situation, ...]
    recommendations: tuple[Recommendation, ...]
    routines: tuple[Routine, ...] = ()
    resources: tuple[Resource, ...] = ()
    stages: tuple[Stage, ...] = ()
    profiles: tuple[Profile, ...] = ()
    renames: Renames = Renames()
    samples: tuple[Sample, ...] = ()

    def level(self, key: str) -> Level:
        """The level of this key; KeyError where there is none, here and below."""
        return self._levels[key]

    def fact(self, key: str) -> Fact:
        return self._facts[key]

    def practice(self, key: str) -> Practice:
        return self._practices[key]

    def practices_of(self, level: str) -> tuple[Practice, ...]:
        """The practices that stand at a level, in the edition's order; none for a level that has none."""
        return self._practices_by_level.get(level, ())

    def situation(self, key: str) -> Situation:
        return self._situations[key]

    def situations_beside(self, situation: Situation) -> tuple[Situation, ...]:
        """Those that are asked with it, itself included: the ones that the seed names, or the further ones."""
        return tuple(one for one in self.situations if one.is_scanned == situation.is_scanned)

    def recommendation(self, key: str) -> Recommendation:
        return self._recommendations[key]

    def recommendation_of(self, action: str) -> Recommendation:
        """The recommendation that an action belongs to."""
        return self._recommendations_by_action[action]

    def action(self, key: str) -> Action:
        return self._actions[key]

    def routine(self, key: str) -> Routine:
        return self._routines[key]

    def resource(self, key: str) -> Resource:
        return self._resources[key]

    def stage(self, key: str) -> Stage:
        return self._stages[key]

    def profile(self, key: str) -> Profile:
        return self._profiles[key]

    def sample(self, key: str) -> Sample:
        return self._samples[key]

    @cached_property
    def offered(self) -> Offered:
        """What this edition lets people answer."""
        return offered_by(plain(self))

    @cached_property
    def _levels(self) -> Mapping[str, Level]:
        return _by_key(self.levels)

    @cached_property
    def _facts(self) -> Mapping[str, Fact]:
        return _by_key(self.facts)

    @cached_property
    def _practices(self) -> Mapping[str, Practice]:
        return _by_key(self.practices)

    @cached_property
    def _practices_by_level(self) -> Mapping[str, tuple[Practice, ...]]:
        return {
            level.key: tuple(practice for practice in self.practices if practice.level == level.key)
            for level in self.levels
        }

    @cached_property
    def _situations(self) -> Mapping[str, Situation]:
        return _by_key(self.situations)

    @cached_property
    def _recommendations(self) -> Mapping[str, Recommendation]:
        return _by_key(self.recommendations)

    @cached_property
    def _recommendations_by_action(self) -> Mapping[str, Recommendation]:
        return {action.key: advice for advice in self.recommendations for action in advice.actions}

    @cached_property
    def _actions(self) -> Mapping[str, Action]:
        return _by_key(action for advice in self.recommendations for action in advice.actions)

    @cached_property
    def _routines(self) -> Mapping[str, Routine]:
        return _by_key(self.routines)

    @cached_property
    def _resources(self) -> Mapping[str, Resource]:
        return _by_key(self.resources)

    @cached_property
    def _stages(self) -> Mapping[str, Stage]:
        return _by_key(self.stages)

    @cached_property
    def _profiles(self) -> Mapping[str, Profile]:
        return _by_key(self.profiles)

    @cached_property
    def _samples(self) -> Mapping[str, Sample]:
        return _by_key(self.samples)


class Keyed(Protocol):
    """Whatever has a key."""

    @property
    def key(self) -> str: ...


K = TypeVar("K", bound=Keyed)


def _by_key(things: Iterable[K]) -> Mapping[str, K]:
    return {thing.key: thing for thing in things}


def parse_edition(document: object) -> Edition:
    """The checked edition; raises EditionFaults with every fault and its place."""
    faults: list[Fault] = []
    document = without_nulls(document, faults)
    if faults:
        raise EditionFaults(faults)
    return checked_edition(document)


def checked_edition(document: object) -> Edition:
    """The same, of a document that was found to be without nulls and to hold only text that can be read."""
    faults: list[Fault] = []
    try:
        edition = Edition.model_validate(document, context={"language": _first_language(document)})
    except ValidationError as error:
        faults = shape_faults(error)
    beyond = list(edition_faults(document))
    unfinished = {fault.place for fault in beyond if fault.template == NOT_FINISHED}
    faults = [*(fault for fault in faults if fault.place not in unfinished), *beyond]
    if faults:
        raise EditionFaults(faults)
    return edition


def _first_language(document: object) -> str | None:
    languages = document.get("languages") if isinstance(document, dict) else None
    first = languages[0] if isinstance(languages, list) and languages else None
    return first if isinstance(first, str) else None
