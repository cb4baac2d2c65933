# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The one gate that every text passes before it is stored: both databases then keep the same (PostgreSQL refuses
what SQLite stores), and no page or export meets an invisible character."""

import unicodedata

# More than any script stacks on one letter; Unicode's own limit for text that is safe to normalize (UAX 15).
MOST_MARKS = 30


class TextRefused(ValueError):
    """The text is too long; the message says by how much."""

    def __init__(self, length: int, most: int) -> None:
        super().__init__(length, most)
        self.length, self.most = length, most


def clean_text(text: str, *, most: int, lines: bool = False) -> str:
    """Return the text in NFC, trimmed, without NUL, lone surrogates and control characters but tab and newline.

    A text of one line (`lines` false) loses its line breaks to spaces. Raises TextRefused above `most` characters.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(c for c in text if c in "\t\n" or unicodedata.category(c) not in ("Cc", "Cs"))
    text = unicodedata.normalize("NFC", _without_heaps(text))
    if not lines:
        text = " ".join(text.split())
    text = text.strip()
    if len(text) > most:
        raise TextRefused(len(text), most)
    return text


def _without_heaps(text: str) -> str:
    """Without marks that are heaped upon marks: to put a million of them in order, as NFC does, takes minutes."""
    kept, marks = [], 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= MOST_MARKS:
            kept.append(character)
    return "".join(kept)
