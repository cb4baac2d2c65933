# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.models import Organization
from assessments.queries.archive_file import ChangedMeanwhile, archive_of


class Command(BaseCommand):
    """Everything of an organization and all below it, as one JSON archive on standard output."""

    help = "Write an organization with all below it as an archive, which import_archive reads elsewhere."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("organization", type=uuid.UUID, help="the id in the address of its pages")

    def handle(self, *args: Any, **options: Any) -> None:
        organization = Organization.objects.filter(pk=options["organization"]).first()
        if organization is None:
            raise CommandError("There is no organization with this id.")
        try:
            for part in archive_of(organization, now=timezone.now()):
                self.stdout.write(part.decode(), ending="")
        except ChangedMeanwhile as error:
            raise CommandError("The organization changed meanwhile. The file is not whole: run it again.") from error
