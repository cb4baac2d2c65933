# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from django import template
from django.conf import settings

from accounts.demo import DEMO_ACCOUNTS, DEMO_PASSWORD, DemoAccount

register = template.Library()


@register.simple_tag
def demo_accounts() -> list[DemoAccount]:
    """The accounts that the sign-in page of a demo installation offers; on any other installation none."""
    return DEMO_ACCOUNTS if settings.DEMO else []


@register.simple_tag
def demo_password() -> str:
    """The public password of a demo installation; on any other installation none."""
    return DEMO_PASSWORD if settings.DEMO else ""
