# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from typing import Any

from django.core.management.base import BaseCommand

from assessments.domain.schema import schema_json


class Command(BaseCommand):
    """Print the JSON Schema of editions, the same as at /schema/edition.json."""

    help = "Print the JSON Schema of editions, for editors that check files while one writes. Needs no database."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(schema_json(), ending="")
