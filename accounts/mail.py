# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The outbox: a mail is a row, written in the transaction of what it tells about. Nothing here talks to a server."""

from collections.abc import Collection
from datetime import datetime

from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import get_language

from accounts.models import Mail, Organization
from accounts.tasks import send_mails
from accounts.text import clean_text

MOST_ADDRESS = 254
MOST_SUBJECT = 200
MOST_TEXT = 20_000


def queue_mail(
    *,
    to: str,
    subject: str,
    text: str,
    purpose: str,
    now: datetime,
    organization: Organization | None = None,
    unsubscribe: str = "",
) -> Mail:
    """Leave a mail to one person, in the language that is active; it is sent once the caller's transaction commits.

    Raises TransactionManagementError outside of a transaction, ValidationError for what is no address, TextRefused for
    a subject above 200 characters or a text above 20,000. Line breaks in a subject become spaces.
    """
    mail = write_mail(
        to=to,
        subject=subject,
        text=text,
        purpose=purpose,
        now=now,
        organization=organization,
        unsubscribe=unsubscribe,
    )
    queue_mails([mail])
    return mail


def write_mail(
    *,
    to: str,
    subject: str,
    text: str,
    purpose: str,
    now: datetime,
    organization: Organization | None = None,
    unsubscribe: str = "",
) -> Mail:
    """A mail that nobody has queued yet; `unsubscribe` is the link that stops such mails, without signing in."""
    to = clean_text(to, most=MOST_ADDRESS)
    validate_email(to)
    return Mail(
        organization=organization,
        to=to,
        subject=clean_text(subject, most=MOST_SUBJECT),
        text=clean_text(text, most=MOST_TEXT, lines=True),
        purpose=purpose,
        language=get_language() or "",
        unsubscribe=unsubscribe,
        created_at=now,
        next_at=now,
    )


def queue_mails(mails: Collection[Mail]) -> None:
    """Leave mails that were written, in two queries however many they are."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("A mail is queued in the transaction of what it tells about.")
    if mails:
        Mail.objects.bulk_create(mails)
        # A row of the same transaction: the worker sees it once that commits, and not before.
        send_mails.enqueue()
