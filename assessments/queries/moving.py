# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What could have moved since the last quarter, and why: unknown then, worded differently, in dispute, or backed by
evidence that runs out.

A later quarter asks this first; what was carried over without such a reason can be confirmed together.
"""

from collections.abc import Callable
from dataclasses import replace

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.domain.standing import fresh_until
from assessments.models import Assignment
from assessments.models.answer import NUMBERS, UNANSWERED, UNKNOWN, Kind
from assessments.queries.freshness import Freshness, freshness_of
from assessments.queries.task_row import Desk, State, TaskRow

TO_LOOK_AT = (State.NOT_STARTED, State.STARTED, State.CARRIED)


def with_why(desk: Desk, kind: str, row: TaskRow) -> TaskRow:
    """The row with why it could have moved, and the rank of that reason; as it is where there is none."""
    if desk.previous.outcome is None or row.state not in TO_LOOK_AT or row.is_folded:
        return row
    for rank, reason in enumerate(REASONS):
        if why := reason(desk, kind, row):
            return replace(row, why=why, rank=rank, is_reworded=bool(_reworded(desk, kind, row)))
    return row


def moving_words(moving: int, carried: int) -> str:
    """ "12 answers could have moved; 33 are carried over." """
    if not moving:
        words = ngettext("%(count)s answer is carried over.", "%(count)s answers are carried over.", carried)
        return words % {"count": carried} if carried else ""
    words = ngettext("%(count)s answer could have moved", "%(count)s answers could have moved", moving)
    first = words % {"count": moving}
    if not carried:
        return _("%(moving)s.") % {"moving": first}
    more = ngettext("%(count)s more is carried over", "%(count)s more are carried over", carried) % {"count": carried}
    return _("%(moving)s; %(carried)s.") % {"moving": first, "carried": more}


def _unknown(desk: Desk, kind: str, row: TaskRow) -> str:
    """What nobody knew last time, or what was not asked then."""
    if kind == Assignment.SITUATIONS:
        return _unclear_situation(desk, row.key)
    if kind == Assignment.ROUTINES:
        is_known = desk.sheet.value(Kind.ROUTINE, row.key) not in (UNANSWERED, UNKNOWN)
        return "" if is_known else _("was not known")
    if row.key not in desk.previous.practices:
        return _newly_asked(desk)
    value = desk.sheet.value(Kind.PRACTICE, row.key) or desk.previous.practices[row.key]
    return _("was not known") if value in (UNKNOWN, None) else ""


def _unclear_situation(desk: Desk, key: str) -> str:
    before = desk.previous.situations.get(key)
    if before is None:
        return _newly_asked(desk)
    return _("was not clear") if before.faced == "unknown" else ""


def _newly_asked(desk: Desk) -> str:
    return _("not asked in %(quarter)s") % {"quarter": desk.previous.quarter}


def _reworded(desk: Desk, kind: str, row: TaskRow) -> str:
    """What was asked in other words when it was answered."""
    named = {Assignment.SITUATIONS: "situation", Assignment.ROUTINES: "routine"}.get(kind, "practice")
    return _("worded differently") if (named, row.key) in desk.reworded else ""


def _disputed(desk: Desk, kind: str, row: TaskRow) -> str:
    """Views that lie apart, and that nobody has settled: of those asked now, else of those asked last time."""
    if kind in (Assignment.SITUATIONS, Assignment.ROUTINES):
        return ""
    if desk.practice(row.key).disagreement:
        return _("views differ")
    if row.key in desk.previous.unsettled:
        return _("views differed in %(quarter)s") % {"quarter": desk.previous.quarter}
    return ""


def _evidence(desk: Desk, kind: str, row: TaskRow) -> str:
    """Evidence that has run out, or does within two months."""
    rows = desk.sheet.evidence.get(row.key)
    if kind in (Assignment.SITUATIONS, Assignment.ROUTINES) or not rows:
        return ""
    seen, fresh_days = rows[0].reviewed_on, desk.edition.settings.fresh_days
    is_fresh = freshness_of(seen, fresh_days, desk.today) == Freshness.FRESH
    if desk.sheet.value(Kind.PRACTICE, row.key) not in NUMBERS or is_fresh:
        return ""
    until = fresh_until(seen, fresh_days)
    words = _("evidence ran out %(day)s") if until < desk.today else _("evidence runs out %(day)s")
    return words % {"day": date_format(until, _("j M Y"))}


# In the order in which they are shown.
REASONS: tuple[Callable[[Desk, str, TaskRow], str], ...] = (_unknown, _reworded, _disputed, _evidence)
