# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What differs between two editions, piece by piece and field by field; drafts may be faulty.

A piece that the later edition's `renames` give a new key is one piece, and what refers to it by the new key has not
changed by that. Defaults that ENGINE.md writes out count as written.
"""

from bisect import bisect_left
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assessments.domain.content import Settings
from assessments.domain.edition_checks import RENAMED
from assessments.domain.field_difference import FieldChange, field_changes
from assessments.domain.following import following
from assessments.domain.pieces import HEAD, KINDS

RENAMES = "renames"
# What section 2 of ENGINE.md gives where a field is left out.
DEFAULTS: Mapping[str, Mapping[str, object]] = {
    "practices": {"weight": 1, "scan": False},
    "situations": {"origin": "local"},
    "recommendations": {"origin": "local"},
}
DEFAULT_SETTINGS: Mapping[str, object] = Settings().model_dump()

Piece = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Renamed:
    """A piece with a new key."""

    key: str
    old: str


@dataclass(frozen=True, slots=True)
class ChangedPiece:
    """A piece that both editions have, under the later one's key, with what differs in it; never without a field."""

    key: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class KindDifference:
    """What differs among the pieces of one kind; keys are the later edition's, but for those removed.

    The kind "edition" has the single fields of the document, as one piece without a key. `moved` are as few pieces as
    explain the new order.
    """

    kind: str
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    renamed: tuple[Renamed, ...] = ()
    changed: tuple[ChangedPiece, ...] = ()
    moved: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many pieces are added, removed, renamed, changed or moved; one that is two of these counts twice."""
        return sum(map(len, (self.added, self.removed, self.renamed, self.changed, self.moved)))


@dataclass(frozen=True, slots=True)
class EditionDifference:
    """The kinds in which something differs, in the order of a document, the single fields first."""

    kinds: tuple[KindDifference, ...]

    @property
    def is_empty(self) -> bool:
        return not self.kinds

    @property
    def count(self) -> int:
        return sum(kind.count for kind in self.kinds)

    def kind(self, name: str) -> KindDifference:
        """What differs in one kind; an empty difference where nothing does."""
        return next((kind for kind in self.kinds if kind.kind == name), KindDifference(name))


def edition_difference(before: object, after: object) -> EditionDifference:
    """What the later document has otherwise than the earlier one. Both are plain, and may be faulty."""
    old, new = _object(before), _object(after)
    names = renamed_since(old, new)
    old = _object(following(old, names))
    kinds = [_head_difference(old, new, names), *(_kind_difference(old, new, kind, names) for kind in KINDS)]
    return EditionDifference(tuple(kind for kind in kinds if kind.count))


def renamed_since(before: object, after: object) -> dict[str, dict[str, str]]:
    """By kind, "actions" among them, from old key to new what the later document has renamed since the earlier one."""
    old, new = _object(before), _object(after)
    return {kind: _names(old, new, kind) for kind in RENAMED}


def _names(old: Piece, new: Piece, kind: str) -> dict[str, str]:
    """From old key to new, the pieces that the later document has renamed since the earlier one.

    Both record new names against editions before them: what these called a piece tells which one it is in both.
    """
    before, after = _keys(old, kind), _keys(new, kind)
    then, now = _recorded(old, kind), _recorded(new, kind)
    pairs = {then.get(first, first): now.get(first, first) for first in {**then, **now}}
    return {
        key: name
        for key, name in pairs.items()
        if key in before and key not in after and name in after and name not in before
    }


def _recorded(document: Piece, kind: str) -> dict[str, str]:
    renames = _object(_object(document.get(RENAMES)).get(kind))
    return {key: name for key, name in renames.items() if isinstance(name, str)}


def _keys(document: Piece, kind: str) -> set[str]:
    if kind != "actions":
        return {key for key in called_pieces(document, kind) if not key.startswith("[")}
    parts = [
        part for piece in called_pieces(document, "recommendations").values() for part in _list(piece.get("actions"))
    ]
    return {part["key"] for part in parts if isinstance(part, dict) and isinstance(part.get("key"), str)}


def _head_difference(old: Piece, new: Piece, names: Mapping[str, Mapping[str, str]]) -> KindDifference:
    told = {kind: _told(old, new, kind, called) for kind, called in names.items()}
    fields = tuple(field_changes(_head(old, told), _head(new, told)))
    return KindDifference(HEAD, changed=(ChangedPiece("", fields),) if fields else ())


def _told(old: Piece, new: Piece, kind: str, called: Mapping[str, str]) -> set[str]:
    """The keys of long ago whose renaming is told with their piece."""
    then, now = _recorded(old, kind), _recorded(new, kind)
    return {first for first in {**then, **now} if called.get(then.get(first, first)) == now.get(first, first)}


def _head(document: Piece, told: Mapping[str, Container[str]]) -> Piece:
    """All single fields, and lists that are none; renames that are told with their piece left out."""
    head = {key: value for key, value in document.items() if key not in KINDS or not _is_list(value)}
    if isinstance(settings := head.get("settings") or {}, dict):
        head["settings"] = {**DEFAULT_SETTINGS, **settings}
    if isinstance(renames := head.get(RENAMES), dict):
        head[RENAMES] = {
            kind: {old: new for old, new in pairs.items() if old not in told.get(kind, ())}
            if isinstance(pairs, dict)
            else pairs
            for kind, pairs in renames.items()
        }
    return head


def _kind_difference(old: Piece, new: Piece, kind: str, names: Mapping[str, Mapping[str, str]]) -> KindDifference:
    called = names.get(kind, {})
    before = {called.get(key, key): piece for key, piece in called_pieces(old, kind).items()}
    after = called_pieces(new, kind)
    both = [key for key in after if key in before]
    return KindDifference(
        kind=kind,
        added=tuple(key for key in after if key not in before),
        removed=tuple(key for key in before if key not in after),
        renamed=tuple(Renamed(name, key) for key, name in called.items()),
        changed=tuple(_changed(kind, both, before, after, names.get("actions", {}))),
        moved=_moved([key for key in before if key in after], both),
    )


def _changed(
    kind: str, keys: Sequence[str], before: Mapping[str, Piece], after: Mapping[str, Piece], actions: Mapping[str, str]
) -> Iterator[ChangedPiece]:
    for key in keys:
        fields = tuple(field_changes(_filled(kind, before[key]), _filled(kind, after[key]), part_names=actions))
        if fields:
            yield ChangedPiece(key, fields)


def _filled(kind: str, piece: object) -> object:
    """The piece with its defaults, without its key, which says which one it is."""
    if not isinstance(piece, dict):
        return piece
    filled = {**DEFAULTS.get(kind, {}), **{field: value for field, value in piece.items() if value is not None}}
    if isinstance(filled.get("key"), str):
        del filled["key"]
    if kind == "situations" and isinstance(signals := filled.get("signals"), list):
        filled["signals"] = [{"weight": 1, **one} if isinstance(one, dict) else one for one in signals]
    return filled


def _moved(before: Sequence[str], after: Sequence[str]) -> tuple[str, ...]:
    """The keys that left their place: all but a longest run that both orders share."""
    place = {key: index for index, key in enumerate(before)}
    ends: list[int] = []  # of each length, the run that ends earliest: its last place
    runs: list[int] = []
    for key in after:
        length = bisect_left(ends, place[key])
        ends[length : length + 1] = [place[key]]
        runs.append(length)
    stays, length, limit = set(), len(ends) - 1, len(before)
    for key, run in zip(reversed(after), reversed(runs), strict=True):
        if run == length and place[key] < limit:
            stays.add(key)
            length, limit = length - 1, place[key]
    return tuple(key for key in after if key not in stays)


def called_pieces(document: Piece, kind: str) -> dict[str, Any]:
    """The pieces of a kind by key; one without a key, or with another's, is called by its place: "[3]"."""
    found: dict[str, Any] = {}
    for index, piece in enumerate(_list(document.get(kind))):
        key = piece.get("key") if isinstance(piece, dict) else None
        found[key if isinstance(key, str) and key not in found else f"[{index}]"] = piece
    return found


def _object(value: object) -> Piece:
    return value if isinstance(value, dict) else {}


def _is_list(value: object) -> bool:
    return value is None or isinstance(value, list | tuple)


def _list(value: object) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else []
