# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.demo import DEMO_ACCOUNTS, DEMO_PASSWORD
from accounts.models import Membership, Role, User
from accounts.services import set_role
from assessments.imports.documents import UnreadableDocument, read_path
from assessments.management.commands.load_pack import BUILT_IN
from assessments.management.demo import ADDRESS, Teller, tell
from assessments.management.demo_draft import start_demo_draft
from assessments.management.story import StoryFaults, check_story, editions_of
from assessments.models import Edition

STORY = BUILT_IN.with_name("aozora")
# The account that gets its role last, when all else is made.
LAST_ACCOUNT = DEMO_ACCOUNTS[3]
BEGIN_ANEW = "A demo can begin anew: remove its database (var/ in the checkout) and run this again."


class Command(BaseCommand):
    """Make the demo group and its accounts, once, on a demo installation only.

    It publishes the built-in pack itself, an earlier edition before the current one, since part of the story is told
    with the earlier one.
    """

    help = "Make demo data with the built-in pack (only with CAIRN_DEMO=1); a second run changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("story", nargs="?", type=Path, default=STORY, help="A file or folder (default: Aozora).")
        parser.add_argument("--address", default=ADDRESS, help=f"Where the mails' links lead (default: {ADDRESS}).")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is no demo installation: set CAIRN_DEMO=1 for one that holds nothing else.")
        if User.objects.filter(email=DEMO_ACCOUNTS[0].email).exists():
            self._bring_up_to_date()
        elif Edition.objects.newest_of(Edition.BUILT_IN):
            raise CommandError("The built-in pack is published already, and a demo publishes it itself: start empty.")
        else:
            self._make(options["story"], options["address"])
        self.stdout.write(f"Demo accounts (password {DEMO_PASSWORD}):")
        for account in DEMO_ACCOUNTS:
            self.stdout.write(f"  {account.email:<28} {account.what}")

    def _bring_up_to_date(self) -> None:
        """Publish a newer edition; what was left half made, or tells of another text of the edition, begins anew."""
        if not Membership.objects.filter(user__email=LAST_ACCOUNT.email).exists():
            raise CommandError(f"The demo data was left half made. {BEGIN_ANEW}")
        try:
            call_command("load_pack", stdout=self.stdout)
        except CommandError as error:
            raise CommandError(f"{error} {BEGIN_ANEW}") from error

    def _make(self, path: Path, address: str) -> None:
        try:
            story: Any = read_path(path)
            editions = editions_of(read_path(BUILT_IN), story)
            check_story(story, editions)
        except (UnreadableDocument, StoryFaults) as error:
            raise CommandError(str(error)) from error
        people = [
            User.objects.create_user(
                account.email,
                DEMO_PASSWORD,
                name=account.name,
                language=account.language,
                is_curator=account.is_curator,
                is_superuser=account.is_operator,
            )
            for account in DEMO_ACCOUNTS
        ]
        owner, manager, contributor, viewer, haru = people[:5]
        named = {person.email.partition("@")[0]: person for person in people}
        now = timezone.now()
        made = tell(Teller(owner, contributor, now, address, named), story, editions)
        if "draft" in story:
            newest = Edition.objects.get(pack=Edition.BUILT_IN, version=editions[-1].edition)
            author, reviewer = [one for one in people if one.is_curator]
            start_demo_draft(story["draft"], newest, author, reviewer, now)
        roles = [("imaging", manager, Role.MANAGER), ("semiconductors", haru, Role.MANAGER)]
        roles += [("group", viewer, Role.VIEWER)]
        for key, person, role in roles:
            set_role(organization=made[key], user=person, role=role, by=owner, now=now)
