# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""How runs of an impact stand: which one is under way, which one was the last that ended, what has changed since."""

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


def latest_impact(edition: Edition) -> Impact | None:
    """The run that was asked for last, whatever came of it; one query."""
    return Impact.objects.filter(edition=edition).order_by("-asked_at", "-pk").first()


def finished_impact(edition: Edition) -> Impact | None:
    """The last run that came to its end; one query."""
    ended = Impact.objects.filter(edition=edition, finished_at__isnull=False, failure="")
    return ended.order_by("-asked_at", "-pk").first()


def changes_since(edition: Edition, number: int) -> int:
    """How many changes that may move a result a draft has had since one of its revisions; one query.

    The order of stages matters, that of everything else does not.
    """
    wordless = Q(what__in=WORDLESS) & ~Q(what=Revision.What.MOVED, kind="stages")
    return Revision.objects.filter(edition=edition, number__gt=number).exclude(wordless).count()
