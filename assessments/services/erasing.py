# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Erasing a person with all that names them here; what they said stays, under a pseudonym."""

import re
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from accounts.erasing import pseudonym, take_identity
from accounts.mail import MOST_SUBJECT
from accounts.models import Event, Mail, Membership, User, below_path
from assessments.models import (
    Assignment,
    Change,
    Evidence,
    Export,
    IncomingFile,
    Invitation,
    PlanChange,
    PlanItem,
    ShareLink,
)
from assessments.queries.practice import EVIDENCE
from assessments.services.leaving import ANYWHERE, unassign
from assessments.services.plan_checks import LONGEST_NAME

# Of scripts that part words by blanks: a name beside one of these is another word.
LETTER = "[A-Za-z0-9\u00c0-\u024f]"


@transaction.atomic(durable=True)
def erase_person(*, user: User, by: User, now: datetime) -> str:
    """Erase somebody with an account: links of theirs end, files of theirs go. Returns the pseudonym.

    Raises accounts.erasing.OnlyOwner where an organization would be left to nobody.
    """
    name, was, theirs = pseudonym(), user.name, _where_they_had_a_role(user)
    addresses = take_identity(user=user, name=name, by=by, now=now)
    unassign(user, by, now)
    Assignment.unscoped.filter(user=user).delete()
    Export.unscoped.filter(asked_by=user).delete()
    IncomingFile.objects.filter(by=user).delete()
    ShareLink.unscoped.filter(made_by=user, revoked_at=None).update(revoked_at=now, revoked_by=by)
    for address in addresses:
        _erase_address(address, name, now)
        _erase_words(address, name, ANYWHERE)
    if was:
        _erase_words(was, name, theirs)
    return name


@transaction.atomic(durable=True)
def erase_address(*, address: str, now: datetime) -> int:
    """Erase somebody who was asked without an account, by the address that the link was sent to.

    Links that are still open are withdrawn. Returns how many invitations bore the address.
    """
    name = pseudonym()
    Mail.objects.filter(to__iexact=address).delete()
    _erase_words(address, name, ANYWHERE)
    return _erase_address(address, name, now)


def _erase_address(address: str, name: str, now: datetime) -> int:
    asked = Invitation.unscoped.filter(email__iexact=address)
    asked.filter(revoked_at=None).update(revoked_at=now)
    return asked.update(email=f"{name}@erased.invalid")


def _where_they_had_a_role(user: User) -> Q:
    """At and below the organizations at which the person has a role or had one: elsewhere their name is others'."""
    told = Event.objects.filter(Q(before__person=user.pk) | Q(after__person=user.pk), what="role changed")
    held = Membership.objects.filter(user=user).values_list("organization__path", flat=True)
    found = Q(pk__in=[])
    for path in {*held, *told.values_list("organization__path", flat=True)}:
        found |= below_path("organization__path", path)
    return found


def _erase_words(known_as: str, name: str, where: Q) -> None:
    """What others wrote of somebody: who keeps evidence or is to do an action, with the history of both, and mails that
    name the person.

    Nothing else in lines of history is ever changed.
    """
    _erase_owners(known_as, name, where)
    _erase_assignees(known_as, name, where)
    whole = _whole_word(known_as)

    def without(text: str) -> str:
        return whole.sub(lambda found: name if found[1] else found[0], text)

    mails = list(Mail.objects.filter(where, Q(subject__contains=known_as) | Q(text__contains=known_as)))
    for mail in mails:
        mail.subject, mail.text = without(mail.subject)[:MOST_SUBJECT], without(mail.text)
    Mail.objects.bulk_update(mails, ["subject", "text"], batch_size=500)


def _whole_word(known_as: str) -> re.Pattern[str]:
    """Finds addresses of pages, or else (as its first group) the name as a word of its own."""
    return re.compile(rf"https?://\S+|(?<!{LETTER})({re.escape(known_as)})(?!{LETTER})")


def _erase_owners(known_as: str, name: str, where: Q) -> None:
    Evidence.unscoped.filter(where, owner__iexact=known_as).update(owner=name)
    kept = Q(before__owner__iexact=known_as) | Q(after__owner__iexact=known_as)
    lines = list(Change.unscoped.filter(where, kept, what=EVIDENCE))
    for line in lines:
        for said in (line.before, line.after):
            if said and said.get("owner", "").lower() == known_as.lower():
                said["owner"] = name
    Change.unscoped.bulk_update(lines, ["before", "after"], batch_size=500)


def _erase_assignees(known_as: str, name: str, where: Q) -> None:
    """Free words, in which the name may stand among others: "Kurosawa, or whoever is on call"."""
    whole = re.compile(_whole_word(known_as).pattern, re.IGNORECASE)

    def without(text: str) -> str:
        return whole.sub(lambda found: name if found[1] else found[0], text)[:LONGEST_NAME].rstrip()

    items = list(PlanItem.unscoped.filter(where, assignee_text__icontains=known_as))
    for item in items:
        item.assignee_text = without(item.assignee_text)
    PlanItem.unscoped.bulk_update(items, ["assignee_text"], batch_size=500)
    named = Q(before__assignee_text__icontains=known_as) | Q(after__assignee_text__icontains=known_as)
    lines = list(PlanChange.unscoped.filter(where, named))
    for line in lines:
        for said in (line.before, line.after):
            if said and said.get("assignee_text"):
                said["assignee_text"] = without(said["assignee_text"])
    PlanChange.unscoped.bulk_update(lines, ["before", "after"], batch_size=500)
