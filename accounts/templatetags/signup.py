# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from allauth.account.adapter import get_adapter
from django import template
from django.template import RequestContext

register = template.Library()


@register.simple_tag(takes_context=True)
def signup_is_open(context: RequestContext) -> bool:
    """Whether whoever comes may make an account, so that no page leads to a door that is closed."""
    return bool(get_adapter().is_open_for_signup(context.request))
