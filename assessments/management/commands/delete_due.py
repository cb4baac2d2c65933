# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from assessments.services.deleting import delete_due


class Command(BaseCommand):
    """Delete the organizations whose waiting time is over; the worker does so too. May run often, on several hosts."""

    help = "Delete the organizations whose waiting time is over."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{delete_due(timezone.now())} deleted.")
