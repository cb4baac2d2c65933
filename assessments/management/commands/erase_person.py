# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.erasing import OnlyOwner
from accounts.models import User
from assessments.services.erasing import erase_address, erase_person


class Command(BaseCommand):
    """Erase a person, with or without an account, for whoever asks the operator for it.

    Exits with 1 where nothing bears the address, or an organization would be left without an owner.
    """

    help = "Erase the person with this address; what they said stays under a pseudonym."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address of the account, or the one that an invitation was sent to")

    def handle(self, *args: Any, **options: Any) -> None:
        address, now = options["email"], timezone.now()
        user = User.objects.filter(email__iexact=address).first()
        if user is None:
            if not erase_address(address=address, now=now):
                raise CommandError("Nothing here bears this address.")
            self.stdout.write("Erased from invitations.")
            return
        try:
            name = erase_person(user=user, by=user, now=now)
        except OnlyOwner as found:
            names = ", ".join(str(one) for one in found.organizations)
            raise CommandError(f"They are the only owner of {names}. Make somebody else an owner first.") from found
        self.stdout.write(f"Erased. The record stays under {name}.")
