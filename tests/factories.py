# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Rows for tests: plain functions that fill in what a test does not care about."""

from itertools import count
from typing import Any

from accounts.models import Membership, Organization, Role, User

numbers = count(1)


def make_user(name: str = "", **fields: Any) -> User:
    """A person who may sign in with the password "a long password"."""
    name = name or f"person{next(numbers)}"
    fields = {"email": f"{name.lower()}@example.org", "password": "a long password", "name": name} | fields
    return User.objects.create_user(**fields)


def make_organization(name: str = "Aozora", *, above: Organization | None = None, **fields: Any) -> Organization:
    """An organization without members, below another one or at a root of its own."""
    if above is None:
        return Organization.objects.add_root({"name": name} | fields)
    return Organization.objects.add_child(Organization.objects.get(pk=above.pk), {"name": name} | fields)


def join(user: User, organization: Organization, role: Role = Role.VIEWER) -> Membership:
    """Give the person a role at the organization."""
    return Membership.objects.create(user=user, organization=organization, role=role)
