# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from assessments.domain.edition import parse_edition
from assessments.domain.faults import EditionFaults
from assessments.imports.documents import UnreadableDocument, read_path
from assessments.services.publishing import VersionIsDraft, VersionTaken, publish_edition

BUILT_IN = Path(__file__).resolve().parents[2] / "packs" / "ospo-journey"


class Command(BaseCommand):
    """Publish a pack's edition from a file or a folder; the built-in one where none is named. Repeatable."""

    help = "Publish an edition from a file or folder (default: the built-in pack)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, default=BUILT_IN)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            edition = parse_edition(read_path(options["path"]))
            row, is_new = publish_edition(edition=edition, by=None, now=timezone.now())
        except (UnreadableDocument, EditionFaults) as error:
            raise CommandError(str(error)) from error
        except VersionTaken as error:
            raise CommandError(
                f"{edition.pack} {edition.edition} is published with other content: give it a new version."
            ) from error
        except VersionIsDraft as error:
            raise CommandError(
                f"{edition.pack} {edition.edition} is a draft in the studio: publish it there or give it up, "
                "or give the file a new version."
            ) from error
        self.stdout.write(f"{row} is published." if is_new else f"{row} was published already.")
