# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What is worth a look: where views differ most, evidence that runs out, what was enough until a day that has passed,
answers that nobody has looked at again."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.domain.standing import fresh_until
from assessments.queries.answer import Sheet
from assessments.queries.enough import overdue_of
from assessments.queries.freshness import Freshness, freshness_of
from assessments.queries.helped import Question
from assessments.queries.reading import Reader
from assessments.queries.result import Outcome
from assessments.queries.said import Difference, differences_of
from assessments.queries.wording import gap, in_words


@dataclass(frozen=True)
class Look:
    """One thing worth a look; `kind` is `views`, `evidence`, `enough`, `carried` or `helped`.

    `practice` says where it is; for `helped`, `item` says which action of the plan it is about.
    """

    kind: str
    practice: str
    title: str
    words: str
    item: uuid.UUID | None = None


def looks_of(
    outcome: Outcome, sheet: Sheet, now: datetime, *, may_manage: bool, moving: int = 0, carried: int = 0
) -> list[Look]:
    """At most four, one of each kind; `moving` and `carried` count answers as the task list does."""
    today = now.astimezone(outcome.assessment.organization.zone).date()
    found = [
        _largest_difference(outcome, may_manage=may_manage),
        _evidence(outcome, sheet, today),
        _enough(outcome, sheet, today),
        _carried(moving, carried),
    ]
    return [look for look in found if look is not None]


def _largest_difference(outcome: Outcome, *, may_manage: bool) -> Look | None:
    """The views furthest apart that nobody has settled; read one by one by managers only."""
    open_ones = {practice.key for practice in outcome.result.practices if practice.unresolved}
    found = differences_of(outcome, Reader(outcome), with_views=may_manage) if open_ones else []
    largest = max((one for one in found if one.key in open_ones), key=lambda one: one.spread, default=None)
    if largest is None:
        return None
    return Look("views", largest.key, _("Views differ on %(practice)s") % {"practice": largest.name}, _apart(largest))


def _apart(difference: Difference) -> str:
    if not difference.views:
        return difference.words
    views = _(", ").join(f"{view['name']} {view['value']}" for view in difference.views)
    return _("%(views)s; not settled yet.") % {"views": views}


def _evidence(outcome: Outcome, sheet: Sheet, today: date) -> Look | None:
    """The evidence that has run out, or does within two months: the earliest first."""
    fresh_days = outcome.edition.settings.fresh_days
    known = {practice.key for practice in outcome.result.practices if isinstance(practice.value, int)}
    newest = {practice: rows[0].reviewed_on for practice, rows in sheet.evidence.items() if practice in known}
    soon = sorted(
        (fresh_until(reviewed_on, fresh_days), practice)
        for practice, reviewed_on in newest.items()
        if freshness_of(reviewed_on, fresh_days, today) != Freshness.FRESH
    )
    if not soon:
        return None
    day, practice = soon[0]
    words = {"practice": in_words(outcome.edition.practice(practice).name), "day": date_format(day, _("j M Y"))}
    has_ended = day < today
    title = _("Evidence for %(practice)s has run out") if has_ended else _("Evidence for %(practice)s runs out soon")
    said = _("It counted until %(day)s.") if has_ended else _("It counts until %(day)s; look at it again by then.")
    return Look("evidence", practice, title % words, said % words + _more(len(soon) - 1))


def _enough(outcome: Outcome, sheet: Sheet, today: date) -> Look | None:
    """What was enough on purpose until a day that has passed: the earliest first."""
    overdue = overdue_of(outcome, sheet, today)
    if not overdue:
        return None
    first = overdue[0]
    title = _("Is %(practice)s still enough?") % {"practice": in_words(outcome.edition.practice(first.practice).name)}
    words = _("It was enough on purpose until %(day)s.") % {"day": date_format(first.until, _("j M Y"))}
    return Look("enough", first.practice, title, words + _more(len(overdue) - 1))


def _more(others: int) -> str:
    """How many more practices there are; "" where there is none."""
    words = ngettext(
        "%(count)s more practice is in the same place.", "%(count)s more practices are in the same place.", others
    )
    return gap() + words % {"count": others} if others else ""


def _carried(moving: int, carried: int) -> Look | None:
    if moving:
        title = ngettext("%(count)s answer could have moved", "%(count)s answers could have moved", moving)
        more = ngettext(
            "%(count)s more is carried over, and not confirmed yet.",
            "%(count)s more are carried over, and not confirmed yet.",
            carried,
        )
        words = more % {"count": carried} if carried else _("They stand first in the list.")
        return Look("carried", "", title % {"count": moving}, words)
    if not carried:
        return None
    title = ngettext("%(count)s answer is carried over", "%(count)s answers are carried over", carried)
    return Look("carried", "", title % {"count": carried}, _("Nobody has said yet that they still hold."))


def helped_look(asked: Sequence[Question]) -> list[Look]:
    """The question whether an action helped, of what was done first; none where nothing is asked."""
    if not asked:
        return []
    first, others = asked[0], len(asked) - 1
    title = _("Did it help: “%(action)s”?") % {"action": first.title}
    words = _("It was done on %(day)s.") % {"day": date_format(first.item.done_on or "", _("j M Y"))}
    more = ngettext("%(count)s more action is asked about.", "%(count)s more actions are asked about.", others)
    rest = gap() + more % {"count": others} if others else ""
    return [Look("helped", "", title, words + rest, first.item.pk)]
