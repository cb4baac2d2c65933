# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What a pack says about itself, cut at its headings, which take their place in the page's own outline."""

from collections.abc import Mapping
from dataclasses import dataclass

MARK = "## "


@dataclass(frozen=True)
class Section:
    """One heading (empty for what stands before the first) and the Markdown below it, by language."""

    title: Mapping[str, str]
    body: Mapping[str, str]


def sections_of(about: Mapping[str, str]) -> list[Section]:
    """The sections of a text of an edition. Languages that are cut otherwise than the first one are left out."""
    cut = {language: _cut(text) for language, text in about.items()}
    first = next(iter(cut.values()), [])
    alike = {language: parts for language, parts in cut.items() if _shape(parts) == _shape(first)}
    return [
        Section(
            title={language: parts[index][0] for language, parts in alike.items() if parts[index][0]},
            body={language: parts[index][1] for language, parts in alike.items()},
        )
        for index in range(len(first))
    ]


def _shape(parts: list[tuple[str, str]]) -> list[bool]:
    return [bool(title) for title, _body in parts]


def _cut(text: str) -> list[tuple[str, str]]:
    parts = [("", "")]
    for line in text.splitlines():
        if line.startswith(MARK):
            parts.append((line.removeprefix(MARK).strip(), ""))
        else:
            title, body = parts[-1]
            parts[-1] = (title, f"{body}{line}\n")
    return [(title, body) for title, body in parts if title or body.strip()]
