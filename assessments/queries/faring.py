# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""How advice fared, as pages show it: the counts that were kept, rounded down to fives, and no others.

The same for organizations and curators, and for everybody at the same time, so that no two readers have more to compare
than one.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from assessments.domain.faring import FEWEST, Fared
from assessments.models import AdviceCount
from assessments.queries.wording import grouped

NOBODY = Fared()
NOTHING = "–"


@dataclass(frozen=True)
class Faring:
    """How one recommendation fared; `counted_at` is None where nothing was counted yet."""

    fared: Fared
    counted_at: datetime | None

    @property
    def is_shown(self) -> bool:
        """Whether there are enough organizations to say anything."""
        return self.fared != NOBODY

    @property
    def rows(self) -> list[tuple[str, str]]:
        """What is counted, with how many organizations, in words."""
        said = [
            (_("took it up"), self.fared.taken_up),
            (_("did an action of it"), self.fared.done),
            (_("said that it helped"), self.fared.yes),
            (_("said that it helped in part"), self.fared.partly),
            (_("said that it did not help"), self.fared.no),
            (_("found less effort than expected"), self.fared.less),
            (_("found about the effort that was expected"), self.fared.expected),
            (_("found more effort than expected"), self.fared.more),
        ]
        return [(words, or_more(count)) for words, count in said]

    @property
    def short_rows(self) -> list[tuple[str, str]]:
        """The same for a table of many recommendations: short headings, numbers with a plus, a dash for under five."""
        counts = asdict(self.fared).values()
        return [
            (words, f"{grouped(count)}+" if count else NOTHING) for words, count in zip(headings(), counts, strict=True)
        ]


def headings() -> list[str]:
    """What stands over the counts of a table, in the order of `Fared`."""
    return [
        _("Took it up"),
        _("Did an action"),
        _("It helped"),
        _("In part"),
        _("It did not"),
        _("Less effort"),
        _("As expected"),
        _("More effort"),
    ]


def or_more(count: int) -> str:
    """A count that was rounded down, in words; of zero that it is under five."""
    if not count:
        return _("under %(fewest)s") % {"fewest": FEWEST}
    return _("%(count)s or more") % {"count": grouped(count)}


class Farings:
    """How all recommendations of a pack fared, by the keys of any of its editions; one query."""

    def __init__(self, pack: str, renames: Mapping[str, str]) -> None:
        """`renames` are those of the edition that is read: one newer than the count may call advice by a new name."""
        row = AdviceCount.objects.filter(pack=pack).first()
        self.counts: Mapping[str, Any] = row.counts if row else {}
        self.counted_at = row.counted_at if row else None
        self.earlier: dict[str, str] = {new: old for old, new in renames.items() if old in self.counts}

    def of(self, key: str) -> Faring:
        """How one recommendation fared."""
        counted = self.counts.get(key) or self.counts.get(self.earlier.get(key, ""))
        return Faring(Fared(**counted) if counted else NOBODY, self.counted_at)
