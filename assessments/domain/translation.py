# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The texts of an edition's pieces, and which of their translations lag behind the text that they translate.

A text is written in the edition's first language and translated from there. Its path names the items of lists by
their keys, where they have one, so that it stays the same when things are moved: `actions/write-a-list/title`,
`anchors/2`. A translation is named by its piece, its path and its language: `recommendations/health/advice/ja`;
those of the edition's head begin with `edition`.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from assessments.domain.following import Names
from assessments.domain.pairing import Item, earlier_places
from assessments.domain.pieces import HEAD, KINDS, Plain, by_key
from assessments.domain.places import joined

# What an item of a list goes by; those that have a key are named by it in paths, the others by number.
KEYS = ("key", "perspective")
TEXTS: Mapping[str, tuple[str, ...]] = {
    HEAD: ("title", "summary", "about", "notice", "scale/*"),
    "levels": ("name", "focus"),
    "facts": ("question",),
    "practices": (
        *("name", "question", "anchors/*", "why", "wordings/*/question", "wordings/*/anchors/*"),
        *("not_applicable", "evidence_examples/*", "who_to_ask"),
    ),
    "situations": ("statement", "question", "meaning", "signals/*/text"),
    "recommendations": (
        *("title", "advice", "actions/*/title", "actions/*/first_step", "actions/*/owner", "actions/*/measure"),
        *("examples/*/who", "examples/*/did", "examples/*/result"),
    ),
    "routines": ("audience", "name"),
    "resources": ("title", "summary"),
    "stages": ("name", "description"),
    "profiles": ("name", "description"),
    "samples": ("name",),
}


class Written(NamedTuple):
    """A text of a piece: its place within it, as faults say it; its path; and its field, as TEXTS has it."""

    place: str
    path: str
    field: str
    words: Mapping[str, object]


class Node(NamedTuple):
    """What stands somewhere in a piece: its place and its path, as `Written` has them, and itself."""

    place: str
    path: str
    value: object


def written(kind: str, piece: object) -> Iterator[Written]:
    """The texts of a piece, or of the edition where the kind is `edition`; what isn't written as a text is left out."""
    for field in TEXTS.get(kind, ()):
        for place, path, node in _along(Node("", "", piece), field.split("/")):
            if isinstance(node, dict):
                yield Written(place, path, field, node)


def texts(kind: str, piece: object) -> Iterator[tuple[str, Mapping[str, object]]]:
    """The path of each text of a piece, and the text by language."""
    return ((one.path, one.words) for one in written(kind, piece))


def name_of(kind: str, key: str, path: str, language: str) -> str:
    """What a translation is called."""
    return "/".join([kind, *([] if kind == HEAD else [key]), path, language])


def prefix_of(kind: str, key: str) -> str:
    """What the names of all translations of a piece begin with."""
    return f"{HEAD}/" if kind == HEAD else f"{kind}/{key}/"


def lagging_of(kind: str, key: str, lagging: Mapping[str, str]) -> dict[str, str]:
    """Those of one piece that lag."""
    return {name: since for name, since in lagging.items() if name.startswith(prefix_of(kind, key))}


def lagging_after(
    languages: Sequence[str],
    kind: str,
    key: str,
    before: object,
    after: object,
    lagging: Mapping[str, str],
    at: str,
    part_names: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Which translations lag behind once a piece was changed (None: it wasn't, or isn't, there), and since when.

    One begins to lag when the first language's text changes and it does not; it no longer does when it is changed
    itself, or when there is no such text any more. Items of lists keep their marks where they are moved, and where
    they get another key; `part_names` are new keys of actions by old ones.
    """
    first, *others = languages or [""]
    kept = {name: since for name, since in lagging.items() if not name.startswith(prefix_of(kind, key))}
    for then, now in _pairs(kind, before, after, part_names or {}):
        for language in others:
            was, name = (name_of(kind, key, text.path, language) for text in (then, now))
            is_as_before = bool(now.words.get(language)) and now.words.get(language) == then.words.get(language)
            if is_as_before and (was in lagging or now.words.get(first) != then.words.get(first)):
                kept[name] = lagging.get(was, at)
    return kept


def lagging_renamed(kind: str, old: str, new: str, lagging: Mapping[str, str]) -> dict[str, str]:
    """The same translations lag once a piece has another key."""
    before, after = f"{kind}/{old}/", f"{kind}/{new}/"
    return {
        after + name.removeprefix(before) if name.startswith(before) else name: since for name, since in lagging.items()
    }


def lagging_between(before: Plain, after: Plain, names: Names, lagging: Mapping[str, str], at: str) -> dict[str, str]:
    """Which translations lag behind once a draft's document became another one. `names` are the new keys, by kind and
    old key, of what got one: pieces, and actions."""
    languages, left = after.get("languages") or [], dict(lagging)
    for kind in (HEAD, *KINDS):
        called = names.get(kind, {})
        for old, new in called.items():
            left = lagging_renamed(kind, old, new, left)
        was = {called.get(key, key): piece for key, piece in by_key(before, kind).items()}
        now = by_key(after, kind)
        for key in was | now:
            then, piece = was.get(key), now.get(key)
            if then != piece:
                left = lagging_after(languages, kind, key, then, piece, left, at, names.get("actions"))
    return left


def _pairs(
    kind: str, before: object, after: object, part_names: Mapping[str, str]
) -> Iterator[tuple[Written, Written]]:
    """Each text that a piece had before and has now, as it was and as it is."""
    for field in TEXTS.get(kind, ()):
        for then, now in _along_both(kind, field, Node("", "", before), Node("", "", after), 0, part_names):
            if isinstance(then.value, dict) and isinstance(now.value, dict):
                yield Written(then.place, then.path, field, then.value), Written(now.place, now.path, field, now.value)


def _along_both(
    kind: str, field: str, then: Node, now: Node, depth: int, part_names: Mapping[str, str]
) -> Iterator[tuple[Node, Node]]:
    steps = field.split("/")
    if depth == len(steps):
        yield then, now
        return
    had, new = (list(_children(node, steps[depth])) for node in (then, now))
    old: list[Node | None] = [*had]
    if steps[depth] == "*":
        old = _in_later_order(kind, "/".join(steps[: depth + 1]), had, new, part_names)
    for was, is_now in zip(old, new, strict=False):
        if was is not None:
            yield from _along_both(kind, field, was, is_now, depth + 1, part_names)


def _in_later_order(
    kind: str, path: str, old: list[Node], new: list[Node], part_names: Mapping[str, str]
) -> list[Node | None]:
    """For each item that a list has now the one that it was; None for a new one."""
    fields = [field.removeprefix(path).removeprefix("/") for field in TEXTS[kind] if field.startswith(path)]
    names = part_names if path == "actions/*" else {}
    places = earlier_places([_item(node, fields, names) for node in old], [_item(node, fields, {}) for node in new])
    return [None if place is None else old[place] for place in places]


def _item(node: Node, fields: Sequence[str], names: Mapping[str, str]) -> Item:
    name = _name_in(node.value, KEYS)
    words = (
        (f"{text.path}/{language}", said)
        for field in fields
        for text in _along(Node("", "", node.value), field.split("/") if field else [])
        if isinstance(text.value, dict)
        for language, said in text.value.items()
        if isinstance(said, str)
    )
    return Item(names.get(name, name), frozenset(words))


def _along(node: Node, steps: Sequence[str]) -> Iterator[Node]:
    if not steps:
        yield node
        return
    for child in _children(node, steps[0]):
        yield from _along(child, steps[1:])


def _children(node: Node, step: str) -> Iterator[Node]:
    """What stands at one step: `*` is each item of a list."""
    if step == "*" and isinstance(node.value, list | tuple):
        for number, item in enumerate(node.value):
            name = _name_in(item, KEYS[:1]) or str(number)
            yield Node(f"{node.place}[{number}]", f"{node.path}/{name}", item)
    elif isinstance(node.value, dict) and step in node.value:
        path = f"{node.path}/{step}" if node.path else step
        yield Node(joined(node.place, step), path, node.value[step])


def _name_in(item: object, fields: Sequence[str]) -> str:
    """What an item of a list goes by; "" where it has no name."""
    names = (item.get(field) for field in fields) if isinstance(item, dict) else ()
    return next((name for name in names if isinstance(name, str)), "")
