# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The shape of an archive: all that one installation tells another of an organization and what stands below it.

Organizations and assessments have numbers of the archive's own, from 1; people are `person-1` and so on. Editions,
answers and results are canonical texts, so that they come in byte for byte. Whatever is there is written, null where
there is nothing to say.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, StrictBool, StrictStr

from assessments.domain.archive_plan import ArchivedAnnotation, ArchivedPlanItem
from assessments.domain.archive_values import (
    Address,
    Anything,
    Count,
    Line,
    Moment,
    Name,
    NearDay,
    Number,
    OrganizationKind,
    Period,
    Person,
    RowKey,
    Short,
    ShortLanguage,
    Sum,
    Text,
    Uuid,
    Version,
    What,
    known_zone,
)
from assessments.domain.document import Key, Outcome, ZeroToFour

FORMAT = 2
# Under these names history and audit trail keep who it was.
WHO = frozenset({"person", "answered_by", "assignee"})
# Under these names stand numbers by keys that curators chose, which may be called as people are.
NUMBERS_BY_KEY = frozenset({"raises"})
# And under these, rows.
BY = frozenset({"by", "answered_by", "added_by", "opened_by", "submitted_by", "edited_by", "published_by"}) | {
    "reminded_by",
    "assignee",
    "helped_by",
    "made_by",
}
LEFT_OUT = (
    "what single people responded; submitted answers hold it sorted, without what is held back",
    "responses in open assessments",
    "links that ask or share, and whom they were sent to",
    "addresses, accounts, roles and assignments; names are those of members",
    "drafts of editions, mails and files",
)


class ArchivedPerson(Outcome):
    """Somebody of whom something is told; the name is a member's, else ""."""

    person: Person
    name: Name


class ArchivedEdition(Outcome):
    """An edition that assessments answer, or have answered, or in which the words of a plan stand."""

    pack: Key
    version: Version
    state: Literal["published", "retired"]
    published_at: Moment
    retired_at: Moment | None
    checksum: Sum
    document: StrictStr


class ArchivedEnough(Outcome):
    """Why a target is enough on purpose, and until when."""

    reason: Annotated[Text, Field(min_length=1)]
    review_on: NearDay


class ArchivedProfile(Outcome):
    """What an organization says of itself to a pack."""

    pack: Key
    profile: Short
    facts: Mapping[Short, StrictBool]
    targets: Mapping[Short, ZeroToFour]
    enough: Mapping[Short, ArchivedEnough]


class ArchivedAnswer(Outcome):
    """A row of models.Answer."""

    kind: Literal["practice", "signal", "stance", "routine", "fact", "target"]
    key: RowKey
    value: Annotated[StrictStr, Field(max_length=11)]
    reason: Text
    note: Text
    settled_because: Text
    review_on: NearDay | None
    revision: Count
    is_confirmed: StrictBool
    answered_at: Moment
    answered_by: Person


class ArchivedEvidence(Outcome):
    """A row of models.Evidence."""

    practice: Short
    url: Address
    text: Line
    owner: Name
    reviewed_on: NearDay
    added_at: Moment
    added_by: Person


class ArchivedChange(Outcome):
    """A line of an assessment's history; people in `before` and `after` go by `person-1` too."""

    at: Moment
    by: Person | None
    what: Annotated[What, Field(max_length=20)]
    key: RowKey
    before: Anything
    after: Anything
    revision: Count
    idempotency_key: Uuid


class ArchivedResult(Outcome):
    """The frozen result: canonical texts with their checksums."""

    engine: Number
    edition_checksum: Sum
    answers: StrictStr
    answers_checksum: Sum
    document: StrictStr
    checksum: Sum


class ArchivedAssessment(Outcome):
    """An assessment with all that was said in it; `previous` and `supersedes` are numbers of its organization's."""

    number: Number
    pack: Key
    version: Version
    period: Period
    due_date: NearDay | None
    profile: Short
    state: Literal["open", "submitted", "superseded"]
    previous: Number | None
    supersedes: Number | None
    opened_at: Moment
    opened_by: Person
    submitted_at: Moment | None
    submitted_by: Person | None
    answers: tuple[ArchivedAnswer, ...]
    evidence: tuple[ArchivedEvidence, ...]
    changes: tuple[ArchivedChange, ...]
    result: ArchivedResult | None


class ArchivedReport(Outcome):
    """What the author of a report made of its text."""

    kind: Literal["story", "quarterly"]
    pack: Key
    period: Period
    since: Period | Literal[""]
    language: ShortLanguage
    texts: Mapping[Short, Text]
    revision: Count
    edited_at: Moment
    edited_by: Person
    published_at: Moment | None
    published_by: Person | None


class ArchivedRound(Outcome):
    """A round that is all opened."""

    pack: Key
    period: Period
    kinds: tuple[OrganizationKind, ...]
    due_date: NearDay
    opened_at: Moment
    opened_by: Person
    total: Count | None
    done: Count
    finished_at: Moment
    reminded_at: Moment | None
    reminded_by: Person | None


class ArchivedEvent(Outcome):
    """A line of an organization's audit trail."""

    at: Moment
    by: Person | None
    what: What
    before: Anything
    after: Anything


class ArchivedOrganization(Outcome):
    """An organization; `above` is the number of the one that it stands below, None for the topmost, the first."""

    number: Number
    above: Number | None
    name: Annotated[Name, Field(min_length=1)]
    kind: OrganizationKind
    time_zone: Annotated[StrictStr, Field(max_length=50), AfterValidator(known_zone)]
    language: ShortLanguage
    created_at: Moment
    profiles: tuple[ArchivedProfile, ...]
    assessments: tuple[ArchivedAssessment, ...]
    reports: tuple[ArchivedReport, ...]
    rounds: tuple[ArchivedRound, ...]
    events: tuple[ArchivedEvent, ...]
    plan: tuple[ArchivedPlanItem, ...] = ()
    annotations: tuple[ArchivedAnnotation, ...] = ()


class Content(Outcome):
    """The parts."""

    editions: tuple[ArchivedEdition, ...]
    organizations: Annotated[tuple[ArchivedOrganization, ...], Field(min_length=1)]
    people: tuple[ArchivedPerson, ...]


class Manifest(Outcome):
    """What must be there: of each part the SHA-256 of its canonical text, and how many rows of each kind.

    `checksum` is that of the manifest's own canonical text without it.
    """

    made_at: Moment
    engine: Number
    editions: Sum
    organizations: tuple[Sum, ...]
    people: Sum
    counts: Mapping[Short, Count]
    left_out: tuple[Text, ...]
    checksum: Sum


class Archive(Outcome):
    """A whole archive."""

    content: Content
    format: Literal[1, 2]
    manifest: Manifest


def fields_of(shape: type[Outcome], *but: str) -> list[str]:
    """The names of a shape's fields, which are those of its rows."""
    return [name for name in shape.model_fields if name not in but]


def written(value: object) -> Any:
    """A row's value as the archive has it; times are in UTC already."""
    if isinstance(value, UUID):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value
