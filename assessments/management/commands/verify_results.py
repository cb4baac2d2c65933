# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from assessments.queries.verification import differing_results
from assessments.services.rolling_up_anew import roll_up_all


class Command(BaseCommand):
    """Recompute every stored result from its edition and its answers, and say which differ by a byte.

    What dashboards read of them is worked out anew too, and what differs is named; `manage.py roll_up` mends it.
    """

    help = "Recompute all stored results and what group dashboards read; exit status 1 where one differs."

    def handle(self, *args: Any, **options: Any) -> None:
        checked, differing = 0, []
        for row, why in differing_results():
            checked += 1
            if why:
                differing.append(f"{row.assessment_id}: {why}")
        if differing:
            differing.append(f"{len(differing)} of {checked} stored results differ.")
        if rolled_up := list(roll_up_all(write=False)):
            differing += [
                *rolled_up,
                f"{len(rolled_up)} rows that dashboards read differ; manage.py roll_up mends them.",
            ]
        if differing:
            raise CommandError("\n".join(differing))
        self.stdout.write(f"{checked} stored results recomputed; none differs.")
