# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The mail of what waits for one person: sections by kind, with links; as long as it may be, however much waits."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from accounts.mail import write_mail
from accounts.models import Mail
from accounts.reminders import EVERY_KIND
from assessments.queries.reminding.batch import NAMED, Entry, Waiting
from assessments.queries.reminding.kinds import Reminder
from assessments.queries.reminding.reader import DIGEST, Reader
from assessments.queries.reminding.words import day_words, heading
from assessments.services.reminder_links import address_of, stop_for_person, stop_words


def reminder_mail(reader: Reader, found: Mapping[Reminder, Waiting], now: datetime) -> Mail:
    """The mail, in the reader's language; nobody has queued it yet. What is one kind alone is stopped as that kind."""
    kinds = [kind for kind in Reminder if kind in found]
    stop = stop_for_person(reader.user, kinds[0] if len(kinds) == 1 else EVERY_KIND)
    with override(reader.language):
        subject = heading(kinds[0]) if len(kinds) == 1 else _("What waits for you")
        return write_mail(
            to=reader.user.email,
            subject=_("Cairn: %(subject)s") % {"subject": subject},
            text="\n\n".join(_paragraphs(reader, found, stop)),
            purpose=DIGEST,
            now=now,
            unsubscribe=stop,
        )


def _paragraphs(reader: Reader, found: Mapping[Reminder, Waiting], stop: str) -> Iterator[str]:
    yield _("What waits for you in Cairn on %(day)s:") % {"day": day_words(reader.today)}
    for kind, named in shares(found).items():
        yield heading(kind).upper()
        yield "\n".join(map(_line, named))
        if more := found[kind].count - len(named):
            yield ngettext("And %(count)s more.", "And %(count)s more.", more) % {"count": more}
    yield _(
        "You get this since you look after these in Cairn, or were asked for them; once a day at most, and only when"
        " something new has come."
    )
    yield stop_words(stop)


def _line(entry: Entry) -> str:
    name = " ".join(entry.organization.split())
    said = _("%(organization)s: %(what)s") % {"organization": name, "what": entry.words()}
    return f"- {said}\n  {address_of(entry.page, *entry.keys)}"


def shares(found: Mapping[Reminder, Waiting]) -> dict[Reminder, list[Entry]]:
    """Which things are named of each kind: 20 in all, shared as evenly as there are things, news before the rest."""
    kinds = [kind for kind in Reminder if kind in found]
    counts = dict.fromkeys(kinds, 0)
    left = NAMED
    while left and (more := [kind for kind in kinds if counts[kind] < len(found[kind].named)]):
        for kind in more[:left]:
            counts[kind] += 1
            left -= 1
    return {kind: found[kind].named[: counts[kind]] for kind in kinds}
