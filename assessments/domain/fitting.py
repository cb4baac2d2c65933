# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Answers to one edition as far as another one asks the same: read by its keys, without what it does not offer.

The answers are plain and may have faults; what is left out is named by its kind and by the key that the answers use.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assessments.domain.answers import Offered
from assessments.domain.content import Renames
from assessments.domain.pieces import Plain

# The fields of answers whose keys name pieces, and the lists that hold these.
LISTS = {
    "targets": "practices",
    "facts": "facts",
    "practices": "practices",
    "situations": "situations",
    "routines": "routines",
}
KNOWN = ("on", "profile", "done", *LISTS)


@dataclass(frozen=True)
class LeftOut:
    """An answer that an edition does not ask for: a piece of a list, or a sign ("situation/sign")."""

    kind: str
    key: str


@dataclass(frozen=True)
class Fitted:
    """The answers that an edition takes, and what was left out, each once."""

    answers: Plain
    left_out: tuple[LeftOut, ...]


def backwards(renames: Renames, offered: Offered) -> dict[str, dict[str, str]]:
    """For each list, what an earlier edition calls its keys, where it calls them otherwise; `offered` is its own."""
    found: dict[str, dict[str, str]] = {}
    for kind in Renames.model_fields:
        pairs: Mapping[str, str] = getattr(renames, kind)
        known = offered.keys.get(kind, frozenset())
        found[kind] = {new: old for old, new in pairs.items() if old in known and new not in known}
    return found


def fitted(answers: Mapping[str, Any], offered: Offered, called: Mapping[str, Mapping[str, str]]) -> Fitted:
    """Answers as an edition takes them; `called` says what it calls keys of a list that the answers call otherwise."""
    kept: Plain = {field: value for field, value in answers.items() if field not in LISTS and field in KNOWN}
    left_out: list[LeftOut] = []
    for field, kind in LISTS.items():
        listed = answers.get(field)
        fits: Plain = {}
        for key, value in listed.items() if isinstance(listed, dict) else ():
            name = called.get(kind, {}).get(key, key)
            if name in offered.keys[kind]:
                value, lost = _value(field, name, value, offered)
                left_out += [LeftOut(lost_kind, lost_key or key) for lost_kind, lost_key in lost]
                if value is not None:
                    fits[name] = value
            else:
                left_out.append(LeftOut(kind, key))
        if fits:
            kept[field] = fits
    left_out += _single(kept, offered, called)
    return Fitted(kept, tuple(dict.fromkeys(left_out)))


def _single(kept: Plain, offered: Offered, called: Mapping[str, Mapping[str, str]]) -> Iterator[LeftOut]:
    """The profile and what is done, in place."""
    profile = kept.pop("profile", None)
    if isinstance(profile, str):
        name = called.get("profiles", {}).get(profile, profile)
        if name in offered.keys["profiles"]:
            kept["profile"] = name
        else:
            yield LeftOut("profiles", profile)
    done = kept.pop("done", None)
    actions = [one for one in done if isinstance(one, str)] if isinstance(done, list) else []
    names = {action: called.get("actions", {}).get(action, action) for action in actions}
    if known := [name for name in names.values() if name in offered.keys["actions"]]:
        kept["done"] = known
    yield from (LeftOut("actions", action) for action, name in names.items() if name not in offered.keys["actions"])


def _value(field: str, key: str, value: Any, offered: Offered) -> tuple[Any, list[tuple[str, str]]]:
    """One answer as far as it is offered (None: not at all), and what of it is not; "" stands for its own key."""
    if field == "situations":
        return _signs(key, value, offered)
    if field == "practices" and key not in offered.may_be_na and isinstance(value, dict):
        return _without_na(value)
    if field == "routines" and not (isinstance(value, str) and value in offered.cadences[key]):
        return None, [("routines", "")]
    return value, []


def _signs(situation: str, value: Any, offered: Offered) -> tuple[Any, list[tuple[str, str]]]:
    signals = value.get("signals") if isinstance(value, dict) else None
    if not isinstance(signals, dict):
        return value, []
    known = offered.signals[situation]
    lost = [("signals", f"{situation}/{key}") for key in signals if key not in known]
    return {**value, "signals": {key: said for key, said in signals.items() if key in known}}, lost


def _without_na(value: Plain) -> tuple[Any, list[tuple[str, str]]]:
    responses = value.get("responses")
    listed = responses if isinstance(responses, list) else []
    rest = {name: said for name, said in value.items() if (name, said) != ("agreed", "na") and name != "responses"}
    numbers = [one for one in listed if not (isinstance(one, dict) and one.get("value") == "na")]
    if numbers:
        rest["responses"] = numbers
    is_whole = rest.get("agreed") == value.get("agreed") and numbers == listed
    return rest, [] if is_whole else [("practices", "")]
