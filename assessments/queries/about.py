# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What a pack says about itself, cut at its headings, which take their place in the page's own outline."""

from collections.abc import Mapping
from dataclasses import dataclass

MARK = "## "


@dataclass(frozen=True)
class Section:
    """One heading ("" for what stands before the first) and the Markdown below it, by language."""

    title: Mapping[str, str]
    body: Mapping[str, str]


def sections_of(about: Mapping[str, str]) -> list[Section]:
    """The sections of a text of an edition. Languages that are cut otherwise than the first one are left out."""
    cut = {language: _cut(text) for language, text in about.items()}
    count = len(next(iter(cut.values()), []))
    cut = {language: parts for language, parts in cut.items() if len(parts) == count}
    return [
        Section(
            title={language: parts[index][0] for language, parts in cut.items()},
            body={language: parts[index][1] for language, parts in cut.items()},
        )
        for index in range(count)
    ]


def _cut(text: str) -> list[tuple[str, str]]:
    parts = [("", "")]
    for line in text.splitlines():
        if line.startswith(MARK):
            parts.append((line.removeprefix(MARK).strip(), ""))
        else:
            title, body = parts[-1]
            parts[-1] = (title, f"{body}{line}\n")
    return [(title, body) for title, body in parts if title or body.strip()]
