# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The demo group's story, told through the same services that people use."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from accounts.models import Organization, User
from assessments.domain.edition import Edition
from assessments.domain.period import last_day_of, period_of
from assessments.models import Answer, Assessment
from assessments.models import Edition as EditionRow
from assessments.models.answer import Kind
from assessments.queries.edition import edition_of
from assessments.services.answering import Entry, save_answers
from assessments.services.asking import save_responses
from assessments.services.assigning import assign_section
from assessments.services.backing import add_evidence
from assessments.services.opening import open_assessment
from assessments.services.profiling import start_organization
from assessments.services.submitting import submit_assessment

SIGNS = {"n": "not_us", "s": "somewhat", "u": "us", "?": "unknown"}


@dataclass(frozen=True)
class Teller:
    """Who tells the story, of which edition, and up to when."""

    by: User
    contributor: User
    edition: EditionRow
    now: datetime

    @property
    def document(self) -> Edition:
        return edition_of(self.edition)


def past_quarters(now: datetime, count: int) -> list[str]:
    """The last whole quarters before now, the earliest first."""
    periods = [period_of(now.date())]
    while len(periods) <= count:
        last = last_day_of(periods[0])
        periods.insert(0, period_of(last.replace(day=1, month=last.month - 2) - timedelta(days=1)))
    return periods[:-1]


def tell(teller: Teller, story: Any) -> dict[str, Organization]:
    """Make every organization of the story with its quarters; each by its key."""
    made: dict[str, Organization] = {}
    for one in story["organizations"]:
        organization = start_organization(
            name=one["name"],
            kind=one["kind"],
            time_zone=one["time_zone"],
            language="en",
            edition=teller.edition,
            profile=one["profile"],
            facts=one["facts"],
            by=teller.by,
            now=teller.now,
            above=made.get(one.get("above", "")),
            targets=one.get("targets", {}),
        )
        made[one["key"]] = organization
        periods = past_quarters(teller.now, len(one["quarters"]))
        for period, quarter in zip(periods, one["quarters"], strict=True):
            last = last_day_of(period)
            opened = datetime(last.year, last.month, 3, 9, tzinfo=UTC)
            assessment = open_assessment(organization=organization, pack=teller.edition.pack, by=teller.by, now=opened)
            _say(teller, assessment, quarter, opened + timedelta(days=4))
            submit_assessment(assessment=assessment, by=teller.by, now=opened + timedelta(days=6))
        if "open" in one:
            _open_now(teller, organization, one["open"])
    return made


def _open_now(teller: Teller, organization: Organization, quarter: Mapping[str, Any]) -> None:
    assessment = open_assessment(organization=organization, pack=teller.edition.pack, by=teller.by, now=teller.now)
    _say(teller, assessment, quarter, teller.now)
    section, contributor = quarter["contributor"], teller.contributor
    assign_section(assessment=assessment, section=section, user=contributor, by=teller.by, now=teller.now)


def _say(teller: Teller, assessment: Assessment, quarter: Mapping[str, Any], now: datetime) -> None:
    entries = _entries(teller.document, assessment, quarter)
    save_answers(assessment=assessment, entries=entries, idempotency_key=uuid.uuid4(), by=teller.by, now=now)
    for practice, (text, days) in quarter.get("evidence", {}).items():
        add_evidence(
            assessment=assessment,
            practice=practice,
            url="",
            text=text,
            reviewed_on=date.fromordinal(now.date().toordinal() - days),
            idempotency_key=uuid.uuid4(),
            by=teller.by,
            now=now,
        )
    for perspective, practices in quarter.get("responses", {}).items():
        _respond(assessment, perspective, practices, now)


def _entries(edition: Edition, assessment: Assessment, quarter: Mapping[str, Any]) -> list[Entry]:
    """What this quarter changes, and, unless it says otherwise, a confirmation of all that was carried over."""
    rows = {(row.kind, row.key): row for row in Answer.objects.of(assessment)}
    said: dict[tuple[str, str], str] = {}
    if not quarter.get("unconfirmed"):
        said = {place: row.value for place, row in rows.items() if not row.is_confirmed}
    said |= {(Kind.PRACTICE, key): str(value) for key, value in quarter.get("practices", {}).items()}
    said |= {(Kind.ROUTINE, key): value for key, value in quarter.get("routines", {}).items()}
    for key, signs in quarter.get("signals", {}).items():
        signals = edition.situation(key).signals
        pairs = zip(signals, signs, strict=True)
        said |= {(Kind.SIGNAL, f"{key}/{signal.key}"): SIGNS[sign] for signal, sign in pairs}
    entries = []
    for (kind, key), value in said.items():
        row = rows.get((kind, key))
        reason = quarter.get("reasons", {}).get(key) or (row.reason if row else "")
        note = quarter.get("note", {}).get(key) or (row.note if row else "")
        entries.append(Entry(Kind(kind), key, value, row.revision if row else 0, reason, note))
    return entries


def _respond(assessment: Assessment, perspective: str, practices: Mapping[str, list[int]], now: datetime) -> None:
    for number in range(max(len(values) for values in practices.values())):
        values = {(Kind.PRACTICE, key): str(said[number]) for key, said in practices.items() if number < len(said)}
        save_responses(assessment=assessment, perspective=perspective, respondent=uuid.uuid4(), values=values, now=now)
