# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.models import Organization, User
from assessments.imports.limited import read_archive_limited
from assessments.imports.unreadable import FaultyDocument, UnreadableDocument
from assessments.services.refusal import NotAccepted
from assessments.services.restoring import restore_archive, stage_archive


class Command(BaseCommand):
    """Take an archive: all that is in it, or nothing."""

    help = "Import an archive of up to 192 MiB that export_archive or the pages made, and verify every result in it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--owner", required=True, help="address of the account that takes it, and then owns it")
        parser.add_argument("--under", type=uuid.UUID, help="id of the organization that it is put under")
        parser.add_argument("--again", action="store_true", help="also where the same archive was taken before")

    def handle(self, *args: Any, **options: Any) -> None:
        owner = User.objects.filter(email__iexact=options["owner"], is_active=True).first()
        if owner is None:
            raise CommandError("There is no active account with this address.")
        above = Organization.objects.filter(pk=options["under"]).first()
        if options["under"] and above is None:
            raise CommandError("There is no organization with this id.")
        try:
            made = self._take(options["file"], above, owner, again=options["again"])
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}") from error
        except (UnreadableDocument, FaultyDocument) as error:
            raise CommandError(str(error)) from error
        except NotAccepted as error:
            raise CommandError("\n".join(fault.message for fault in error.faults)) from error
        self.stdout.write(f"{made.name} is here: {made.pk}")

    def _take(self, file: Path, above: Organization | None, owner: User, *, again: bool) -> Organization:
        now = timezone.now()
        document = read_archive_limited(file.read_bytes(), name=file.name, is_large=True)
        staged = stage_archive(document=document, name=file.name, above=above, by=owner, now=now)
        return restore_archive(incoming=staged, again=again, by=owner, now=now)
