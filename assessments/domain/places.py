# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Finding things in a document that may be faulty, each with its place (ENGINE.md, section 2).

Whatever isn't shaped as expected is passed over: its shape is reported elsewhere, and other faults are found
all the same.
"""

from collections.abc import Iterator

from assessments.domain.faults import Fault, gettext_noop

MOST_DEEP = 32


def found(node: object, path: str, place: str = "") -> Iterator[tuple[str, object]]:
    """Every value at a path such as `practices/*/sources/*` with its place; `*` is each child, `@` is each key."""
    if not path:
        yield place, node
        return
    step, _, rest = path.partition("/")
    for child_place, child in _children(node, step, place):
        yield from found(child, rest, child_place)


def entries(node: object, field: str, place: str = "") -> Iterator[tuple[str, str, object]]:
    """The place, key and value of each entry of an object's field; none where it isn't an object."""
    inner = node.get(field) if isinstance(node, dict) else None
    if isinstance(inner, dict):
        for key, value in inner.items():
            yield joined(joined(place, field), key), str(key), value


def joined(place: str, key: object) -> str:
    """The place of a key within a place."""
    return f"{place}.{key}" if place else str(key)


def _children(node: object, step: str, place: str) -> Iterator[tuple[str, object]]:
    if isinstance(node, dict):
        if step == "@":
            yield from ((joined(place, key), key) for key in node)
        elif step == "*":
            yield from ((joined(place, key), value) for key, value in node.items())
        elif step in node:
            yield joined(place, step), node[step]
    elif step == "*" and isinstance(node, list | tuple):
        yield from ((f"{place}[{index}]", value) for index, value in enumerate(node))


def without_nulls(node: object, faults: list[Fault], place: str = "", depth: int = 0) -> object:
    """The document without what is null, which counts as absent; adds faults for what cannot be read as text."""
    if depth == MOST_DEEP and isinstance(node, dict | list | tuple):
        faults.append(Fault(place, gettext_noop("nests deeper than %(most)s"), {"most": MOST_DEEP}))
    elif isinstance(node, dict):
        kept = {}
        for key, value in node.items():
            readable = _readable(key, faults, place)
            if value is not None:
                kept[key] = without_nulls(value, faults, joined(place, readable), depth + 1)
        return kept
    elif isinstance(node, list | tuple):
        return [without_nulls(item, faults, f"{place}[{index}]", depth + 1) for index, item in enumerate(node)]
    else:
        _readable(node, faults, place)
    return node


def _readable(text: object, faults: list[Fault], place: str) -> object:
    if not isinstance(text, str) or (text.isascii() and "\0" not in text):
        return text
    shown = text.encode("utf-8", "backslashreplace").decode()
    if shown != text or "\0" in text:
        faults.append(Fault(place, gettext_noop("holds characters that are no text")))
    return shown
