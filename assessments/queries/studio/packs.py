# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""All packs of the site, each with its editions."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from assessments.models import Edition
from assessments.queries.draft import document_of
from assessments.queries.wording import in_words


@dataclass(frozen=True)
class PackRow:
    """One pack: its title in the reader's language, its editions, the newest first, and the one that is in use."""

    slug: str
    title: str
    editions: list[Edition]

    @property
    def is_built_in(self) -> bool:
        return self.slug == Edition.BUILT_IN

    @property
    def drafts(self) -> list[Edition]:
        return [one for one in self.editions if one.is_unpublished]

    @property
    def published(self) -> list[Edition]:
        return [one for one in self.editions if one.state == Edition.State.PUBLISHED]

    @property
    def retired(self) -> list[Edition]:
        return [one for one in self.editions if one.state == Edition.State.RETIRED]

    @property
    def in_use(self) -> Edition | None:
        """The edition that new assessments are opened with; None where none is published."""
        return max(self.published, key=lambda one: (one.published_at, one.pk), default=None)


def packs() -> list[PackRow]:
    """The built-in pack first, then the others by slug; two queries."""
    rows = Edition.objects.defer("document", "lagging").order_by("pack", "-created_at", "-published_at")
    found = [(slug, list(editions)) for slug, editions in groupby(rows, key=lambda one: one.pack)]
    titles = dict(_titles([editions[0] for _slug, editions in found]))
    packed = [PackRow(slug, titles.get(slug, slug), editions) for slug, editions in found]
    return sorted(packed, key=lambda pack: (not pack.is_built_in, pack.slug))


def _titles(editions: list[Edition]) -> Iterator[tuple[str, str]]:
    for row in Edition.objects.filter(pk__in=[one.pk for one in editions]):
        title = document_of(row).get("title")
        if isinstance(title, dict) and title:
            yield row.pack, in_words(title)
