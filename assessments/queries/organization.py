# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Organizations as a person comes to them, and the tree below one."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from accounts.models import Organization, User, below_path

UNITS_ON_A_PAGE = 100


@dataclass(frozen=True)
class Unit:
    """An organization below another one, and how far below (1: directly, or the root of a tree)."""

    organization: Organization
    depth: int


def topmost_organization(user: User) -> Organization | None:
    """The organization that a person comes to first: the highest in the tree at which they have a role."""
    return Organization.objects.visible_to(user).order_by("depth", "path").first()


def organizations_of(user: User, words: str, page: str | None) -> Page[Unit]:
    """All organizations that a person may see, in the order of the trees, a page at a time; with `words`, those alone
    in whose name they stand. Three queries."""
    visible = Organization.objects.visible_to(user)
    if words:
        visible = visible.filter(name__icontains=words)
    found = Paginator(visible.order_by("path"), UNITS_ON_A_PAGE).get_page(page)
    found.object_list = [Unit(one, one.depth) for one in found.object_list]
    return found


def units_below(organization: Organization, page: str | None) -> Page[Unit]:
    """All that stands below an organization, in the order of the tree, a page at a time. Two queries."""
    below = Organization.objects.filter(below_path("path", organization.path)).exclude(pk=organization.pk)
    found = Paginator(below.order_by("path"), UNITS_ON_A_PAGE).get_page(page)
    found.object_list = [Unit(unit, unit.depth - organization.depth) for unit in found.object_list]
    return found
