# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What lines of history and audit trail in an archive say before and after: people by the archive's names alone, and
whatever pages read of a line in the form in which they read it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from pydantic_core import PydanticCustomError

from assessments.domain.archive import NUMBERS_BY_KEY, WHO
from assessments.domain.archive_values import PERSON, day_of_our_time, moment
from assessments.domain.faults import Fault, gettext_noop

SHAPE = gettext_noop("is nothing that a line of history says")

# By what a line tells of: what each of its sides says at least.
SAYS_AT_LEAST: Mapping[str, str] = {
    **dict.fromkeys(("practice", "signal", "stance", "routine", "fact", "target"), "value"),
    "assigned": "person",
    "evidence": "reviewed_on",
    "moved": "edition",
}
# What says nothing without a side, and what says nothing without both.
ONE_SIDE, BOTH_SIDES = frozenset({"assigned", "evidence"}), frozenset({"moved"})


def history_faults(what: str, before: Any, after: Any, place: str) -> Iterator[Fault]:
    """What no line of an assessment's history says."""
    sides = {name: side for name, side in (("before", before), ("after", after)) if side is not None}
    if (what in ONE_SIDE and not sides) or (what in BOTH_SIDES and len(sides) < 2):
        yield Fault(place, SHAPE)
    for name, side in sides.items():
        if not isinstance(side, Mapping) or SAYS_AT_LEAST.get(what, "") not in {"", *side}:
            yield Fault(f"{place}.{name}", SHAPE)
            continue
        for key, value in side.items():
            if key in FORMS and not FORMS[key](value):
                yield Fault(f"{place}.{name}.{key}", SHAPE)


def unnamed_people(value: Any, place: str) -> Iterator[Fault]:
    """Where somebody is named by anything else than a name of the archive: accounts here have numbers of their own."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key in NUMBERS_BY_KEY:
                continue
            if key in WHO and not isinstance(inner, str | None):
                yield Fault(f"{place}.{key}", PERSON)
            else:
                yield from unnamed_people(inner, f"{place}.{key}")
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            yield from unnamed_people(inner, f"{place}[{index}]")


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_day(value: Any) -> bool:
    try:
        return bool(day_of_our_time(date.fromisoformat(value)))
    except (TypeError, ValueError, PydanticCustomError):
        return False


def _is_moment(value: Any) -> bool:
    try:
        return bool(moment(value))
    except PydanticCustomError:
        return False


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


FORMS: Mapping[str, Callable[[Any], bool]] = {
    **dict.fromkeys(("value", "reason", "note", "settled_because", "url", "text", "owner", "edition"), _is_text),
    **dict.fromkeys(("kind", "key", "profile", "period"), _is_text),
    **dict.fromkeys(("review_on", "reviewed_on"), _is_day),
    "answered_at": _is_moment,
    **dict.fromkeys(("confirmed", "together"), _is_flag),
}
