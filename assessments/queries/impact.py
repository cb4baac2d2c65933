# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""How runs of an impact stand: which one is under way, which one was the last that ended, what has changed since."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from accounts.models import User
from assessments.models import Edition, Impact, Revision
from assessments.queries.draft import WORDLESS
from assessments.queries.latest_results import assessed_visible_to

# Of fewer organizations that a reader may not see, a count would say what each of them answered
# (docs/decisions/0010-counts-of-an-impact.md).
FEWEST_COUNTED = 3


@dataclass(frozen=True)
class Runs:
    """The runs of a draft's impact: the latest one, whatever came of it, and the last one that came to its end."""

    latest: Impact | None
    finished: Impact | None


def runs_of(edition: Edition) -> Runs:
    """What was asked for; one query over a handful of rows."""
    found = list(Impact.objects.filter(edition=edition).order_by("-edition_revision", "-asked_at", "-pk"))
    ended = [one for one in found if one.finished_at and not one.failure]
    return Runs(found[0] if found else None, ended[0] if ended else None)


@dataclass(frozen=True)
class SeenRuns(Runs):
    """The same as one reader may see it: how many changes the draft had `since` the run that finished, the `names` that
    this gave, by kind and the key that the run knows, and how many of the organizations that were tried the reader may
    see."""

    since: int
    names: Mapping[str, Mapping[str, str]]
    visible: int

    @property
    def shows_counts(self) -> bool:
        """Whether they may read what the finished run counted."""
        return self.finished is not None and shows_counts(self.finished, self.visible)


def runs_seen_by(reader: User, edition: Edition) -> SeenRuns:
    """The runs of a draft for one reader; one query, three more where one came to its end."""
    runs = runs_of(edition)
    if runs.finished is None:
        return SeenRuns(runs.latest, None, 0, {}, 0)
    lines = list(_changing(edition, runs.finished.edition_revision).order_by("number"))
    visible = assessed_visible_to(reader, edition.pack, runs.finished.asked_at)
    return SeenRuns(runs.latest, runs.finished, len(lines), _names_since(lines), visible)


def shows_counts(impact: Impact, visible: int) -> bool:
    """Whether a reader who may see so many of the organizations may read what a run counted.

    That is where those that they may not see are none, or enough to hide among.
    """
    hidden = max(0, (impact.total or 0) - visible)
    return hidden == 0 or hidden >= FEWEST_COUNTED


def changes_since(edition: Edition, number: int) -> int:
    """How many changes that may move a result a draft has had since one of its revisions; one query."""
    return _changing(edition, number).count()


def _changing(edition: Edition, number: int) -> QuerySet[Revision]:
    """Their lines. The order of stages matters, that of everything else does not."""
    wordless = Q(what__in=WORDLESS) & ~Q(what=Revision.What.MOVED, kind="stages")
    lines = Revision.objects.filter(edition=edition, number__gt=number, follows__isnull=True)
    return lines.exclude(wordless).defer("before", "after")


def _names_since(lines: Iterable[Revision]) -> dict[str, dict[str, str]]:
    """From the keys before these lines to those after them, by kind."""
    names: dict[str, dict[str, str]] = {}
    for line in lines:
        if line.what == Revision.What.RENAMED and line.note:
            called = names.setdefault(line.kind, {})
            first = next((first for first, now in called.items() if now == line.note), line.note)
            # Where that was renamed before, this is another piece, which got its key since.
            if called.get(first, line.note) == line.note:
                called[first] = line.key
    return names
