# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from assessments.domain.canonical import canonical_json
from assessments.domain.comparison import DifferentPacks, compare
from assessments.management.documents import Refused, answers_in, edition_in


class Command(BaseCommand):
    """Print what changed between two results of one pack, explained; exit status 2 where a file is refused."""

    help = "Print the comparison of two results of one pack as a line of JSON, the earlier first. Needs no database."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        for side, which in (("a", "the earlier"), ("b", "the later")):
            parser.add_argument(f"edition_{side}", metavar=f"EDITION_{side.upper()}", help=f"{which} edition")
            parser.add_argument(f"answers_{side}", metavar=f"ANSWERS_{side.upper()}", help=f"{which} answers")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            line = _comparison(options)
        except (Refused, DifferentPacks) as refused:
            self.stderr.write(str(refused))
            sys.exit(2)
        self.stdout.write(line)


def _comparison(options: dict[str, Any]) -> str:
    edition_a, edition_b = edition_in(options["edition_a"]), edition_in(options["edition_b"])
    [answers_a] = answers_in([options["answers_a"]], edition_a)
    [answers_b] = answers_in([options["answers_b"]], edition_b)
    return canonical_json(compare(edition_a, answers_a, edition_b, answers_b))
