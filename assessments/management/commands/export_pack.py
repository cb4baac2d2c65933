# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import json
from decimal import Decimal
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessments.imports.writing import as_json, as_yaml
from assessments.models import Edition

FORMATS = {"yaml": as_yaml, "json": as_json}


class Command(BaseCommand):
    """Print a published edition, also a retired one, as a file that load_pack takes for the same edition."""

    help = "Print a published edition as YAML or JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("pack", metavar="PACK", help="such as ospo-journey")
        parser.add_argument("version", metavar="EDITION", help="such as 1.0.0")
        parser.add_argument("--format", choices=FORMATS, default="yaml")

    def handle(self, *args: Any, **options: Any) -> None:
        published = Edition.objects.filter(published_at__isnull=False)
        row = published.filter(pack=options["pack"], version=options["version"]).first()
        if row is None:
            raise CommandError(f"{options['pack']} {options['version']} is not published here.")
        self.stdout.write(FORMATS[options["format"]](json.loads(row.document, parse_float=Decimal)), ending="")
