# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The mails to people without an account, each with one purpose: to ask somebody, or to remind them once more."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from accounts.mail import queue_mail
from accounts.models import User
from assessments.models import Invitation
from assessments.queries.offered import asked_by
from assessments.queries.promise import last_day_of, minutes_of, promise_of
from assessments.services.reminder_links import stop_for_invitation

INVITATION, REMINDER = "invitation", "invitation reminder"


def send_invitation(invitation: Invitation, url: str, *, by: User, now: datetime, reminds: bool = False) -> None:
    """Leave the mail with the link in the outbox, in the language of whoever is asked."""
    organization, stop = invitation.assessment.organization, stop_for_invitation(invitation)
    with override(invitation.language):
        subject = (
            _("Reminder: %(organization)s asks for your view") if reminds else _("%(organization)s asks for your view")
        )
        queue_mail(
            to=invitation.email,
            subject=subject % {"organization": organization.name},
            text="\n\n".join([*_paragraphs(invitation, url, by, reminds), _no_reminders(stop)]),
            purpose=REMINDER if reminds else INVITATION,
            now=now,
            organization=organization,
            unsubscribe=stop,
        )


def _paragraphs(invitation: Invitation, url: str, by: User, reminds: bool) -> list[str]:
    organization = _one_line(invitation.assessment.organization.name)
    pages = sum(map(len, asked_by(invitation)))
    words = {
        "person": _one_line(f"{by.name} ({by.email})" if by.name else by.email),
        "organization": organization,
        "pages": pages,
        "minutes": minutes_of(invitation),
        "day": date_format(last_day_of(invitation.assessment, invitation.expires_at), _("j F Y")),
    }
    asks = _("%(person)s would like to know how you see open source at %(organization)s.")
    takes = ngettext(
        "There is %(pages)s question. It takes about %(minutes)s min, on a phone or a computer, without an account.",
        "There are %(pages)s questions. They take about %(minutes)s min, on a phone or a computer, without an account.",
        pages,
    )
    replaced = _("This link takes the place of the one in the earlier mail. What you have answered is kept.")
    link = _(
        "The link is for you alone, works in one browser, and is open until %(day)s."
        " You can stop at any question and go on later."
    )
    promise = promise_of(invitation.perspective, organization, is_open=False)
    stop = _("You don’t have to answer. If you don’t want to be asked again, tell %(person)s.")
    return [
        asks % words,
        takes % words,
        url,
        *([replaced] if reminds else []),
        link % words,
        "\n".join([_("What becomes of your answers:"), *(f"- {one}" for one in promise)]),
        stop % words,
    ]


def _no_reminders(link: str) -> str:
    return _("To get no reminder of this, open this link:") + f"\n{link}"


def _one_line(name: str) -> str:
    return " ".join(name.split())
