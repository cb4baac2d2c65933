# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Answers to an earlier edition, as a later one reads them (ENGINE.md, sections 2 and 10).

Keys are read through the later edition's `renames`. What it does not ask any more is left out, and so is what it does
not offer: "na", a cadence, a sign. Evidence and responses stay with their practice.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from assessments.domain.answers import KEYS_NAMED, Asking, Offered
from assessments.domain.edition import Edition

Plain = dict[str, Any]
NA = "na"


@dataclass(frozen=True, slots=True)
class Reading:
    """How a later edition reads what was said to one earlier edition.

    `names` gives, by kind, the later key of each earlier one that is still asked; `advice` that of every earlier
    recommendation, its own where it is gone.
    """

    names: Mapping[str, Mapping[str, str]]
    advice: Mapping[str, str]
    offered: Offered


def later_names(keys: Iterable[str], renames: Mapping[str, str]) -> dict[str, str]:
    """What each of an earlier edition's keys is called later; one that stands beside its new name is not renamed."""
    standing = set(keys)
    return {key: new if (new := renames.get(key, key)) not in standing else key for key in standing}


def reading_of(earlier: Asking, later: Edition) -> Reading:
    """How `later` reads answers to `earlier`; made once for many sets of answers."""
    offered = later.offered
    names = {}
    for kind in dict.fromkeys(KEYS_NAMED.values()):
        named = later_names(earlier.offered.keys[kind], getattr(later.renames, kind))
        names[kind] = {old: new for old, new in named.items() if new in offered.keys[kind]}
    advice = later_names(earlier.offered.keys["recommendations"], later.renames.recommendations)
    return Reading(names, advice, offered)


def carried(answers: Mapping[str, Any], reading: Reading) -> Plain:
    """Answers that the earlier edition accepted, as plain objects that the later one accepts."""
    names = reading.names
    read: Plain = {
        "on": answers["on"],
        "targets": _keyed(answers.get("targets"), names["practices"]),
        "facts": _keyed(answers.get("facts"), names["facts"]),
        "practices": _keyed(answers.get("practices"), names["practices"], _practice(reading)),
        "situations": _keyed(answers.get("situations"), names["situations"], _situation(reading)),
        "routines": _routines(answers.get("routines"), reading),
        "done": [names["actions"][key] for key in answers.get("done") or () if key in names["actions"]],
    }
    profile = names["profiles"].get(answers.get("profile") or "")
    return {**read, "profile": profile} if profile else read


def _keyed(
    said: Mapping[str, Any] | None, names: Mapping[str, str], read: Callable[[str, Any], object] | None = None
) -> Plain:
    kept = ((names[key], value) for key, value in (said or {}).items() if key in names)
    return {key: read(key, value) if read else value for key, value in kept}


def _practice(reading: Reading) -> Callable[[str, Plain | None], Plain]:
    def read(key: str, answer: Plain | None) -> Plain:
        answer = answer or {}
        if key in reading.offered.may_be_na:
            return answer
        kept = {field: value for field, value in answer.items() if (field, value) != ("agreed", NA)}
        if responses := answer.get("responses"):
            kept["responses"] = [one for one in responses if one.get("value") != NA]
        return kept

    return read


def _situation(reading: Reading) -> Callable[[str, Plain], Plain]:
    def read(key: str, answer: Plain) -> Plain:
        signals = answer.get("signals") or {}
        asked = reading.offered.signals[key]
        return {**answer, "signals": {signal: said for signal, said in signals.items() if signal in asked}}

    return read


def _routines(said: Mapping[str, Any] | None, reading: Reading) -> Plain:
    named = _keyed(said, reading.names["routines"])
    return {key: cadence for key, cadence in named.items() if cadence in reading.offered.cadences[key]}
