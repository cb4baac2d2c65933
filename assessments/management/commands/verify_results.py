# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from assessments.queries.verification import differing_results


class Command(BaseCommand):
    """Recompute every stored result from its edition and its answers, and say which differ by a byte."""

    help = "Recompute all stored results; exit status 1 where one differs."

    def handle(self, *args: Any, **options: Any) -> None:
        checked, differing = 0, []
        for row, why in differing_results():
            checked += 1
            if why:
                differing.append(f"{row.assessment_id}: {why}")
        if differing:
            raise CommandError("\n".join([*differing, f"{len(differing)} of {checked} stored results differ."]))
        self.stdout.write(f"{checked} stored results recomputed; none differs.")
