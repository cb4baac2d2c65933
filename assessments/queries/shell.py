# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What surrounds every page of an organization: where one may go, and how far the open assessment is."""

import uuid
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection

from accounts.models import Membership, Organization, Role, User, last_below
from assessments.models import Answer, Assessment, Edition
from assessments.models.answer import UNANSWERED, Kind
from assessments.queries.above import above_of
from assessments.queries.edition import edition_of
from assessments.queries.offered import asked_rows
from assessments.queries.statements import Statement, columns

NEAREST = 30  # organizations that the menu of each page shows
# The first of what is visible, as far as it is near in one way; both parts are ours.
FIRST = "SELECT * FROM (SELECT %d AS nearness, seen.* FROM (%s) AS seen WHERE %s ORDER BY path LIMIT %d) AS near"
AT_DEPTH = "depth = %s AND path > %s AND path <= %s"


class Place(NamedTuple):
    """An organization that one may switch to; `is_current`: it is the one that is shown."""

    pk: uuid.UUID
    name: str
    path: str
    depth: int
    numchild: int
    is_current: bool


@dataclass(frozen=True)
class Shell:
    """The frame of a page: `current` names the part of the navigation that it belongs to.

    `organizations` are the nearest that one may switch to, in the order of the tree; `has_more`: there are others.
    """

    organization: Organization
    organizations: list[Place]
    has_more: bool
    role: Role
    current: str
    assessment: Assessment | None
    progress: str
    results_assessment: Assessment | None

    @property
    def role_label(self) -> str:
        return str(self.role.label)

    @property
    def may_manage(self) -> bool:
        return self.role.includes(Role.MANAGER)

    @property
    def may_own(self) -> bool:
        return self.role.includes(Role.OWNER)


_ASSESSMENT, _EDITION = columns(Assessment), columns(Edition, besides="document")
_STANDING = Statement(
    rows=lambda organization: (
        Assessment.objects.for_organization(Organization(pk=organization))
        .exclude(state=Assessment.State.SUPERSEDED)
        .order_by("-opened_at")
        .values_list(*_ASSESSMENT, *(f"edition__{name}" for name in _EDITION))[:8]
    ),
    organization=uuid.UUID,
)


def shell_of(user: User, organization: Organization, role: Role, current: str) -> Shell:
    """The frame of an organization's pages, in at most four queries; three where `organization_or_404` found it."""
    places = _nearest(user, organization)
    rows = [_assessment(organization, row) for row in _STANDING(organization=organization.pk)]
    opened = next((row for row in rows if row.is_open), None)
    submitted = next((row for row in rows if not row.is_open), None)
    return Shell(
        organization=organization,
        organizations=sorted(places[:NEAREST], key=lambda place: place.path),
        has_more=len(places) > NEAREST,
        role=role,
        current=current,
        assessment=opened,
        progress=_progress(opened) if opened and role.includes(Role.MANAGER) else "",
        results_assessment=submitted or (opened if role.includes(Role.MANAGER) else None),
    )


def _assessment(organization: Organization, row: tuple[Any, ...]) -> Assessment:
    found = Assessment.from_db(None, _ASSESSMENT, row[: len(_ASSESSMENT)])
    found.organization, found.edition = organization, Edition.from_db(None, _EDITION, row[len(_ASSESSMENT) :])
    return found


def _nearest(user: User, here: Organization) -> list[Place]:
    """One more than are shown: those above first, then those directly below, then the sisters, then all others.

    Each kind is the beginning of a range of an index, so that few rows are read of a large tree. One query, and one
    for where the person has a role if that was not read with the organization.
    """
    above = here.lineage[-2] if here.depth > 1 else ""
    held = user.held or Membership.objects.filter(user=user).values_list("organization__path", flat=True)
    seen = [end for path in held for end in (path, last_below(path))]
    kinds = [
        here.lineage,
        [here.depth + 1, here.path, last_below(here.path)],
        [here.depth, above, last_below(above)],
        [""],
    ]
    with connection.cursor() as cursor:
        cursor.execute(_nearest_sql(len(held), here.depth), [one for kind in kinds for one in (*seen, *kind)])
        rows = sorted(cursor.fetchall(), key=lambda row: (row[0], row[3]))
    found: dict[str, Place] = {}
    for _nearness, pk, name, path, depth, numchild in rows:
        key = uuid.UUID(str(pk))
        found.setdefault(path, Place(key, name, path, depth, numchild, key == here.pk))
    return list(found.values())[: NEAREST + 1]


@lru_cache(maxsize=100)
def _nearest_sql(held: int, depth: int) -> str:
    """The statement for whoever has so many roles, from an organization of this depth."""
    visible = Organization.objects.below_any(str(number) for number in range(held)).order_by()
    sql, _ends = visible.values_list(*Place._fields[:-1]).query.sql_with_params()
    kinds = ["path IN (" + ", ".join(["%s"] * depth) + ")", AT_DEPTH, AT_DEPTH, "path > %s"]
    return " UNION ALL ".join(FIRST % (number, sql, where, NEAREST + 1) for number, where in enumerate(kinds))


def _progress(assessment: Assessment) -> str:
    edition = edition_of(assessment.edition)
    rows = asked_rows(edition, Answer.objects.of(assessment).filter(kind=Kind.PRACTICE).exclude(value=UNANSWERED))
    above, said = above_of(assessment, edition), {row.key for row in rows if row.value}
    return f"{len(said | above.answers.keys())}/{len(edition.practices) - len(above.awaited.keys() - said)}"
