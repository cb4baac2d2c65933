# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Rows for tests: plain functions that fill in what a test does not care about."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

from accounts.models import Membership, Organization, Role, User
from assessments.domain.edition import parse_edition
from assessments.models import Edition
from assessments.services.publishing import publish_edition

CONFORMANCE = Path(__file__).parent / "conformance"
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


def make_edition(**changes: Any) -> Edition:
    """The small edition of tests/conformance, published as the built-in pack, with changes to its document."""
    document = json.loads((CONFORMANCE / "edition.json").read_text(), parse_float=Decimal)
    edition = parse_edition(document | {"pack": Edition.BUILT_IN} | changes)
    row, _ = publish_edition(edition=edition, by=None, now=datetime(2026, 1, 5, tzinfo=UTC))
    return row


@cache
def conformance_document(name: str = "edition") -> domain.Edition:
    """The small edition of the conformance cases: four levels, eight practices, two situations."""
    return domain.parse_edition(json.loads((CONFORMANCE / f"{name}.json").read_text(), parse_float=Decimal))


@cache
def built_in_document() -> domain.Edition:
    """The built-in pack, parsed once a process."""
    return domain.parse_edition(read_path(BUILT_IN))


def make_edition(document: domain.Edition | None = None, *, now: datetime | None = None) -> Edition:
    """A published edition: the small one of the conformance cases, or the document given."""
    return publish_edition(edition=document or conformance_document(), by=None, now=now or timezone.now())[0]


def make_assessment(
    organization: Organization, by: User, edition: Edition | None = None, *, now: datetime | None = None, **said: Any
) -> Assessment:
    """An open assessment; `said` is what the organization says of itself (profile, facts, targets)."""
    edition = edition or make_edition()
    if said:
        OrganizationProfile.objects.create(organization=organization, pack=edition.pack, **said)
    opened = open_assessment(organization=organization, pack=edition.pack, by=by, now=now or timezone.now())
    return Assessment.objects.with_edition().get(pk=opened.pk)


def say(assessment: Assessment, by: User, kind: Kind, *, now: datetime | None = None, **values: Any) -> list[Answer]:
    """Save answers of one kind; keys are written with _ for - and __ for /."""
    entries = []
    rows = {(row.kind, row.key): row.revision for row in Answer.objects.of(assessment)}
    for name, value in values.items():
        key = name.replace("__", "/").replace("_", "-")
        reason = "One team." if value == "na" else ""
        entries.append(Entry(kind, key, str(value), rows.get((kind, key), 0), reason))
    saved = save_answers(
        assessment=assessment, entries=entries, idempotency_key=uuid.uuid4(), by=by, now=now or timezone.now()
    )
    return list(saved.values())


def submit(assessment: Assessment, by: User, *, now: datetime | None = None) -> Assessment:
    """Submit an open assessment."""
    return submit_assessment(assessment=assessment, by=by, now=now or timezone.now())
