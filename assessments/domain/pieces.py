# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A draft's document piece by piece, as curators edit it: finding, putting, dropping, moving, renaming.

A piece is one thing of a list of the edition, known by the list's name (its kind) and its key; the head, of kind
"edition" and key "", holds the fields that are no lists of pieces. Documents are plain (objects, lists, text, numbers)
and may be faulty, since a draft is unfinished; they are never changed in place. Keys that change are recorded in
`renames` (ENGINE.md, section 2): complete against every earlier edition, not chained, no two old keys to one new.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeAlias, cast

from assessments.domain.edition_checks import REFERENCES, RENAMED
from assessments.domain.following import REFERENCES_OF_SAMPLES, RULES, Names, following
from assessments.domain.piece_order import place_among
from assessments.domain.places import found
from assessments.domain.rule_limits import NAMED

Plain: TypeAlias = dict[str, Any]

HEAD = "edition"
KINDS = (
    "levels",
    "facts",
    "practices",
    "situations",
    "recommendations",
    "routines",
    "resources",
    "stages",
    "profiles",
    "samples",
)
# Answers and results of earlier editions go by these keys, and no renaming of them is recorded.
LASTING = ("levels", "stages")
PATHS = {**REFERENCES, **REFERENCES_OF_SAMPLES}
FIRST_STEP = re.compile(r"([^.\[]+)(?:\[(\d+)\])?\.?")


@dataclass(frozen=True)
class Located:
    """A piece, and a field within it such as `anchors[1].ja`; both "" where the whole piece, or the head, is meant."""

    kind: str
    key: str
    field: str


@dataclass(frozen=True)
class Reference:
    """A place of the document that names a thing of the list `kind`."""

    place: str
    kind: str
    key: str


class CannotRename(ValueError):
    """The key cannot become the new one; `reason` says why: "taken", "lasting", "renamed-before" or "old-key"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def pieces(document: Mapping[str, Any], kind: str) -> list[Plain]:
    """The pieces of a kind in the document's order; what is no object is passed over."""
    listed = document.get(kind)
    return [piece for piece in listed if isinstance(piece, dict)] if isinstance(listed, list) else []


def find(document: Mapping[str, Any], kind: str, key: str) -> Plain | None:
    """One piece, or the head; None where there is none of this key."""
    if kind == HEAD:
        return {field: value for field, value in document.items() if field not in (*KINDS, "pack", "renames")}
    return next((piece for piece in pieces(document, kind) if piece.get("key") == key), None)


def by_key(document: Mapping[str, Any], kind: str) -> dict[str, Plain]:
    """The pieces of a kind by key, the first one of each; the head by ""."""
    if kind == HEAD:
        return {"": find(document, HEAD, "") or {}}
    return {str(piece.get("key", "")): piece for piece in reversed(pieces(document, kind))}


def put(document: Mapping[str, Any], kind: str, key: str, piece: Plain) -> Plain:
    """The document with the piece in the place of the one of this key, or at the list's end; likewise the head."""
    if kind == HEAD:
        kept = {field: value for field, value in document.items() if field in (*KINDS, "pack", "renames")}
        return {**kept, **piece}
    listed = list(document.get(kind) or [])
    at = _position(listed, key)
    listed[at : at + 1] = [piece]
    return _with_sound_renames({**document, kind: listed})


def drop(document: Mapping[str, Any], kind: str, key: str) -> Plain:
    """The document without a piece; what refers to it is left as it stands."""
    kept = [piece for piece in document.get(kind) or [] if not _is(piece, key)]
    return _with_sound_renames({**document, kind: kept})


def lost_renames(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """The renamings that the document after a piece was dropped has no more; empty where it has all."""
    lost = {
        kind: {old: new for old, new in pairs.items() if old not in _renames_of(after, kind)}
        for kind, pairs in (before.get("renames") or {}).items()
    }
    return {kind: pairs for kind, pairs in lost.items() if pairs}


def put_back(
    document: Plain, kind: str, piece: Plain, *, lost: Mapping[str, Mapping[str, str]], order: Sequence[str]
) -> Plain:
    """The document with a dropped piece in its place, and with the renamings that went with it.

    `order` is that of its list before it was dropped: see `piece_order`.
    """
    renames = {name: {**_renames_of(document, name)} for name in {**(document.get("renames") or {}), **lost}}
    for name, pairs in lost.items():
        renames[name] |= pairs
    key, keys = str(piece.get("key")), [str(one.get("key")) for one in pieces(document, kind)]
    return move(put(with_renames(document, renames), kind, "", piece), kind, key, place_among(keys, key, order))


def move(document: Mapping[str, Any], kind: str, key: str, to: int) -> Plain:
    """The document with a piece at another position of its list, from 0; beyond the ends it stands at the end."""
    piece = find(document, kind, key)
    rest = [one for one in document.get(kind) or [] if not _is(one, key)]
    if piece is not None:
        rest.insert(max(0, to), piece)
    return {**document, kind: rest}


def references(document: Mapping[str, Any]) -> Iterator[Reference]:
    """Every place that names a thing of some list: in fields, in rules, in samples."""
    for path, kind in PATHS.items():
        for place, key in found(document, path):
            if isinstance(key, str):
                yield Reference(place, kind, key)
    for path in RULES:
        for place, rule in found(document, path):
            yield from _named_in(rule, place)


def referring(document: Mapping[str, Any], kind: str, key: str) -> list[Reference]:
    """The places that name a piece; those within a recommendation that name its own actions are not among them."""
    return [one for one in references(document) if (one.kind, one.key) == (kind, key)]


def rename(document: Mapping[str, Any], kind: str, old: str, new: str, *, earlier: frozenset[str]) -> Plain:
    """The document with a piece under another key, and so with all that names it; an action's kind is "actions".

    `earlier` are the keys of this kind that a published edition of the pack has: a renaming of one of them is
    recorded. Raises CannotRename.
    """
    if kind in LASTING and old in earlier:
        raise CannotRename("lasting")
    is_back = _renames_of(document, kind).get(new) == old
    reason = why_not_free(document, kind, new, earlier=earlier)
    if reason == "taken" or (reason and not is_back):
        raise CannotRename(reason)
    renames = _renames_after(document, kind, old, new, earlier)
    return with_renames(under_names(document, {kind: {old: new}}), renames)


def under_names(document: Mapping[str, Any], names: Names) -> Plain:
    """The document with its pieces and actions under new keys, by kind and old key, and so with all that names them;
    what `renames` records stays."""
    after: Any = document
    for kind, called in names.items():
        after = _replaced(after, _keys_path(kind), partial(_called, called))
    return cast(Plain, following(after, names))


def why_not_free(document: Mapping[str, Any], kind: str, key: str, *, earlier: frozenset[str]) -> str:
    """Why nothing else may get this key: "taken", "old-key" where an earlier edition has it for something, "" if free.

    `earlier` as in `rename`. Nobody goes by the old keys of resources and samples.
    """
    if any(there == key for _place, there in found(document, _keys_path(kind))):
        return "taken"
    has_meaning = kind in (*RENAMED, *LASTING)
    return "old-key" if has_meaning and (key in earlier or key in _renames_of(document, kind)) else ""


def reused_keys(document: Mapping[str, Any], earlier: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """The kinds and keys that stand for another thing than in one of the earlier editions, as far as `renames` tell."""
    reused: list[tuple[str, str]] = []
    for kind in RENAMED:
        here, now = keys_of(document, kind), _renames_of(document, kind)
        reused += [(kind, old) for old in now if old in here]
        for edition in earlier:
            there, then = keys_of(edition, kind), _renames_of(edition, kind)
            reused += [(kind, new) for old, new in now.items() if {old, new} <= there]
            reused += [(kind, old) for old, new in then.items() if old in here and now.get(new) != old]
    return list(dict.fromkeys(reused))


def keys_of(document: Mapping[str, Any], kind: str) -> frozenset[str]:
    """The keys of a kind, "actions" among them."""
    return frozenset(key for _place, key in found(document, _keys_path(kind)) if isinstance(key, str))


def located(document: Mapping[str, Any], place: str) -> Located:
    """The piece that a place such as `practices[2].anchors[1].ja` stands in."""
    step = FIRST_STEP.match(place)
    if step is None or step[1] not in KINDS:
        return Located(HEAD, "", place)
    listed = document.get(step[1])
    index = int(step[2]) if step[2] else -1
    piece = listed[index] if isinstance(listed, list) and 0 <= index < len(listed) else None
    key = piece.get("key") if isinstance(piece, dict) else None
    return Located(step[1], key if isinstance(key, str) else "", place[step.end() :])


def _renames_of(document: Mapping[str, Any], kind: str) -> Mapping[str, str]:
    return (document.get("renames") or {}).get(kind) or {}


def _keys_path(kind: str) -> str:
    return "recommendations/*/actions/*/key" if kind == "actions" else f"{kind}/*/key"


def _called(names: Mapping[str, str], key: object) -> object:
    return names.get(key, key) if isinstance(key, str) else key


def _position(listed: list[Any], key: str) -> int:
    return next((at for at, piece in enumerate(listed) if _is(piece, key)), len(listed))


def _is(piece: object, key: str) -> bool:
    return isinstance(piece, dict) and piece.get("key") == key


def _named_in(rule: object, place: str) -> Iterator[Reference]:
    if isinstance(rule, list):
        for index, part in enumerate(rule):
            yield from _named_in(part, f"{place}[{index}]")
    elif isinstance(rule, dict):
        for field, value in rule.items():
            if field in NAMED and isinstance(value, str):
                yield Reference(f"{place}.{field}", NAMED[field], value)
            elif field in ("all", "any", "not"):
                yield from _named_in(value, f"{place}.{field}")


def _replaced(node: Any, path: str, change: Callable[[Any], Any]) -> Any:
    """The node with every value at the path changed; `*` is each child."""
    if not path:
        return change(node)
    step, _, rest = path.partition("/")
    if isinstance(node, list) and step == "*":
        return [_replaced(item, rest, change) for item in node]
    if not isinstance(node, dict):
        return node
    return {key: _replaced(value, rest, change) if step in ("*", key) else value for key, value in node.items()}


def _renames_after(
    document: Mapping[str, Any], kind: str, old: str, new: str, earlier: frozenset[str]
) -> dict[str, dict[str, str]]:
    renames = {name: dict(pairs) for name, pairs in (document.get("renames") or {}).items()}
    if kind not in RENAMED:
        return renames
    pairs = renames.setdefault(kind, {})
    first = next((before for before, after in pairs.items() if after == old), None)
    if first is not None and old in earlier:
        raise CannotRename("renamed-before")
    if first is not None:
        del pairs[first]
    source = first if first is not None else old
    if source != new and (first is not None or old in earlier):
        pairs[source] = new
    return {name: kept for name, kept in renames.items() if kept}


def _with_sound_renames(document: Plain) -> Plain:
    """Without renamings to what is no longer there: whoever compares finds it dropped."""
    if not isinstance(document.get("renames"), dict):
        return document
    kept = {}
    for kind, pairs in document["renames"].items():
        there = {key for _place, key in found(document, _keys_path(kind))}
        if left := {old: new for old, new in pairs.items() if new in there}:
            kept[kind] = left
    return with_renames(document, kept)


def with_renames(document: Plain, renames: Plain) -> Plain:
    rest = {field: value for field, value in document.items() if field != "renames"}
    return {**rest, "renames": renames} if renames else rest
