# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A process that reminds people until it is killed: python -m tests.drills.reminder WORDS.

`people NUMBER` makes so many managers, each of a unit whose assessment is due tomorrow, and prints how many.
`remind [STATEMENT]` says "ready", waits for a line, reminds, and says in how many statements of SQL and how many mails
it left; it kills itself before that one. `read` prints how many mails and days of how many people there are.
"""

import json
import os
import sys
from datetime import UTC, date, datetime

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ospo_app.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 (needs django.setup)
from django.db import connection  # noqa: E402 (needs django.setup)

from accounts.models import Mail, Organization, ReminderDay, Role  # noqa: E402 (needs django.setup)
from assessments.models import Assessment  # noqa: E402 (needs django.setup)
from assessments.services.reminding import remind_people  # noqa: E402 (needs django.setup)
from tests.drills.process import Counted  # noqa: E402 (needs django.setup)
from tests.factories import join, make_assessment, make_edition, make_organization, make_user  # noqa: E402 (needs django.setup)

NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)
AT_ONCE = 20


def people(number: int) -> int:
    """The managers, in a new database."""
    call_command("migrate", verbosity=0)
    group, edition = make_organization("Aozora"), make_edition()
    for _each in range(number):
        unit = make_organization(above=group)
        manager = join(make_user(), Organization.objects.get(pk=unit.pk), Role.MANAGER).user
        make_assessment(unit, manager, edition, now=NOW)
    Assessment.objects.update(due_date=date(2026, 11, 17))
    return number


def remind(fatal: int | None) -> None:
    """Remind at a line from the parent, and say so."""
    counted = Counted(fatal)
    print("ready", flush=True)
    sys.stdin.readline()
    with connection.execute_wrapper(counted):
        run = remind_people(now=NOW, most=AT_ONCE)
    print("reminded", counted.statements, run.mails, flush=True)


def read() -> dict[str, int]:
    """What there is by now."""
    mails = Mail.objects.filter(purpose="reminders")
    return {
        "mails": mails.count(),
        "people": mails.values("to").distinct().count(),
        "days": ReminderDay.objects.count(),
    }


if __name__ == "__main__":
    command, *words = sys.argv[1:]
    if command == "people":
        print(json.dumps(people(int(words[0]))))
    elif command == "remind":
        remind(int(words[0]) if words else None)
    else:
        print(json.dumps(read()))
