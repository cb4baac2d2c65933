# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Reminding those who answer for units that have not submitted in a round: one mail a person, at most one a day.

Whoever has stopped such mails gets none.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from accounts.mail import queue_mail
from accounts.models import Event, User
from accounts.reminders import is_stopped, stopped_by
from assessments.models import Round
from assessments.queries.managing import managing, nearest
from assessments.queries.reminding.kinds import Reminder
from assessments.queries.round_units import units_of, with_assessments
from assessments.queries.wording import period_words
from assessments.services.refusal import NotAccepted, Refused
from assessments.services.reminder_links import stop_for_person, stop_words

REMINDER = "round reminder"
NAMED = 20
BATCH = 500

# From the key of an open assessment, or None, and the unit's own key to the address that a mail names.
UrlOf = Callable[[object, object], str]


@dataclass
class Silent:
    """What one person has not submitted yet: the first units with their addresses, and how many there are."""

    named: list[tuple[str, str]] = field(default_factory=list)
    count: int = 0


@transaction.atomic(durable=True)
def remind_silent(*, found: Round, url_of: UrlOf, by: User, now: datetime) -> int:
    """Send each person who manages units that have not submitted one mail that lists them; how many people get one.

    The managers of a unit, else its owners, else those of the nearest organization above, up to the round's own.
    Raises NotAccepted where this was done today already.
    """
    row: Round = (
        Round.objects.within(found.organization)
        .select_for_update(of=("self",))
        .select_related("organization")
        .get(pk=found.pk)
    )
    if was_reminded_today(row, now):
        raise NotAccepted(Refused("", _("Everybody was reminded today already. You can do so again tomorrow.")))
    silent = _silent(row, url_of)
    stopped = stopped_by(silent)
    silent = {user: one for user, one in silent.items() if not is_stopped(stopped.get(user, ()), Reminder.ROUND)}
    for user in User.objects.filter(pk__in=silent, is_active=True).order_by("pk").iterator(BATCH):
        _send(row, user, silent[user.pk], now)
    if silent:
        Round.objects.within(row.organization).filter(pk=row.pk).update(reminded_at=now, reminded_by=by)
        after = {"round": str(row.pk), "people": len(silent)}
        Event.objects.create(organization=row.organization, at=now, by=by, what="round reminded", after=after)
    return len(silent)


def was_reminded_today(row: Round, now: datetime) -> bool:
    """Whether a reminder went out on this day, as the organization's time zone has it."""
    zone = row.organization.zone
    return bool(row.reminded_at and row.reminded_at.astimezone(zone).date() == now.astimezone(zone).date())


def _silent(row: Round, url_of: UrlOf) -> dict[int, Silent]:
    """By person, the units that have not submitted."""
    held = managing([row.organization.path])
    found: dict[int, Silent] = defaultdict(Silent)
    units = with_assessments(units_of(row.organization, row.kinds), row.pack, row.period)
    for unit in units.filter(is_submitted=False).iterator(BATCH):
        for person in nearest(unit.lineage, held):
            theirs = found[person]
            theirs.count += 1
            if theirs.count <= NAMED:
                theirs.named.append((unit.name, url_of(unit.open_id, unit.pk)))
    return dict(found)


def _send(row: Round, user: User, theirs: Silent, now: datetime) -> None:
    language = user.language or row.organization.language
    known = {code for code, _name in settings.LANGUAGES}
    with override(language if language in known else settings.LANGUAGE_CODE):
        subject = _("%(organization)s: self-assessment of %(period)s") % _words(row)
        stop = stop_for_person(user, Reminder.ROUND)
        text = "\n\n".join([*_paragraphs(row, theirs), stop_words(stop)])
        queue_mail(
            to=user.email,
            subject=subject,
            text=text,
            purpose=REMINDER,
            now=now,
            organization=row.organization,
            unsubscribe=stop,
        )


def _words(row: Round) -> dict[str, object]:
    return {
        "organization": " ".join(row.organization.name.split()),
        "period": period_words(row.period),
        "day": date_format(row.due_date, _("j F Y")),
    }


def _paragraphs(row: Round, theirs: Silent) -> Iterator[str]:
    yield _("%(organization)s asks for the self-assessment of %(period)s by %(day)s.") % _words(row)
    yield ngettext(
        "One that you look after has not been submitted yet:",
        "%(count)s that you look after have not been submitted yet:",
        theirs.count,
    ) % {"count": theirs.count}
    yield "\n".join(f"- {' '.join(name.split())}\n  {url}" for name, url in theirs.named)
    if more := theirs.count - len(theirs.named):
        yield ngettext("And %(count)s more.", "And %(count)s more.", more) % {"count": more}
    yield _("Answers are saved as you go, and “don’t know” is an answer. Others can be asked for a part of it.")
    yield _("You get this since you look after these units in Cairn; at most once a day for this round.")
