# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Every write about people and organizations; each leaves a line in the organization's audit trail."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from treebeard.exceptions import PathOverflow

from accounts.models import Event, Membership, Organization, Role, User


class LastOwner(Exception):
    """The organization would be left without an owner of its own or above it."""


class TooDeep(Exception):
    """The tree has no place for a unit below so many others."""


def create_organization(
    *, name: str, kind: str, time_zone: str, language: str, by: User, now: datetime, above: Organization | None = None
) -> Organization:
    """Create an organization with `by` as its owner, or a unit below `above`, whose owners it inherits.

    Runs in the caller's transaction; those that found one at the same moment come one after the other, since each
    takes the next place in the tree, and all above count one more unit below. Raises TooDeep, and
    Organization.DoesNotExist where `above` was deleted meanwhile.
    """
    fields = {"name": name, "kind": kind, "time_zone": time_zone, "language": language}
    if above is None:
        lock_founding()
        organization = Organization.objects.add_root(fields)
        Membership.objects.create(user=by, organization=organization, role=Role.OWNER)
    else:
        lineage = Organization.objects.filter(path__in=above.lineage)
        *_above, parent = lineage.select_for_update(no_key=True)
        if parent.pk != above.pk:
            raise Organization.DoesNotExist
        try:
            organization = Organization.objects.add_child(parent, fields)
        except PathOverflow as error:
            raise TooDeep from error
        lineage.update(units_below=F("units_below") + 1)
    Event.objects.create(organization=organization, at=now, by=by, what="organization created", after=fields)
    return organization


def lock_founding() -> None:
    """Wait for whoever is founding an organization: the row of the first person stands for all of them."""
    User.objects.select_for_update(no_key=True).order_by("pk").first()


def update_organization(
    *, organization: Organization, name: str, kind: str, time_zone: str, language: str, by: User, now: datetime
) -> None:
    """Change the name, kind, time zone or language of an organization, in the caller's transaction."""
    row = Organization.objects.select_for_update().get(pk=organization.pk)
    before = {"name": row.name, "kind": row.kind, "time_zone": row.time_zone, "language": row.language}
    fields = {"name": name, "kind": kind, "time_zone": time_zone, "language": language}
    if fields != before:
        Organization.objects.filter(pk=row.pk).update(**fields)
        Event.objects.create(organization=row, at=now, by=by, what="organization changed", before=before, after=fields)


@transaction.atomic(durable=True)
def set_role(*, organization: Organization, user: User, role: Role | None, by: User, now: datetime) -> None:
    """Give the person this role at the organization; None takes it away, and pages ask `services.leaving` for that,
    which looks after what the person was still to do.

    Raises LastOwner where nobody would own the organization any more.
    """
    change_role(organization, user, role, by, now)


def change_role(organization: Organization, user: User, role: Role | None, by: User, now: datetime) -> None:
    """What `set_role` does, in the caller's transaction; None takes the role away."""
    Organization.objects.select_for_update().get(pk=organization.pk)
    memberships = Membership.objects.filter(organization=organization)
    held = memberships.filter(user=user).values_list("role", flat=True).first()
    others = Membership.objects.filter(organization__path__in=organization.lineage, role=Role.OWNER)
    others = others.filter(user__is_active=True)
    if held == Role.OWNER and role != Role.OWNER and not others.exclude(user=user).exists():
        raise LastOwner
    if role is None:
        memberships.filter(user=user).delete()
    elif held is None:
        Membership.objects.create(user=user, organization=organization, role=role)
    else:
        memberships.filter(user=user).update(role=role)
    Event.objects.create(
        organization=organization,
        at=now,
        by=by,
        what="role changed",
        before={"person": user.pk, "role": held},
        after={"person": user.pk, "role": role},
    )


@transaction.atomic(durable=True)
def set_preferences(*, user: User, language: str, appearance: str) -> None:
    """Keep the language (empty: as the browser asks) and the appearance that a person chose for themselves."""
    User.objects.filter(pk=user.pk).update(language=language, appearance=appearance)
