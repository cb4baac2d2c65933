# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What an edition asks and offers, and what that makes of rows that were written under another one.

Moving an open assessment to another edition leaves in place what that does not ask or offer. So every reader of
answers asks here first; `Sheet` and `asked_rows` have done so.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as KeySet
from typing import Any, TypeVar

from assessments.domain.edition import Edition
from assessments.models import Answer, Evidence, Invitation, OpenLink, Response
from assessments.models.answer import NOT_APPLICABLE, UNANSWERED, UNKNOWN, VALUES, Kind
from assessments.queries.edition import edition_of

# The list of the edition in which the keys of a kind of answer stand.
ASKED_IN = {
    Kind.PRACTICE: "practices",
    Kind.TARGET: "practices",
    Kind.STANCE: "situations",
    Kind.SIGNAL: "situations",
    Kind.ROUTINE: "routines",
    Kind.FACT: "facts",
}
Row = TypeVar("Row", Answer, Response)


def keys_of(edition: Edition, kind: Kind) -> KeySet[str]:
    """The keys that an edition asks under a kind of answer."""
    if kind == Kind.SIGNAL:
        return {f"{key}/{signal}" for key, signals in edition.offered.signals.items() for signal in signals}
    return edition.offered.keys[ASKED_IN[kind]]


def is_asked(edition: Edition, kind: Kind, key: str) -> bool:
    """Whether an edition asks this."""
    if kind == Kind.SIGNAL:
        situation, _slash, signal = key.partition("/")
        return signal in edition.offered.signals.get(situation, ())
    return key in edition.offered.keys[ASKED_IN[kind]]


def values_offered(edition: Edition, kind: Kind, key: str) -> list[str]:
    """The values that an edition offers for one thing, "" (not answered) among them; none where it doesn't ask it."""
    if not is_asked(edition, kind, key):
        return []
    if kind == Kind.ROUTINE:
        return [*edition.routine(key).cadences, UNKNOWN, UNANSWERED]
    may_be_na = kind == Kind.PRACTICE and key in edition.offered.may_be_na
    return [value for value in VALUES[kind] if value != NOT_APPLICABLE or may_be_na]


def renamed(edition: Edition, kind: Kind, key: str) -> str:
    """The key under which this edition asks what an earlier one asked under `key`; signals keep their own."""
    names: Mapping[str, str] = getattr(edition.renames, ASKED_IN[kind])
    head, slash, tail = key.partition("/")
    return names.get(head, head) + slash + tail


def names_of(edition: Edition, kind: Kind, key: str) -> list[str]:
    """A key of this edition, then all under which earlier ones asked the same."""
    names: Mapping[str, str] = getattr(edition.renames, ASKED_IN[kind])
    head, slash, tail = key.partition("/")
    return [key, *(old + slash + tail for old, new in names.items() if new == head)]


def new_keys(edition: Edition, places: Sequence[tuple[Any, ...]]) -> list[str]:
    """The key that this edition gives to each of some things; a place is a kind, a key and what else tells rows apart.

    It is the same key where the edition doesn't ask the thing, or where another one has its new key already.
    """
    taken, found = set(places), []
    for kind, old, *rest in places:
        key = renamed(edition, Kind(kind), old)
        place = (kind, key, *rest)
        if key != old and place not in taken and is_asked(edition, Kind(kind), key):
            taken.add(place)
            found.append(key)
        else:
            found.append(old)
    return found


def give_new_keys(edition: Edition, rows: Sequence[Row]) -> list[tuple[Row, str]]:
    """Give rows the keys of this edition, and write nothing; those that have a new one, with their old."""
    changed = []
    for row, key in zip(rows, new_keys(edition, [_place_of(row) for row in rows]), strict=True):
        if key != row.key:
            changed.append((row, row.key))
            row.key = key
    return changed


def _place_of(row: Answer | Response) -> tuple[Any, ...]:
    place = (row.kind, row.key)
    return (*place, row.perspective, row.respondent) if isinstance(row, Response) else place


def profile_in(edition: Edition, profile: str) -> str:
    """What this edition calls a profile; "" where it has none such."""
    key = edition.renames.profiles.get(profile, profile)
    return key if key in edition.offered.keys["profiles"] else ""


def asked_rows(edition: Edition, rows: Iterable[Row]) -> list[Row]:
    """The rows as this edition reads them: none that it doesn't ask; an answer that it doesn't offer is not given.

    Such an answer keeps its row, its revision and its note, so that a save finds it. A response of that kind is none.
    """
    return [read for row in rows if (read := _as_read(edition, row)) is not None]


def _as_read(edition: Edition, row: Any) -> Any:
    values = values_offered(edition, Kind(row.kind), row.key)
    if row.value in values:
        return row
    if not values or isinstance(row, Response):
        return None
    row.value, row.reason, row.is_confirmed = UNANSWERED, "", True
    return row


def asked_evidence(edition: Edition, rows: Iterable[Evidence]) -> list[Evidence]:
    """The evidence of practices that this edition asks."""
    return [row for row in rows if is_asked(edition, Kind.PRACTICE, row.practice)]


def asked_by(link: Invitation | OpenLink) -> tuple[list[str], list[str]]:
    """The practices and situations that a link asks, under the keys of its assessment's edition.

    What that does not ask any more is left out: a link outlives a move to another edition.
    """
    edition = edition_of(link.assessment.edition)
    return (_still(edition, Kind.PRACTICE, link.practices), _still(edition, Kind.STANCE, link.situations))


def _still(edition: Edition, kind: Kind, keys: Iterable[str]) -> list[str]:
    named = dict.fromkeys(renamed(edition, kind, key) for key in keys)
    return [key for key in named if is_asked(edition, kind, key)]
