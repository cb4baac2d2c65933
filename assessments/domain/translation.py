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

from assessments.domain.places import joined

HEAD = "edition"
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


def written(kind: str, piece: object) -> Iterator[Written]:
    """The texts of a piece, or of the edition where the kind is `edition`; what isn't written as a text is left out."""
    for field in TEXTS.get(kind, ()):
        for place, path, node in _along(piece, field.split("/"), "", ""):
            if isinstance(node, dict):
                yield Written(place, path, field, node)


def texts(kind: str, piece: object) -> Iterator[tuple[str, Mapping[str, object]]]:
    """The path of each text of a piece, and the text by language."""
    return ((one.path, one.words) for one in written(kind, piece))


def name_of(kind: str, key: str, path: str, language: str) -> str:
    """What a translation is called."""
    return "/".join([kind, *([] if kind == HEAD else [key]), path, language])


def lagging_after(
    languages: Sequence[str],
    kind: str,
    key: str,
    before: object,
    after: object,
    lagging: Mapping[str, str],
    at: str,
) -> dict[str, str]:
    """Which translations lag behind once a piece was changed (None: it wasn't, or isn't, there), and since when.

    One begins to lag when the first language's text changes and it does not; it no longer does when it is changed
    itself, or when there is no such text any more.
    """
    first, *others = languages or [""]
    earlier, later = dict(texts(kind, before)), dict(texts(kind, after))
    prefix = name_of(kind, key, "", "").removesuffix("/")
    kept = {name: since for name, since in lagging.items() if not name.startswith(prefix)}
    for path, words in later.items():
        old = earlier.get(path, {})
        for language in others:
            name = name_of(kind, key, path, language)
            is_as_before = bool(words.get(language)) and words.get(language) == old.get(language)
            if is_as_before and (name in lagging or words.get(first) != old.get(first)):
                kept[name] = lagging.get(name, at)
    return kept


def lagging_renamed(kind: str, old: str, new: str, lagging: Mapping[str, str]) -> dict[str, str]:
    """The same translations lag once a piece has another key."""
    before, after = f"{kind}/{old}/", f"{kind}/{new}/"
    return {
        after + name.removeprefix(before) if name.startswith(before) else name: since for name, since in lagging.items()
    }


def _along(node: object, steps: Sequence[str], place: str, path: str) -> Iterator[tuple[str, str, object]]:
    if not steps:
        yield place, path, node
    elif steps[0] == "*" and isinstance(node, list | tuple):
        for number, item in enumerate(node):
            key = item.get("key") if isinstance(item, dict) else None
            name = key if isinstance(key, str) else str(number)
            yield from _along(item, steps[1:], f"{place}[{number}]", f"{path}/{name}")
    elif isinstance(node, dict) and steps[0] in node:
        step = steps[0]
        yield from _along(node[step], steps[1:], joined(place, step), f"{path}/{step}" if path else step)
