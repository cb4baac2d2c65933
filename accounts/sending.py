# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Sending what waits in the outbox: outside of requests, by as many senders at once as there are.

A sender claims a mail by an UPDATE that only one of them wins. A claim ends by itself, so that a sender that dies
loses nothing; since it may have sent the mail, that mail is flagged. What may have arrived is sent once more, and not
a third time.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Mail
from accounts.smtp import fault_of, hand_over

logger = structlog.get_logger(__name__)

# After the first try, the second, and so on; then always the last.
WAITS = [timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=6)]
PATIENCE = timedelta(days=3)
# Longer than a mail server that answers each command at the last moment can take.
CLAIM = timedelta(minutes=5)
KEPT = timedelta(days=30)
AT_ONCE = 20
# The next mail would fare no better.
OF_THE_SERVER = {
    Mail.Fault.UNREACHABLE,
    Mail.Fault.SILENT,
    Mail.Fault.LOGIN,
    Mail.Fault.DROPPED,
    Mail.Fault.UNCERTAIN,
}


@dataclass
class Sent:
    """What came of a run."""

    sent: int = 0
    not_sent: int = 0


def send_due(most: int | None = None) -> Sent:
    """Send the mails whose time has come, `most` of them; a server that is in trouble is left alone for a minute."""
    run = Sent()
    while most is None or run.sent + run.not_sent < most:
        mail = _claim(timezone.now())
        if mail is None:
            break
        fault = _deliver(mail)
        if fault is None:
            run.sent += 1
            _keep_sent(mail, timezone.now())
            continue
        run.not_sent += 1
        _keep_fault(mail, fault, timezone.now())
        if fault in OF_THE_SERVER:
            now = timezone.now()
            Mail.objects.filter(next_at__lte=now).update(next_at=now + WAITS[0])
            break
    return run


def take_up_again(now: datetime) -> int:
    """Let those that were given up be tried once more, as far as they still have a text; returns how many."""
    return Mail.objects.filter(sent_at=None, next_at=None).exclude(text="").update(next_at=now)


def empty_old_texts(now: datetime) -> int:
    """Take the texts, which hold links, from mails that were sent or given up 30 days ago; returns how many."""
    past = Q(sent_at__lte=now - KEPT) | Q(sent_at=None, next_at=None, created_at__lte=now - PATIENCE - KEPT)
    return Mail.objects.filter(past).exclude(text="").update(text="", unsubscribe="")


def _claim(now: datetime) -> Mail | None:
    """Take the mail that has waited longest, for as long as CLAIM."""
    due = Mail.objects.filter(next_at__lte=now).order_by("next_at", "created_at")
    while found := list(due[:AT_ONCE]):
        for mail in found:
            mine = due.filter(pk=mail.pk, next_at=mail.next_at)
            died = mail.claimed_until is not None
            if died and mail.possibly_sent:
                if mine.update(next_at=None, claimed_until=None, last_error=Mail.Fault.UNCERTAIN):
                    _say_given_up(mail, Mail.Fault.UNCERTAIN)
                continue
            until = now + CLAIM
            claim = {"next_at": until, "claimed_until": until, "possibly_sent": mail.possibly_sent or died}
            if mine.update(attempts=F("attempts") + 1, **claim):
                return Mail.objects.filter(pk=mail.pk).first()
    return None


def _deliver(mail: Mail) -> Mail.Fault | None:
    """Hand the mail to the server. Its Message-ID is the same at every try: many servers then drop the second one."""
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    headers = {"Message-ID": f"<{mail.pk}@{host}>", "Auto-Submitted": "auto-generated", **_ways_to_stop(mail)}
    try:
        hand_over(EmailMessage(mail.subject, mail.text, to=[mail.to], headers=headers))
    except Exception as error:  # one mail that cannot be sent must not keep the others
        fault = fault_of(error)
        logger.warning("mail was not sent", mail=str(mail.pk), fault=fault.value, error=type(error).__name__)
        return fault
    return None


def _ways_to_stop(mail: Mail) -> dict[str, str]:
    """What programs for mail make a button of (RFC 8058); one press may do by HTTPS alone."""
    if not mail.unsubscribe:
        return {}
    one_press = {"List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return {"List-Unsubscribe": f"<{mail.unsubscribe}>"} | (one_press if mail.unsubscribe.startswith("https:") else {})


def _keep_sent(mail: Mail, now: datetime) -> None:
    """Whoever holds the mail by now: it is sent."""
    Mail.objects.filter(pk=mail.pk).update(sent_at=now, next_at=None, claimed_until=None, last_error="")


def _keep_fault(mail: Mail, fault: Mail.Fault, now: datetime) -> None:
    """Try again later; not after three days, and not where the mail would arrive for the third time."""
    is_uncertain = fault == Mail.Fault.UNCERTAIN
    next_at: datetime | None = now + WAITS[min(mail.attempts, len(WAITS)) - 1]
    if (is_uncertain and mail.possibly_sent) or now >= mail.created_at + PATIENCE:
        next_at = None
        _say_given_up(mail, fault)
    Mail.objects.filter(pk=mail.pk, claimed_until=mail.claimed_until).update(
        next_at=next_at, claimed_until=None, last_error=fault, possibly_sent=mail.possibly_sent or is_uncertain
    )


def _say_given_up(mail: Mail, fault: Mail.Fault) -> None:
    logger.error("mail was given up", mail=str(mail.pk), purpose=mail.purpose, fault=fault.value)
