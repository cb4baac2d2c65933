# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What waits for a batch of readers whose day is the same: by person and kind, the first things and how many."""

import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from accounts.models import Organization
from assessments.domain.reminding import Times
from assessments.models import Deletion
from assessments.queries.managing import Held, at_or_below, covering, managing, nearest
from assessments.queries.reminding.kinds import Reminder
from assessments.queries.reminding.reader import Reader

NAMED = 20


@dataclass(frozen=True)
class Entry:
    """One thing that waits: at which organization, what it is in words of the language that is active, and its page."""

    organization: str
    words: Callable[[], str]
    page: str
    keys: tuple[uuid.UUID, ...]


@dataclass
class Waiting:
    """The things of one kind that wait for somebody: news is named before the rest."""

    count: int = 0
    news: list[Entry] = field(default_factory=list)
    rest: list[Entry] = field(default_factory=list)

    def add(self, entry: Entry, is_news: bool) -> None:
        self.count += 1
        named = self.news if is_news else self.rest
        if len(named) < NAMED:
            named.append(entry)

    @property
    def named(self) -> list[Entry]:
        return [*self.news, *self.rest][:NAMED]


class Batch:
    """Readers of one day, who looks after which unit, and what was found for them so far."""

    def __init__(self, readers: Iterable[Reader]) -> None:
        """Two queries."""
        self.readers = {reader.user.pk: reader for reader in readers}
        self.today = next(iter(self.readers.values())).today
        self.managed = covering(path for reader in self.readers.values() for path in reader.managed)
        self.held: Held = managing(self.managed) if self.managed else {}
        standing = Deletion.objects.filter(done_at=None, withdrawn_at=None, organization__isnull=False)
        self.going = set(standing.values_list("organization__path", flat=True))
        self.found: dict[int, dict[Reminder, Waiting]] = {}

    def covered(self, field_name: str) -> Q:
        """A condition on a path: at or below an organization that one of the readers manages."""
        return at_or_below(field_name, self.managed)

    def is_going(self, path: str) -> bool:
        """Whether the organization of this path waits to be deleted."""
        return any(one in self.going for one in lineage_of(path)) if self.going else False

    def managers(self, path: str) -> Iterator[Reader]:
        """Those of the readers who look after the unit of this path."""
        if not self.is_going(path):
            for user in nearest(lineage_of(path), self.held):
                if user in self.readers:
                    yield self.readers[user]

    def note(self, reader: Reader, kind: Reminder, times: Times, day: date, entry: Entry) -> None:
        """Keep a thing of a day for somebody, if it waits by now and they want to know."""
        if reader.wants(kind) and times.waits(day, reader.today):
            theirs = self.found.setdefault(reader.user.pk, {}).setdefault(kind, Waiting())
            theirs.add(entry, times.is_told(day, reader.after, reader.today))


def lineage_of(path: str) -> list[str]:
    """The paths of an organization and of all above it, the root's first."""
    return [path[:end] for end in range(Organization.steplen, len(path) + 1, Organization.steplen)]
