# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from typing import Any

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.models import User

logger = structlog.get_logger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """Closed unless the operator opens it: the first person may sign up, and whoever comes where sign-up is open."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return settings.SIGNUP_OPEN or not User.objects.exists()

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail; where the mail server cannot be reached, the person is told and the operator finds it logged."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError:  # smtplib's own errors are among them
            logger.exception("mail was not sent", mail=template_prefix)
            messages.error(current.request, _("Mail cannot be sent at the moment. Try again later."))
