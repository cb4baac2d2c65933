# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Addresses in mails that no page asks for, and links that stop reminders without signing in."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.reminders import EVERY_KIND, PERSON, Stop, token_of
from assessments.models import Invitation

INVITATION = "invitation"


def address_of(name: str, *arguments: object) -> str:
    """Where browsers find a page of this name."""
    return f"{settings.ADDRESS}{reverse(name, args=arguments)}"


def stop_for_person(user: User, kind: str = EVERY_KIND) -> str:
    """The link by which somebody stops reminders of a kind, or of all kinds."""
    return address_of("reminders_stop", token_of(Stop(PERSON, str(user.pk), kind)))


def stop_for_invitation(invitation: Invitation) -> str:
    """The link by which somebody without an account stops reminders of what they were asked."""
    return address_of("reminders_stop", token_of(Stop(INVITATION, invitation.pk.hex)))


def stop_words(link: str) -> str:
    """The last lines of a reminder."""
    return _("To stop these mails, open this link; you need not sign in:") + f"\n{link}"
