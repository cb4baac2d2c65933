# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The pieces of an edition as lists name them."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assessments.domain.pieces import Plain, pieces
from assessments.domain.translation import texts
from assessments.models import Edition
from assessments.queries.wording import in_words

# What a piece is called by in lists: the first of these fields that it has.
NAMED_BY = ("name", "title", "statement", "question")


@dataclass(frozen=True)
class PieceRow:
    """One piece of a list; `lagging` counts its translations that are older than their source."""

    key: str
    name: str
    lagging: int
    position: int

    @property
    def up(self) -> int:
        """The position before it."""
        return self.position - 1

    @property
    def down(self) -> int:
        """The position after it."""
        return self.position + 1


def name_of(piece: Mapping[str, Any]) -> str:
    """What a piece is called, in the reader's language; its key where it has no name yet."""
    for field in NAMED_BY:
        text = piece.get(field)
        if isinstance(text, dict) and any(text.values()):
            return in_words({language: words for language, words in text.items() if words})
    return str(piece.get("key", ""))


def piece_rows(edition: Edition, document: Plain, kind: str, sought: str = "") -> list[PieceRow]:
    """The pieces of a kind in their order, of which all words that are sought stand in the key or in a text of any
    language; no query."""
    words = _folded(sought).split()
    return [
        PieceRow(
            key=str(piece.get("key", "")),
            name=name_of(piece),
            lagging=sum(1 for place in edition.lagging if place.startswith(f"{kind}/{piece.get('key')}/")),
            position=position,
        )
        for position, piece in enumerate(pieces(document, kind))
        if not words or _says(kind, piece, words)
    ]


def _says(kind: str, piece: Plain, words: list[str]) -> bool:
    found = [str(piece.get("key", "")), *(said for _path, text in texts(kind, piece) for said in text.values())]
    whole = _folded("\n".join(map(str, found)))
    return all(word in whole for word in words)


def _folded(text: str) -> str:
    """Without what people do not mind when they look for a word: case, and the width of letters."""
    return unicodedata.normalize("NFKC", text).casefold()
