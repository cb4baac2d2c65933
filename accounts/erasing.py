# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Erasing a person: the record of what was done stays, under a pseudonym; nothing leads back to who it was."""

import uuid
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from accounts.models import Event, Mail, Membership, Organization, ReminderDay, ReminderStop, Role, User


class OnlyOwner(Exception):
    """The person is the only owner of these organizations, which would be left to nobody."""

    def __init__(self, organizations: list[Organization]) -> None:
        super().__init__()
        self.organizations = organizations


def pseudonym() -> str:
    """What a person is called from now on: random, the same in every place, and nothing of theirs."""
    return f"person-{uuid.uuid4().hex[:12]}"


def owned_alone(user: User) -> list[Organization]:
    """The organizations that have no other active owner, neither of their own nor above them."""
    held = Membership.objects.filter(user=user, role=Role.OWNER).select_related("organization")
    return [one.organization for one in held if not _other_owners(one.organization, user)]


def take_identity(*, user: User, name: str, by: User, now: datetime) -> set[str]:
    """Take addresses, name, ways to sign in, roles and mails from a person, in the caller's transaction.

    Their organizations are locked, as by whoever gives or takes a role there: two owners never leave at once, each
    trusting in the other. Returns the addresses that were theirs, in lower case. Raises OnlyOwner.
    """
    theirs = Membership.objects.filter(user=user).values("organization")
    list(Organization.objects.filter(pk__in=theirs).select_for_update(of=("self",)))
    row = User.objects.select_for_update().get(pk=user.pk)
    if alone := owned_alone(row):
        raise OnlyOwner(alone)
    for held in Membership.objects.filter(user=row):
        Event.objects.create(
            organization_id=held.organization_id,
            at=now,
            by=by,
            what="role changed",
            before={"person": row.pk, "role": held.role},
            after={"person": row.pk, "role": None},
        )
    Membership.objects.filter(user=row).delete()
    known = EmailAddress.objects.filter(user=row)
    addresses = {row.email.lower(), *(one.email.lower() for one in known)}
    known.delete()
    Authenticator.objects.filter(user=row).delete()
    ReminderStop.objects.filter(user=row).delete()
    ReminderDay.objects.filter(user=row).delete()
    for address in addresses:
        Mail.objects.filter(to__iexact=address).delete()
    row.email, row.name, row.language = f"{name}@erased.invalid", name, ""
    row.is_active = row.is_curator = row.is_superuser = False
    # Each session bears a digest of the password: they all end with it.
    row.set_unusable_password()
    row.save()
    return addresses


def _other_owners(organization: Organization, user: User) -> bool:
    owners = Membership.objects.filter(organization__path__in=organization.lineage, role=Role.OWNER)
    return owners.filter(user__is_active=True).exclude(user=user).exists()
