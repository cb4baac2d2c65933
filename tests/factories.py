# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Rows for tests: plain functions that fill in what a test does not care about."""

import json
import uuid
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from django.db.models import F
from django.utils import timezone

from accounts.models import Membership, Organization, Role, User
from assessments.domain import edition as domain
from assessments.domain.canonical import canonical_json, checksum
from assessments.imports.documents import read_path
from assessments.imports.limited import ReadFile
from assessments.management.commands.load_pack import BUILT_IN
from assessments.models import (
    Answer,
    Assessment,
    Edition,
    Evidence,
    Invitation,
    OpenLink,
    OrganizationProfile,
    PlanItem,
    Upload,
)
from assessments.models.answer import Kind
from assessments.queries.draft import document_of
from assessments.queries.edition import edition_of
from assessments.services.answering import Entry, save_answers
from assessments.services.backing import add_evidence
from assessments.services.drafting import copied_from, start_draft
from assessments.services.importing import stage_upload
from assessments.services.inviting import invite
from assessments.services.linking import make_open_link
from assessments.services.moving import move_assessment
from assessments.services.opening import open_assessment
from assessments.services.planning import OwnAction, add_action, add_own_action, change_item
from assessments.services.publishing import publish_edition
from assessments.services.submitting import submit_assessment

CONFORMANCE = Path(__file__).parent / "conformance"
# What a mail about a review leads to.
REVIEW = "https://cairn.example/studio/review/"
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
    made = Organization.objects.add_child(Organization.objects.get(pk=above.pk), {"name": name} | fields)
    Organization.objects.filter(path__in=made.lineage[:-1]).update(units_below=F("units_below") + 1)
    return made


def join(user: User, organization: Organization, role: Role = Role.VIEWER) -> Membership:
    """Give the person a role at the organization."""
    return Membership.objects.create(user=user, organization=organization, role=role)


def make_edition(name: str = "edition", *, now: datetime | None = None, **changes: Any) -> Edition:
    """A small edition of tests/conformance, published as the built-in pack, with changes to its document."""
    document = json.loads((CONFORMANCE / f"{name}.json").read_text(), parse_float=Decimal)
    edition = domain.parse_edition(document | {"pack": Edition.BUILT_IN} | changes)
    return publish_edition(edition=edition, by=None, now=now or datetime(2026, 1, 5, tzinfo=UTC))[0]


def make_draft(by: User, base: Edition | None = None, *, now: datetime | None = None, **changes: Any) -> Edition:
    """A draft with the number 9.9.0, based on a published edition, with changes to its document."""
    base = base or make_edition()
    document = copied_from(base, "9.9.0") | changes
    return start_draft(document=document, source=base, by=by, now=now or timezone.now())


def make_upload(by: User, into: Edition | None = None, *, now: datetime | None = None, **changes: Any) -> Upload:
    """A file that waits for its confirmation: a draft's document, or else the small edition's, with changes."""
    document = document_of(into or make_edition()) | {"licence": "CC0-1.0"} | changes
    edition = domain.parse_edition(document)
    text = canonical_json(edition)
    file = ReadFile("edition.yaml", edition.pack, edition.edition, text, checksum(text))
    return stage_upload(file=file, into=into, by=by, now=now or timezone.now())


def make_asking_edition(**changes: Any) -> Edition:
    """The small edition, of which three practices are asked of everybody, and one situation is the seed's."""
    document = json.loads((CONFORMANCE / "edition.json").read_text(), parse_float=Decimal)
    everybody = {"ask": ["management", "ospo", "employee", "business_unit"]}
    practices = [
        one | (everybody if one["key"] in ("strategy", "health", "culture") else {"ask": []})
        for one in document["practices"]
    ]
    situations = [
        one | ({"origin": "seed"} if one["key"] == "technology-only" else {}) for one in document["situations"]
    ]
    return make_edition(**{"practices": practices, "situations": situations} | changes)


def make_smaller_edition(*without: str, now: datetime | None = None, **changes: Any) -> Edition:
    """A later version of the small edition that lacks these things by key, and advice, which could refer to them."""
    document = json.loads((CONFORMANCE / "edition.json").read_text(), parse_float=Decimal)
    lists = ("levels", "practices", "situations", "routines", "facts")
    left = {kind: [one for one in document[kind] if one["key"] not in without] for kind in lists}
    left["practices"] = [one for one in left["practices"] if one["level"] not in without]
    first = left["practices"][0]["key"]
    left["situations"] = [one | {"practices": [first]} for one in left["situations"]]
    left["routines"] = [one | {"supports": [first]} for one in left["routines"]]
    bare: dict[str, Any] = {"recommendations": [], "stages": [], "profiles": [], "samples": [], "renames": {}}
    now = now or datetime(2026, 2, 2, tzinfo=UTC)
    return make_edition(now=now, **left | bare | {"edition": "1.3.0"} | changes)


def move(assessment: Assessment, edition: Edition, by: User, *, now: datetime | None = None) -> Assessment:
    """Move an open assessment to another edition."""
    return move_assessment(assessment=assessment, edition=edition, by=by, now=now or timezone.now())


@cache
def built_in_document() -> domain.Edition:
    """The built-in pack, parsed once a process."""
    return domain.parse_edition(read_path(BUILT_IN))


def make_built_in_edition() -> Edition:
    """The built-in pack, published."""
    return publish_edition(edition=built_in_document(), by=None, now=datetime(2026, 1, 5, tzinfo=UTC))[0]


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


def make_evidence(
    assessment: Assessment, by: User, practice: str, reviewed_on: date, *, now: datetime | None = None
) -> Evidence:
    """A piece of evidence that was last looked at on a day."""
    return add_evidence(
        assessment=assessment,
        practice=practice,
        url="",
        text="Charter",
        reviewed_on=reviewed_on,
        idempotency_key=uuid.uuid4(),
        by=by,
        now=now or timezone.now(),
    )


def make_plan_item(
    organization: Organization, by: User, edition: Edition | None = None, *, now: datetime | None = None, **own: Any
) -> PlanItem:
    """An own action in the plan; `own` are fields of OwnAction."""
    said = OwnAction(**{"title": f"Own action {next(numbers)}"} | own)
    return add_own_action(
        organization=organization,
        edition=edition or make_edition(),
        own=said,
        idempotency_key=uuid.uuid4(),
        by=by,
        now=now or timezone.now(),
    )


def plan_action(
    organization: Organization, by: User, edition: Edition, action: str = "", *, now: datetime, **changes: Any
) -> PlanItem:
    """An action of an edition in the plan (the first one, where none is named), changed like this."""
    action = action or edition_of(edition).recommendations[0].actions[0].key
    said: dict[str, Any] = {"edition": edition, "action": action, "by": by, "now": now}
    item = add_action(organization=organization, idempotency_key=uuid.uuid4(), **said)
    if not changes:
        return item
    return change_item(item=item, seen=item.revision, changes=changes, idempotency_key=uuid.uuid4(), by=by, now=now)


def submit(assessment: Assessment, by: User, *, now: datetime | None = None) -> Assessment:
    """Submit an open assessment."""
    return submit_assessment(assessment=assessment, by=by, now=now or timezone.now())


def make_invitation(
    assessment: Assessment, by: User, email: str = "nora@example.org", *, now: datetime | None = None, **chosen: Any
) -> tuple[Invitation, str]:
    """Somebody of management is asked for all that fits; with the token of their link."""
    tokens: list[str] = []

    def url_of(token: str) -> str:
        tokens.append(token)
        return f"https://cairn.example.org/ask/{token}/"

    chosen = {"perspective": "management", "practices": None, "situations": [], "language": "en"} | chosen
    (invitation,) = invite(
        assessment=assessment, emails=[email], url_of=url_of, by=by, now=now or timezone.now(), **chosen
    )
    return invitation, tokens[0]


def make_link(assessment: Assessment, by: User, *, now: datetime | None = None) -> tuple[OpenLink, str]:
    """The open link for employees, with its token."""
    return make_open_link(assessment=assessment, practices=None, by=by, now=now or timezone.now())
