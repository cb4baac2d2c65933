# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from ipaddress import IPv6Address, ip_address
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from django.conf import settings
from django.contrib.sites.shortcuts import get_current_site
from django.core.validators import MaxLengthValidator
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from accounts.mail import MOST_ADDRESS, queue_mail
from accounts.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Closed unless the operator opens it: the first person may sign up, and whoever comes where sign-up is open."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return settings.SIGNUP_OPEN or not User.objects.exists()

    def clean_email(self, email: str) -> str:
        """No longer than an address that a mail can go to, also where it is not yet anybody's."""
        MaxLengthValidator(MOST_ADDRESS)(email)
        return email

    def get_client_ip(self, request: HttpRequest) -> str:
        """What tries are counted by: of an address of version 6 its network, where one machine has 2⁶⁴ of them."""
        address = ip_address(super().get_client_ip(request))
        if not isinstance(address, IPv6Address):
            return str(address)
        return str(address.ipv4_mapped or IPv6Address(int(address) >> 64 << 64))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Leave the mail in the outbox: no page waits for a mail server, or fails with it."""
        about = {"request": current.request, "email": email, "current_site": get_current_site(current.request)}
        message = self.render_mail(template_prefix, email, about | context)
        purpose = template_prefix.rpartition("/")[2]
        with transaction.atomic():
            queue_mail(to=email, subject=message.subject, text=message.body, purpose=purpose, now=timezone.now())
