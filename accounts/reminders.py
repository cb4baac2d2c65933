# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Reminders by mail, whatever they are about: who wants none, the links that stop them, and who looked on which day.

A link that stops is signed and never stored. It says whose reminders of which kind it stops, holds no address, and
opens nothing; it has no end, since mails have none.
"""

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core import signing
from django.db import transaction

from accounts.models import ReminderDay, ReminderStop, User

EVERY_KIND = ""
PERSON = "person"
# Longer than anybody looks back.
DAYS_KEPT = timedelta(days=30)
_signer = signing.Signer(salt="accounts.reminders", sep=".")


@dataclass(frozen=True)
class Stop:
    """What a link stops: reminders of a kind to a person, or to whomever else the caller has a word for."""

    whom: str
    key: str
    kind: str = EVERY_KIND


def token_of(stop: Stop) -> str:
    """What stands in the address of a link; the same each time."""
    return str(_signer.sign_object([stop.whom, stop.key, stop.kind]))


def stop_of(token: str) -> Stop | None:
    """What a link stops; None where the token is not one of ours."""
    try:
        return Stop(*_signer.unsign_object(token))
    except (signing.BadSignature, TypeError, ValueError):
        return None


@transaction.atomic(durable=True)
def stop_reminders(*, user_id: int, kind: str, now: datetime) -> None:
    """Send somebody no more reminders of a kind; again changes nothing, and neither does it for who is gone."""
    row = User.objects.select_for_update(no_key=True).filter(pk=user_id, is_active=True).first()
    if row:
        ReminderStop.objects.get_or_create(user=row, kind=kind, defaults={"stopped_at": now})


@transaction.atomic(durable=True)
def choose_reminders(*, user: User, wanted: Collection[str], offered: Collection[str], now: datetime) -> None:
    """Keep which of the kinds offered somebody wants; who wants none of them gets none that comes later, either."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    stopped = {kind for kind in offered if kind not in wanted} if wanted else {EVERY_KIND}
    held = ReminderStop.objects.filter(user=user)
    held.exclude(kind__in=stopped).delete()
    kept = set(held.values_list("kind", flat=True))
    ReminderStop.objects.bulk_create(
        ReminderStop(user=user, kind=kind, stopped_at=now) for kind in sorted(stopped - kept)
    )


def stopped_by(people: Iterable[int]) -> dict[int, frozenset[str]]:
    """By person the kinds that each does not want; who wants all is left out. One query."""
    found: dict[int, set[str]] = {}
    for user, kind in ReminderStop.objects.filter(user__in=people).values_list("user_id", "kind"):
        found.setdefault(user, set()).add(kind)
    return {user: frozenset(kinds) for user, kinds in found.items()}


def is_stopped(stopped: Collection[str], kind: str) -> bool:
    """Whether a kind is among what somebody has stopped."""
    return EVERY_KIND in stopped or kind in stopped


def claim_days(days: Mapping[int, date]) -> set[int]:
    """Take each person's day for this run, in the caller's transaction; those whom no other run had taken before.

    Whoever asks at the same moment waits for that transaction, and gets nobody who was taken in it. Two queries.
    """
    run = uuid.uuid4()
    rows = [ReminderDay(user_id=user, day=days[user], run=run) for user in sorted(days)]
    ReminderDay.objects.bulk_create(rows, ignore_conflicts=True)
    mine = ReminderDay.objects.filter(user__in=days, day__in=set(days.values()), run=run)
    return set(mine.values_list("user_id", flat=True))


def forget_days(before: date) -> None:
    """Delete what nobody looks at any more."""
    ReminderDay.objects.filter(day__lt=before - DAYS_KEPT).delete()
