# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""How runs of an impact stand: which one is under way, which one was the last that ended, what has changed since."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from assessments.models import Edition, Impact, Revision
from assessments.queries.draft import WORDLESS

SILENT_AFTER = timedelta(minutes=2)


def is_silent(impact: Impact, now: datetime) -> bool:
    """Whether a run has given no sign of life for so long that it is taken for dead; one that has ended is not."""
    return impact.finished_at is None and now - (impact.seen_at or impact.asked_at) > SILENT_AFTER


def is_running(impact: Impact, now: datetime) -> bool:
    """Whether a run waits for its turn, or is under way."""
    return impact.finished_at is None and not is_silent(impact, now)


@dataclass(frozen=True)
class Runs:
    """The runs of a draft's impact: the latest one, whatever came of it, and the last one that came to its end."""

    latest: Impact | None
    finished: Impact | None


def runs_of(edition: Edition) -> Runs:
    """What was asked for; one query over a handful of rows."""
    found = list(Impact.objects.filter(edition=edition).order_by("-asked_at", "-pk"))
    ended = [one for one in found if one.finished_at and not one.failure]
    return Runs(found[0] if found else None, ended[0] if ended else None)


def changes_since(edition: Edition, number: int) -> int:
    """How many changes that may move a result a draft has had since one of its revisions; one query.

    The order of stages matters, that of everything else does not.
    """
    wordless = Q(what__in=WORDLESS) & ~Q(what=Revision.What.MOVED, kind="stages")
    return Revision.objects.filter(edition=edition, number__gt=number).exclude(wordless).count()
