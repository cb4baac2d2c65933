# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""How the advice of an edition fared over all organizations, for curators: counts, and nothing of any of them."""

from dataclasses import dataclass
from datetime import datetime

from assessments.domain.pieces import Plain, pieces
from assessments.models import Edition
from assessments.queries.faring import Faring, Farings, headings
from assessments.queries.wording import in_words


@dataclass(frozen=True)
class FaredRow:
    """One recommendation of the edition, a draft's perhaps without a title."""

    key: str
    title: str
    faring: Faring


@dataclass(frozen=True)
class FaredPage:
    """All recommendations in the edition's order; `counted_at` is None where nothing was counted yet."""

    rows: list[FaredRow]
    counted_at: datetime | None

    @property
    def headings(self) -> list[str]:
        """What stands over the counts."""
        return headings()

    @property
    def is_any_shown(self) -> bool:
        """Whether there is one that enough organizations took up."""
        return any(row.faring.is_shown for row in self.rows)


def fared_page(edition: Edition, document: Plain) -> FaredPage:
    """The page, in one query; keys of earlier editions are read through the `renames` of this one."""
    farings = Farings(edition.pack, _renames(document))
    found = []
    for piece in pieces(document, "recommendations"):
        key, title = piece.get("key"), piece.get("title")
        if isinstance(key, str) and key:
            words = in_words(title) if isinstance(title, dict) and title else key
            found.append(FaredRow(key, words, farings.of(key)))
    return FaredPage(found, farings.counted_at)


def _renames(document: Plain) -> dict[str, str]:
    """What earlier names of recommendations are now; a draft's may be faulty."""
    renames = document.get("renames")
    named = renames.get("recommendations") if isinstance(renames, dict) else None
    return {old: new for old, new in named.items() if isinstance(new, str)} if isinstance(named, dict) else {}
