# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Reminding people of what waits for them: one mail a person and day at most, however often and on how many hosts this
runs.

People are read in batches. What is found for a batch is written in one transaction, which takes the day of each first:
of two runs at the same moment one gets it, and one that dies has taken nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

import structlog
from django.conf import settings
from django.db import transaction

from accounts.mail import queue_mails
from accounts.models import Mail
from accounts.reminders import claim_days, forget_days
from assessments.queries.reminding.assigned import read_assigned
from assessments.queries.reminding.batch import Batch
from assessments.queries.reminding.managed import read_managed
from assessments.queries.reminding.planned import read_planned
from assessments.queries.reminding.reader import Reader, readers_after
from assessments.services.reminder_mail import reminder_mail

logger = structlog.get_logger(__name__)
PEOPLE = 200


@dataclass
class Reminded:
    """What came of a run: people looked at, and mails left for them."""

    people: int = 0
    mails: int = 0


def can_remind() -> bool:
    """Whether mails reach anybody: a console is no mail server, and an outbox that nobody empties only fills up."""
    return not settings.EMAIL_BACKEND.endswith("console.EmailBackend")


def remind_people(*, now: datetime, most: int = PEOPLE) -> Reminded:
    """Leave a mail for each person for whom something new has come since somebody last looked. May run at any time."""
    run, last = Reminded(), 0
    while True:
        readers, number = readers_after(last, now, most)
        if number is None:
            break
        for batch in _by_day(readers):
            read_managed(batch)
            read_assigned(batch)
            read_planned(batch)
            _send(batch, run, now)
        last = number
    forget_days(now.date())
    return run


def _by_day(readers: list[Reader]) -> Iterator[Batch]:
    """It is not the same day everywhere."""
    days: dict[date, list[Reader]] = {}
    for reader in readers:
        days.setdefault(reader.today, []).append(reader)
    for day in sorted(days):
        yield Batch(days[day])


@transaction.atomic(durable=True)
def _send(batch: Batch, run: Reminded, now: datetime) -> None:
    """Take the day of each reader, and leave the mails of those for whom there is news."""
    mine = claim_days({user: reader.today for user, reader in batch.readers.items()})
    mails = [mail for user in sorted(mine) if (mail := _mail(batch, user, now))]
    queue_mails(mails)
    run.people += len(mine)
    run.mails += len(mails)


def _mail(batch: Batch, user: int, now: datetime) -> Mail | None:
    found = batch.found.get(user, {})
    if not any(waiting.news for waiting in found.values()):
        return None
    try:
        return reminder_mail(batch.readers[user], found, now)
    except Exception as error:  # one that cannot be written, as to an odd address, must not keep the others
        logger.error("reminder was not written", user=user, error=type(error).__name__)
        return None
