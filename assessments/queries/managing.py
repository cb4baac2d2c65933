# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Who looks after a unit: its managers, else its owners, else those of the nearest organization above."""

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_

from django.db.models import Q

from accounts.models import Membership, Role, below_path

# By path, by role, who has it there.
Held = Mapping[str, Mapping[str, list[int]]]


def covering(paths: Iterable[str]) -> list[str]:
    """The paths without those that lie below another one."""
    found: list[str] = []
    for path in sorted(paths):
        if not found or not path.startswith(found[-1]):
            found.append(path)
    return found


def at_or_below(field: str, paths: Iterable[str]) -> Q:
    """A condition on `field`, a path: at one of these or below; nothing where there are none."""
    return reduce(or_, (below_path(field, path) for path in covering(paths)), Q(pk__in=[]))


def managing(paths: Iterable[str]) -> Held:
    """Who manages and who owns, at organizations of these paths and below. One query."""
    found: dict[str, dict[str, list[int]]] = {}
    rows = Membership.objects.filter(
        at_or_below("organization__path", paths), role__in=[Role.MANAGER, Role.OWNER], user__is_active=True
    )
    for path, role, user in rows.values_list("organization__path", "role", "user_id").order_by("pk"):
        found.setdefault(path, {}).setdefault(role, []).append(user)
    return found


def nearest(lineage: Iterable[str], held: Held) -> list[int]:
    """The people who look after a unit, by the paths of it and of all above it, the root's first."""
    for path in reversed(list(lineage)):
        there = held.get(path, {})
        if role := next((role for role in (Role.MANAGER, Role.OWNER) if role in there), None):
            return there[role]
    return []
