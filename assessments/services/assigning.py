# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Assigning sections of an open assessment to members; a contributor's right to write comes from it alone.

A person is told of a whole batch by one mail, which waits in the outbox from the same moment on.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.mail import MOST_SUBJECT, queue_mail
from accounts.models import Organization, Role, User
from assessments.models import Assessment, Assignment, Change
from assessments.queries.edition import edition_of
from assessments.queries.wording import listed, period_words, section_name
from assessments.services.answering import lock_open
from assessments.services.history import add_line
from assessments.services.refusal import NotAccepted, Refused

ASSIGNED = "assigned"


@transaction.atomic(durable=True)
def assign_section(*, assessment: Assessment, section: str, user: User, by: User, now: datetime) -> None:
    """Ask a member to answer a section, without a mail; see `assign_sections`."""
    _assign(assessment, [section], user, by, now)


@transaction.atomic(durable=True)
def assign_sections(
    *, assessment: Assessment, sections: Collection[str], user: User, by: User, now: datetime, link: str
) -> list[str]:
    """Ask a member to answer sections: levels' keys, "situations" or "routines"; which of them are new to the person.

    A mail tells of those, with `link` to where they are answered, unless one assigns oneself. Asking again changes
    nothing. Raises AlreadySubmitted, or NotAccepted for a section that the edition lacks, and for somebody who may
    not answer here.
    """
    new = _assign(assessment, sections, user, by, now)
    if new and user != by:
        _tell(assessment, new, user, by, now, link)
    return new


@transaction.atomic(durable=True)
def unassign_section(*, assessment: Assessment, section: str, user: User, by: User, now: datetime) -> Change | None:
    """Take a section away from a member; the line of history says so, None where it was not theirs.

    What they answered stays. Raises AlreadySubmitted.
    """
    lock_open(assessment)
    gone, _each = Assignment.objects.of(assessment).filter(section=section, user=user).delete()
    if not gone:
        return None
    return add_line(assessment, ASSIGNED, key=section, before={"person": user.pk}, by=by, now=now)


def _assign(assessment: Assessment, sections: Collection[str], user: User, by: User, now: datetime) -> list[str]:
    known = sections_of(assessment)
    if not set(sections) <= set(known):
        raise NotAccepted(Refused("sections", _("This assessment does not ask that.")))
    lock_open(assessment)
    if not _may_answer(assessment.organization, user):
        raise NotAccepted(Refused("person", _("This person has no role in which one answers.")))
    held = set(Assignment.objects.of(assessment).filter(user=user).values_list("section", flat=True))
    new = [section for section in known if section in sections and section not in held]
    Assignment.objects.bulk_create(Assignment(**assessment.whose, section=section, user=user) for section in new)
    for section in new:
        add_line(assessment, ASSIGNED, key=section, after={"person": user.pk}, by=by, now=now)
    return new


def sections_of(assessment: Assessment) -> list[str]:
    """The sections that may be assigned, in the order of the task list."""
    levels = [level.key for level in edition_of(assessment.edition).levels]
    return [Assignment.SITUATIONS, *levels, Assignment.ROUTINES]


def _may_answer(organization: Organization, user: User) -> bool:
    known = Organization.objects.known_to(user).filter(pk=organization.pk)
    role = known.values_list("role", flat=True).first()
    return user.is_active and role is not None and Role(role).includes(Role.CONTRIBUTOR)


def _tell(assessment: Assessment, sections: list[str], user: User, by: User, now: datetime, link: str) -> None:
    """One mail, in the person's language, else the organization's."""
    organization, edition = assessment.organization, edition_of(assessment.edition)
    with override(user.language or organization.language):
        words = {
            "by": by,
            "organization": organization.name,
            "period": period_words(assessment.period),
            "sections": listed([section_name(edition, section) for section in sections]),
            "link": link,
        }
        lines = [
            _("%(by)s asks you to answer a part of the %(period)s assessment of %(organization)s: %(sections)s."),
            _("Answer here: %(link)s"),
        ]
        if assessment.due_date:
            words["day"] = date_format(assessment.due_date, _("j M Y"))
            lines.append(_("It is due on %(day)s. Everything saves as you go, and nobody must finish in one go."))
        lines.append(_("If somebody else knows better, tell %(by)s, who can ask them instead."))
        subject = _("You are asked to answer: %(sections)s (%(organization)s, %(period)s)") % words
        text = "\n\n".join(lines) % words
        queue_mail(
            to=user.email,
            subject=subject[:MOST_SUBJECT],
            text=text,
            purpose="assignment",
            now=now,
            organization=organization,
        )
