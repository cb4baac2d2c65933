# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Which texts of a draft lag behind their source: the source, in the pack's first language, changed without them.

A place is written by keys, so that it stays when pieces move: `recommendations/health/actions/look/title/ja`; what has
no key goes by its number, from 0.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any


def texts(node: Any, place: str, languages: Sequence[str]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Every text within a piece, by language, with its place."""
    if isinstance(node, list):
        for index, item in enumerate(node):
            key = item.get("key") if isinstance(item, dict) else None
            yield from texts(item, f"{place}/{key if isinstance(key, str) else index}", languages)
    elif isinstance(node, dict):
        if node and set(node) <= set(languages) and all(isinstance(words, str) for words in node.values()):
            yield place, node
            return
        for field, value in node.items():
            yield from texts(value, f"{place}/{field}", languages)


def lagging_after(
    languages: Sequence[str],
    kind: str,
    key: str,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    lagging: Mapping[str, str],
    at: str,
) -> dict[str, str]:
    """What lags once a piece has changed from `before` to `after` (empty where there is none), at the ISO time `at`."""
    root = f"{kind}/{key}" if key else kind
    old, new = dict(texts(before, root, languages)), dict(texts(after, root, languages))
    still = {place: since for place, since in lagging.items() if not place.startswith(f"{root}/")}
    source, translations = languages[0] if languages else "", languages[1:]
    for place, text in new.items():
        earlier = old.get(place, {})
        for language in translations:
            mark = f"{place}/{language}"
            if language not in text or text[language] != earlier.get(language):
                continue
            if text.get(source) != earlier.get(source):
                still[mark] = at
            elif mark in lagging:
                still[mark] = lagging[mark]
    return still
