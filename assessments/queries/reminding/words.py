# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What is said in a reminder of each thing that waits, in the language that is active."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.domain.edition import Edition
from assessments.models import PlanItem
from assessments.queries.plan_words import title_of
from assessments.queries.reminding.kinds import Reminder
from assessments.queries.wording import listed, period_words, section_name


def heading(kind: Reminder) -> str:
    """What stands above the things of a kind; the subject of a mail that has no other."""
    return {
        Reminder.DUE: _("Due soon"),
        Reminder.OVERDUE: _("Actions whose day has passed"),
        Reminder.PERIOD: _("A new quarter"),
        Reminder.EVIDENCE: _("Evidence that has grown stale"),
        Reminder.HELPED: _("Did it help?"),
        Reminder.EDITION: _("A newer edition of the questions"),
        Reminder.ROUND: "",
    }[kind]


def day_words(day: date) -> str:
    return date_format(day, _("j F Y"))


def due(period: str, day: date) -> str:
    """An assessment that is to be submitted."""
    return _("%(period)s, to be submitted by %(day)s") % {"period": period_words(period), "day": day_words(day)}


def asked(edition: Edition, period: str, sections: Sequence[str], day: date) -> str:
    """Sections that somebody is asked to answer."""
    names = listed([section_name(edition, section) for section in sections])
    said = {"period": period_words(period), "sections": names, "day": day_words(day)}
    return _("%(period)s, asked of you: %(sections)s, by %(day)s") % said


def opened(period: str, day: date | None) -> str:
    """An assessment that somebody else opened."""
    if day is None:
        return _("%(period)s is open") % {"period": period_words(period)}
    return _("%(period)s is open, to be submitted by %(day)s") % {"period": period_words(period), "day": day_words(day)}


def begun(period: str) -> str:
    """A quarter in which nothing is open yet."""
    return _("%(period)s has begun: the self-assessment can be opened") % {"period": period_words(period)}


def planned(item: PlanItem) -> str:
    """An action that is to be done by a day, or was."""
    if item.due_on is None:
        return title_of(item)
    return _("“%(title)s”, due on %(day)s") % {"title": title_of(item), "day": day_words(item.due_on)}


def helped(item: PlanItem) -> str:
    """An action that was done, of which nobody has said whether it helped."""
    if item.done_on is None:
        return title_of(item)
    return _("“%(title)s”, done on %(day)s: two short questions") % {
        "title": title_of(item),
        "day": day_words(item.done_on),
    }


def stale(period: str, pieces: int) -> str:
    """Evidence that no longer counts."""
    words = ngettext(
        "%(period)s, %(count)s piece of evidence no longer counts",
        "%(period)s, %(count)s pieces of evidence no longer count",
        pieces,
    )
    return words % {"period": period_words(period), "count": pieces}


def newer(period: str, version: str) -> str:
    """An assessment that could move to a newer edition."""
    return _("%(period)s can move to edition %(edition)s; see first what would change") % {
        "period": period_words(period),
        "edition": version,
    }
