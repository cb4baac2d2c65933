# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from assessments.queries.personal import personal_data


class Command(BaseCommand):
    """What is kept about a person, as JSON on standard output: for whoever asks the operator for it."""

    help = "Print all that is kept about a person, as JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address of the account")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError("There is no account with this address.")
        self.stdout.write(json.dumps(personal_data(user), ensure_ascii=False, indent=2))
