# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from typing import Any

from django.core.management.base import BaseCommand

from assessments.services.rolling_up_anew import roll_up_all


class Command(BaseCommand):
    """Build what group dashboards read anew from all submitted results, and say how many rows differed."""

    help = "Build anew what group dashboards read, and say how many rows differed."

    def handle(self, *args: Any, **options: Any) -> None:
        differed = 0
        for what in roll_up_all(write=True):
            differed += 1
            self.stdout.write(what)
        self.stdout.write(f"All rolled up; {differed} rows differed.")
