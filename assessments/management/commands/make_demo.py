# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.demo import DEMO_ACCOUNTS, DEMO_PASSWORD
from accounts.models import Role, User
from accounts.services import set_role
from assessments.imports.documents import read_path
from assessments.management.demo import Teller, tell
from assessments.models import Edition

STORY = Path(__file__).resolve().parents[2] / "packs" / "aozora.yaml"


class Command(BaseCommand):
    """Make the demo group and its accounts, once, on a demo installation only."""

    help = "Make demo data (only with CAIRN_DEMO=1); a second run changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is no demo installation: set CAIRN_DEMO=1 for one that holds nothing else.")
        edition = Edition.objects.newest_of(Edition.BUILT_IN)
        if edition is None:
            raise CommandError("Run 'manage.py load_pack' first.")
        if not User.objects.filter(email=DEMO_ACCOUNTS[0].email).exists():
            self._make(edition)
        self.stdout.write(f"Demo accounts (password {DEMO_PASSWORD}):")
        for account in DEMO_ACCOUNTS:
            self.stdout.write(f"  {account.email:<28} {account.what}")

    def _make(self, edition: Edition) -> None:
        people = [
            User.objects.create_user(
                account.email,
                DEMO_PASSWORD,
                name=account.name,
                is_curator=account.is_curator,
                is_superuser=account.is_operator,
            )
            for account in DEMO_ACCOUNTS
        ]
        owner, manager, contributor, viewer = people[:4]
        now = timezone.now()
        made = tell(Teller(owner, contributor, edition, now), read_path(STORY))
        roles = [("imaging", manager, Role.MANAGER), ("imaging", contributor, Role.CONTRIBUTOR)]
        for key, person, role in [*roles, ("group", viewer, Role.VIEWER)]:
            set_role(organization=made[key], user=person, role=role, by=owner, now=now)
