# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from assessments.domain.canonical import canonical_json
from assessments.domain.result import evaluate
from assessments.management.documents import Refused, answers_in, edition_in


class Command(BaseCommand):
    """Print the result of each set of answers as a line of canonical JSON; exit status 2 where a file is refused."""

    help = "Print the results of answers to an edition, one line of JSON each. Needs no database."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("edition", metavar="EDITION", help="a YAML or JSON file, or a folder of YAML files")
        parser.add_argument("answers", metavar="ANSWERS", nargs="+", help="a YAML or JSON file; - is standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            edition = edition_in(options["edition"])
            lines = [canonical_json(evaluate(edition, one)) for one in answers_in(options["answers"], edition)]
        except Refused as refused:
            self.stderr.write("\n".join(refused.lines))
            sys.exit(2)
        self.stdout.write("\n".join(lines))
