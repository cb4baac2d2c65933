# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from django import template
from django.conf import settings

from accounts.demo import DEMO_ACCOUNTS, DEMO_PASSWORD, DemoAccount
from accounts.models import User

register = template.Library()


@register.simple_tag
def demo_accounts() -> list[DemoAccount]:
    """The accounts that the sign-in page of a demo installation offers: those that exist; elsewhere none."""
    if not settings.DEMO:
        return []
    known = User.objects.filter(email__in=[account.email for account in DEMO_ACCOUNTS], is_active=True)
    emails = set(known.values_list("email", flat=True))
    return [account for account in DEMO_ACCOUNTS if account.email in emails]


@register.simple_tag
def demo_password() -> str:
    """The public password of a demo installation; on any other installation none."""
    return DEMO_PASSWORD if settings.DEMO else ""
