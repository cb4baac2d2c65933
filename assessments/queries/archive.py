# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Archives that wait for their confirmation: what they would make, and whether they were taken before."""

import re
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from accounts.models import Event, Membership, Organization, Role, User
from assessments.models import Edition, IncomingFile
from assessments.queries.draft import plain_of

LIFETIME = timedelta(days=7)
IMPORTED = "archive imported"
MOST_LISTED = 100


@dataclass(frozen=True)
class OrganizationTold:
    """An organization that would be made: at which depth (1: the topmost), and its assessments by period."""

    name: str
    kind: str
    depth: int
    assessments: int
    periods: str


@dataclass(frozen=True)
class EditionTold:
    """An edition that is needed; `is_here`: with this very content."""

    name: str
    is_here: bool


@dataclass(frozen=True)
class ArchiveTold:
    """What an archive would make; `more` organizations besides those that are listed."""

    organizations: list[OrganizationTold]
    more: int
    editions: list[EditionTold]
    counts: dict[str, int]
    made_at: datetime
    left_out: list[str]
    earlier: list[Event]

    @property
    def actions(self) -> int:
        """How many actions its plans hold; archives of format 1 have no plans."""
        return self.counts.get("plan", 0)

    @property
    def brings_editions(self) -> bool:
        """Whether some edition is new here."""
        return not all(one.is_here for one in self.editions)


def archive_of_sender(user: User, file_id: uuid.UUID, now: datetime) -> IncomingFile | None:
    """An archive that the person has sent in the last seven days; None for any other."""
    rows = IncomingFile.objects.filter(what=IncomingFile.What.ARCHIVE, pk=file_id, by=user, at__gt=now - LIFETIME)
    found: IncomingFile | None = rows.select_related("above").first()
    return found


def archive_told(incoming: IncomingFile, user: User) -> ArchiveTold:
    """What a staged archive would make. Two queries."""
    archive: Any = plain_of(incoming.document)
    content, manifest = archive["content"], archive["manifest"]
    depths: list[int] = []
    told = []
    for one in content["organizations"]:
        depths.append(depths[one["above"] - 1] + 1 if one["above"] else 1)
        periods = sorted({assessment["period"] for assessment in one["assessments"]})
        span = " – ".join([periods[0], periods[-1]][: len(periods)]) if periods else ""
        kind = str(Organization.Kind(one["kind"]).label)
        told.append(OrganizationTold(one["name"], kind, depths[-1], len(one["assessments"]), span))
    known = {(row.pack, row.version) for row in _editions_here(archive)}
    return ArchiveTold(
        organizations=told[:MOST_LISTED],
        more=len(told[MOST_LISTED:]),
        editions=[
            EditionTold(f"{one['pack']} {one['version']}", (one["pack"], one["version"]) in known)
            for one in content["editions"]
        ],
        counts=dict(manifest["counts"]),
        made_at=datetime.fromisoformat(manifest["made_at"]),
        left_out=list(manifest["left_out"]),
        earlier=earlier_copies(user, incoming.checksum),
    )


def taken_versions(archive: Any) -> list[str]:
    """Editions of the archive that are here with other content, or as drafts. One query."""
    sums = {(one["pack"], one["version"]): one["checksum"] for one in archive["content"]["editions"]}
    rows = _editions_here(archive)
    return [str(row) for row in rows if row.is_unpublished or row.checksum != sums[row.pack, row.version]]


def versions_to_come(archive: Any) -> list[str]:
    """Editions of the archive that are not here and could be what this site is still to publish: of a pack that it
    knows, not below the highest number of what it published. One query."""
    content = archive["content"]["editions"]
    rows = Edition.objects.exclude(published_at=None).filter(pack__in={one["pack"] for one in content})
    here = set(rows.values_list("pack", "version"))
    highest: dict[str, list[int]] = {Edition.BUILT_IN: []}
    for pack, version in here:
        highest[pack] = max(highest.get(pack, []), _numbers(version))
    missing = [(one["pack"], one["version"]) for one in content if (one["pack"], one["version"]) not in here]
    return [
        f"{pack} {version}" for pack, version in missing if pack in highest and not _numbers(version) < highest[pack]
    ]


def _numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall("[0-9]+", version.partition("-")[0])]


def _editions_here(archive: Any) -> list[Edition]:
    named = {(one["pack"], one["version"]) for one in archive["content"]["editions"]}
    rows = Edition.objects.filter(pack__in={pack for pack, _version in named}).defer("document", "lagging")
    return [row for row in rows if (row.pack, row.version) in named]


def earlier_copies(user: User, checksum: str) -> list[Event]:
    """Where the same archive was taken before, as far as the person may see it. Two queries."""
    here = Organization.objects.visible_to(user)
    rows = Event.objects.filter(what=IMPORTED, after__checksum=checksum, organization__in=here)
    return list(rows.select_related("organization").order_by("-at")[:5])


def owned_organizations(user: User) -> Any:
    """Those at which the person is an owner by a role of their own. For a choice."""
    held = Membership.objects.filter(user=user, role=Role.OWNER).values("organization")
    return Organization.objects.filter(pk__in=held)
