# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from assessments.services.invitation_reminding import remind_invited
from assessments.services.reminding import can_remind, remind_people
from assessments.tasks.reminding import keep_reminding


class Command(BaseCommand):
    """Remind people of what waits for them, and have the worker do so from now on, every hour.

    May run often, and on several hosts at once: nobody gets two mails a day.
    """

    help = "Leave one mail for each person for whom something new has come; the worker goes on, every hour."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--later", action="store_true", help="Leave it to the worker, within the hour.")

    def handle(self, *args: Any, **options: Any) -> None:
        keep_reminding()
        if options["later"]:
            return
        if not can_remind():
            self.stdout.write("No reminder is sent, since no mail server is set up (CAIRN_EMAIL_URL).")
            return
        run, invited = remind_people(now=timezone.now()), remind_invited(now=timezone.now())
        self.stdout.write(f"{run.mails} reminders for {run.people} people, {invited} asked by link were reminded.")
