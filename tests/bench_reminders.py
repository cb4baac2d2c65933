# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Reminding everybody of a group of 10,000 units: how long it takes, in how many queries, and how memory grows."""

import resource
from datetime import UTC, datetime, timedelta

from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Mail, Membership, Organization, ReminderDay, Role, User, below_path
from assessments.models import Assessment, Evidence
from assessments.services.reminding import remind_people
from tests.factories import make_built_in_edition, make_user
from tests.made_up_group import made_up_group

NOW = datetime(2026, 12, 24, 9, tzinfo=UTC)
BATCH = 1000


def bench_reminders(units: int = 10_000) -> None:
    """Each unit has an open assessment that is due in a week, with evidence that is stale; first with a manager each,
    then with one for all."""
    call_command("migrate", verbosity=0)
    row, owner = make_built_in_edition(), make_user()
    group = made_up_group(units, 1, edition=row, by=owner)
    Membership.objects.create(user=owner, organization=group, role=Role.OWNER)
    below = list(Organization.objects.filter(below_path("path", group.path)).order_by("path"))
    _open(below, row, owner)
    managers = [User(email=f"m{number}@example.org", name=f"M {number}") for number in range(len(below))]
    User.objects.bulk_create(managers, batch_size=BATCH)
    Membership.objects.bulk_create(
        [
            Membership(user=user, organization=unit, role=Role.MANAGER)
            for user, unit in zip(managers, below, strict=True)
        ],
        batch_size=BATCH,
    )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    _report(f"{len(below)} managers, one a unit", NOW)
    _report("the same once more, an hour later", NOW + timedelta(hours=1))
    Membership.objects.filter(role=Role.MANAGER).delete()
    Mail.objects.all().delete()
    ReminderDay.objects.all().delete()
    _report("one owner of all", NOW)


def _open(below: list[Organization], row: object, owner: User) -> None:
    opened = [
        Assessment(
            organization=unit,
            edition=row,
            pack="ospo-journey",
            period="2026-Q4",
            due_date=NOW.date() + timedelta(days=7),
            opened_at=NOW - timedelta(days=60),
            opened_by=owner,
        )
        for unit in below
    ]
    Assessment.objects.bulk_create(opened, batch_size=BATCH)
    Evidence.objects.bulk_create(
        [
            Evidence(
                **one.whose,
                practice=practice,
                text="Charter",
                reviewed_on=NOW.date() - timedelta(days=days),
                added_at=NOW,
                added_by=owner,
            )
            for one in opened
            for practice, days in [("strategy-alignment", 900), ("resourcing", 10)]
        ],
        batch_size=BATCH,
    )


def _report(name: str, now: datetime) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF)
    with CaptureQueriesContext(connection) as queries:
        run = remind_people(now=now)
    after = resource.getrusage(resource.RUSAGE_SELF)
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    grown = (after.ru_maxrss - before.ru_maxrss) / 1024
    print(f"{connection.vendor}, reminders, {name}: {run.mails} mails for {run.people} people, {len(queries)} queries")
    print(f"  {busy:.1f} s at work, {grown:.0f} MiB more at most, {after.ru_maxrss / 1024:.0f} MiB in all")
