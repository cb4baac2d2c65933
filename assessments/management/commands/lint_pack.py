# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import sys
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from assessments.domain.linting import lint
from assessments.imports.documents import UnreadableDocument, read_path


class Command(BaseCommand):
    """Print what is wrong or doubtful in an edition, one finding a line, with its place and the reason.

    Exit status 0 where there is no error, 1 where there is one, 2 where the document cannot be read.
    """

    help = "Check an edition: errors keep it from being published, warnings ask for a second look. Needs no database."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("edition", metavar="FILE", help="a YAML or JSON file, or a folder of YAML files")
        parser.add_argument(
            "--on",
            metavar="DAY",
            type=date.fromisoformat,
            help="the day to check for, as 2026-11-22; default: today (UTC)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            document = read_path(Path(options["edition"]))
        except UnreadableDocument as error:
            self.stderr.write(str(error))
            sys.exit(2)
        findings = lint(document, on=options["on"] or timezone.now().date())
        for finding in findings:
            self.stdout.write(" ".join(str(finding).split()))
        if any(finding.severity == "error" for finding in findings):
            sys.exit(1)
