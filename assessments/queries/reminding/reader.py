# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Whom to look for things for: people with a role in which one answers, where it is morning, whom no run had today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Exists, OuterRef

from accounts.models import Mail, Membership, ReminderDay, ReminderStop, Role, User
from accounts.reminders import EVERY_KIND, is_stopped, stopped_by
from assessments.domain.reminding import MOST_DAYS_BACK

DIGEST = "reminders"
FIRST_HOUR = 7
ANSWERING = [role for role in Role if role.includes(Role.CONTRIBUTOR)]
MANAGING = [Role.OWNER, Role.MANAGER]


@dataclass(frozen=True)
class Reader:
    """Somebody for whom nobody has looked today; `after` is the day on which somebody last did.

    Days and hours are those of the topmost organization at which they have a role. `roles` are by its path.
    """

    user: User
    language: str
    zone: ZoneInfo
    today: date
    after: date
    stopped: frozenset[str]
    roles: Mapping[str, Role]

    def wants(self, kind: str) -> bool:
        """Whether they have not stopped reminders of a kind."""
        return not is_stopped(self.stopped, kind)

    def answers_at(self, lineage: list[str]) -> bool:
        """Whether they have a role in which one answers, at an organization of these paths."""
        return any(self.roles[path] in ANSWERING for path in lineage if path in self.roles)

    @cached_property
    def managed(self) -> list[str]:
        """The paths of the organizations at which they are manager or owner themselves."""
        return [path for path, role in self.roles.items() if role in MANAGING]


def readers_after(user_id: int, now: datetime, most: int) -> tuple[list[Reader], int | None]:
    """Of the next `most` people those to look for, and the last one's number; None after the last. Five queries."""
    held = Membership.objects.filter(user=OuterRef("pk"), role__in=ANSWERING)
    stopped = ReminderStop.objects.filter(user=OuterRef("pk"), kind=EVERY_KIND)
    people = User.objects.filter(Exists(held), ~Exists(stopped), is_active=True, pk__gt=user_id).order_by("pk")[:most]
    users = {user.pk: user for user in people}
    if not users:
        return [], None
    memberships = _memberships(users)
    looked, waiting, kinds = _looked(users, now), _waiting(users), stopped_by(users)
    readers = []
    for user in users.values():
        reader = _reader(user, memberships[user.pk], looked.get(user.pk, []), kinds.get(user.pk, frozenset()), now)
        if reader and user.email.lower() not in waiting:
            readers.append(reader)
    return readers, max(users)


def _reader(
    user: User, memberships: list[Membership], looked: list[date], stopped: frozenset[str], now: datetime
) -> Reader | None:
    first = memberships[0].organization
    here = now.astimezone(first.zone)
    today = here.date()
    if here.hour < FIRST_HOUR or today in looked:
        return None
    known = {code for code, _name in settings.LANGUAGES}
    wanted = user.language or first.language
    return Reader(
        user=user,
        language=wanted if wanted in known else settings.LANGUAGE_CODE,
        zone=first.zone,
        today=today,
        after=max([today - timedelta(days=MOST_DAYS_BACK), *(day for day in looked if day < today)]),
        stopped=stopped,
        roles={one.organization.path: Role(one.role) for one in memberships},
    )


def _memberships(users: Mapping[int, User]) -> dict[int, list[Membership]]:
    """By person, the topmost organization first."""
    found: dict[int, list[Membership]] = {}
    rows = Membership.objects.filter(user__in=users).select_related("organization").order_by("organization__path")
    for row in rows:
        found.setdefault(row.user_id, []).append(row)
    return found


def _looked(users: Mapping[int, Any], now: datetime) -> dict[int, list[date]]:
    """The days on which somebody has looked lately; one of them may be tomorrow's, for who lives further east."""
    since = now.date() - timedelta(days=MOST_DAYS_BACK + 1)
    found: dict[int, list[date]] = {}
    rows = ReminderDay.objects.filter(user__in=users, day__gte=since)
    for user, day in rows.values_list("user_id", "day"):
        found.setdefault(user, []).append(day)
    return found


def _waiting(users: Mapping[int, User]) -> set[str]:
    """The addresses to which an earlier one still waits to be sent: another would only pile up behind it."""
    to = [user.email for user in users.values()]
    rows = Mail.objects.filter(next_at__isnull=False, purpose=DIGEST, to__in=to)
    return {address.lower() for address in rows.values_list("to", flat=True)}
