# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from accounts.models import Mail
from accounts.sending import empty_old_texts, send_due, take_up_again


class Command(BaseCommand):
    """Send what waits in the outbox, and say how it stands. May run often, and on several hosts at once."""

    help = "Send the mails that are due, and empty the texts of those that were sent 30 days ago."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--again", action="store_true", help="First take up again what was given up.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["again"]:
            take_up_again(timezone.now())
        run = send_due()
        emptied = empty_old_texts(timezone.now())
        waiting = Mail.objects.filter(next_at__isnull=False).count()
        failed = Mail.objects.filter(sent_at=None, next_at=None)
        self.stdout.write(f"{run.sent} sent, {run.not_sent} not sent, {waiting} waiting, {failed.count()} given up.")
        if emptied:
            self.stdout.write(f"Texts of old mails emptied: {emptied}.")
        for mail in failed.order_by("-created_at")[:20]:
            may_have = " It may have arrived." if mail.possibly_sent else ""
            self.stdout.write(f"Given up: {mail.pk}, {mail.purpose}. {mail.get_last_error_display()}{may_have}")
