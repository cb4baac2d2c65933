# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Answers: what an organization, and those whom it asked, said to an edition (ENGINE.md, section 3).

Whatever is left out or null is unknown; "na" is not applicable, and is accepted only where the edition offers it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from pydantic import StrictBool, ValidationError

from assessments.domain.document import (
    CADENCES,
    AnswerValue,
    Cadence,
    Day,
    Degree,
    Document,
    Key,
    Perspective,
    ZeroToFour,
)
from assessments.domain.faults import AnswersFaults, Fault, gettext_noop, not_among, shape_faults
from assessments.domain.places import entries, found, without_nulls

Stance: TypeAlias = Literal["faced", "not_faced"]


class Response(Document):
    """What one person answered to a practice, from one perspective; without a value, "don't know"."""

    perspective: Perspective
    value: AnswerValue | None = None


class Evidence(Document):
    """That something backs an answer, and when it was last reviewed."""

    reviewed_on: Day


class PracticeAnswer(Document):
    """What is known of a practice: `agreed` is what the organization has settled, where it has."""

    agreed: AnswerValue | None = None
    responses: tuple[Response, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class SignalResponse(Document):
    """What one person answered to a signal, from one perspective; without a value, "don't know"."""

    perspective: Perspective
    value: Degree | None = None


class SignalAnswer(Document):
    """What is known of a signal: `agreed` is what the organization has settled, where it has."""

    agreed: Degree | None = None
    responses: tuple[SignalResponse, ...] = ()


class SituationAnswer(Document):
    """What is known of a situation; the stance, where there is one, overrides the signals."""

    signals: Mapping[Key, SignalAnswer] = {}
    stance: Stance | None = None


class Answers(Document):
    """All answers of one organization to one edition, as they stand on one day; `done` makes it a what-if."""

    on: Day
    profile: Key | None = None
    targets: Mapping[Key, ZeroToFour] = {}
    facts: Mapping[Key, StrictBool] = {}
    practices: Mapping[Key, PracticeAnswer] = {}
    situations: Mapping[Key, SituationAnswer] = {}
    routines: Mapping[Key, Cadence] = {}
    done: tuple[Key, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was answered yet; what an organization says of itself, and "don't know", are no answers."""
        signals = [signal for situation in self.situations.values() for signal in situation.signals.values()]
        has_stance = any(situation.stance is not None for situation in self.situations.values())
        is_known = any(map(_is_known, self.practices.values())) or any(map(_is_known, signals))
        return not (is_known or has_stance or self.routines)


def _is_known(answer: PracticeAnswer | SignalAnswer) -> bool:
    return answer.agreed is not None or any(response.value is not None for response in answer.responses)


@dataclass(frozen=True, slots=True)
class Offered:
    """What an edition lets people answer: its keys, whether "na" is offered, and the cadences of each routine."""

    keys: Mapping[str, frozenset[str]]
    may_be_na: frozenset[str]
    signals: Mapping[str, frozenset[str]]
    cadences: Mapping[str, frozenset[str]]


class Asking(Protocol):
    """Whatever can say what it offers: an edition."""

    @property
    def offered(self) -> Offered: ...


def parse_answers(edition: Asking, document: object) -> Answers:
    """The checked answers to an edition; raises AnswersFaults with every fault and its place."""
    faults: list[Fault] = []
    document = without_nulls(document, faults)
    if faults:
        raise AnswersFaults(faults)
    try:
        answers = Answers.model_validate(document)
    except ValidationError as error:
        faults = shape_faults(error)
    faults.extend(answers_faults(edition.offered, document))
    if faults:
        raise AnswersFaults(faults)
    return answers


def answers_faults(offered: Offered, document: object, place: str = "") -> Iterator[Fault]:
    """The faults of answers beyond their shape: keys that the edition lacks, values that it doesn't offer."""
    for path, kind in KEYS_NAMED.items():
        for key_place, key in found(document, path, place):
            if isinstance(key, str) and key not in offered.keys[kind]:
                yield not_among(key_place, key, kind)
    yield from _signal_faults(offered, document, place)
    yield from _unoffered(offered, document, place)


NO_SIGN = gettext_noop("names %(signal)s, which is not among the signals of %(situation)s")
NO_NA = gettext_noop('must not be "na": the edition does not offer it for %(practice)s')
NO_CADENCE = gettext_noop("must not be %(cadence)s: the edition does not offer it for %(routine)s")
# What is said of answers that an edition does not offer.
NOT_OFFERED = (NO_SIGN, NO_NA, NO_CADENCE)
KEYS_NAMED = {
    "profile": "profiles",
    "targets/@": "practices",
    "facts/@": "facts",
    "practices/@": "practices",
    "situations/@": "situations",
    "routines/@": "routines",
    "done/*": "actions",
}


def _signal_faults(offered: Offered, document: object, place: str) -> Iterator[Fault]:
    for situation_place, situation, answer in entries(document, "situations", place):
        known = offered.signals.get(situation)
        for signal_place, signal in found(answer, "signals/@", situation_place):
            if known is not None and signal not in known:
                yield Fault(signal_place, NO_SIGN, {"signal": str(signal), "situation": situation})


def _unoffered(offered: Offered, document: object, place: str) -> Iterator[Fault]:
    for answer_place, practice, answer in entries(document, "practices", place):
        if practice in offered.may_be_na or practice not in offered.keys["practices"]:
            continue
        for path in ("agreed", "responses/*/value"):
            for value_place, value in found(answer, path, answer_place):
                if value == "na":
                    yield Fault(value_place, NO_NA, {"practice": practice})
    for cadence_place, routine, cadence in entries(document, "routines", place):
        if cadence in CADENCES and cadence not in offered.cadences.get(routine, CADENCES):
            yield Fault(cadence_place, NO_CADENCE, {"cadence": cadence, "routine": routine})
