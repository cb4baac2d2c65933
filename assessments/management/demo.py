# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The demo group's story, told through the same services that people use."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import repeat
from typing import Any

from accounts.models import Organization, Role, User
from accounts.services import set_role
from assessments.domain.edition import Edition
from assessments.domain.period import last_day_of, period_of
from assessments.management.demo_plan import Planner, tell_plan
from assessments.management.story import EVERYWHERE, SIGNS
from assessments.models import Answer, Assessment, Invitation, OpenLink
from assessments.models import Edition as EditionRow
from assessments.models.answer import Kind
from assessments.services.annotating import Happening, add_annotation
from assessments.services.answering import Entry, save_answers
from assessments.services.asking import save_responses
from assessments.services.assigning import assign_section
from assessments.services.backing import add_evidence
from assessments.services.inviting import invite
from assessments.services.linking import make_open_link
from assessments.services.opening import open_assessment
from assessments.services.profiling import start_organization
from assessments.services.publishing import publish_edition
from assessments.services.responding import answer, begin
from assessments.services.submitting import submit_assessment

DAYS_BETWEEN_EDITIONS = 60
# Where make run serves the demo unless it is told of another port.
ADDRESS = "http://127.0.0.1:8000"


@dataclass(frozen=True)
class Teller:
    """Who tells the story, and up to when; `address` is where the demo is served, for the links in its mails.

    `people` are those who can be named in plans, by the beginning of their address.
    """

    by: User
    contributor: User
    now: datetime
    address: str = ADDRESS
    people: Mapping[str, User] = field(default_factory=dict)


def past_quarters(now: datetime, count: int) -> list[str]:
    """The last whole quarters before now, the earliest first."""
    periods = [period_of(now.date())]
    while len(periods) <= count:
        last = last_day_of(periods[0])
        periods.insert(0, period_of(last.replace(day=1, month=last.month - 2) - timedelta(days=1)))
    return periods[:-1]


def tell(teller: Teller, story: Any, editions: Sequence[Edition]) -> dict[str, Organization]:
    """Make every organization of the story with its quarters; each by its key. The story has been checked.

    Of the editions the earliest comes first. An assessment opens with the newest edition that is published, so the
    quarters of each edition are told before the next one is published, whatever their dates.
    """
    current = editions[-1].edition
    quarters = max(len(one["quarters"]) for one in story["organizations"])
    begins = _opening_of(past_quarters(teller.now, quarters)[0])
    made: dict[str, Organization] = {}
    for age, edition in zip(range(len(editions), 0, -1), editions, strict=True):
        published_at = begins - timedelta(days=DAYS_BETWEEN_EDITIONS * age)
        row, _is_new = publish_edition(edition=edition, by=None, now=published_at)
        made = made or _start(teller, story, row, begins - timedelta(days=1))
        for one in story["organizations"]:
            periods = past_quarters(teller.now, len(one["quarters"]))
            for period, quarter in zip(periods, one["quarters"], strict=True):
                if quarter.get("edition", current) == edition.edition:
                    _tell_quarter(teller, made[one["key"]], edition, period, quarter)
    for one in story["organizations"]:
        if "open" in one:
            _open_now(teller, made[one["key"]], editions[-1], one["open"])
        if "plan" in one:
            periods = past_quarters(teller.now, len(one["quarters"]))
            tell_plan(Planner(made[one["key"]], periods, teller.people, teller.by, teller.now), row, one["plan"])
    return made


def _opening_of(period: str) -> datetime:
    last = last_day_of(period)
    return datetime(last.year, last.month, 3, 9, tzinfo=UTC)


def _start(teller: Teller, story: Any, edition: EditionRow, now: datetime) -> dict[str, Organization]:
    made: dict[str, Organization] = {}
    for one in story["organizations"]:
        made[one["key"]] = start_organization(
            name=one["name"],
            kind=one["kind"],
            time_zone=one["time_zone"],
            language=one["language"],
            edition=edition,
            profile=one["profile"],
            facts=one["facts"],
            by=teller.by,
            now=now,
            above=made.get(one.get("above", "")),
            targets=one.get("targets", {}),
        )
    return made


def _tell_quarter(
    teller: Teller, organization: Organization, edition: Edition, period: str, quarter: Mapping[str, Any]
) -> None:
    opened = _opening_of(period)
    assessment = open_assessment(organization=organization, pack=edition.pack, by=teller.by, now=opened)
    _say(teller, assessment, edition, quarter, opened + timedelta(days=4))
    submit_assessment(assessment=assessment, by=teller.by, now=opened + timedelta(days=6))
    _note(teller, organization, edition, period, quarter, opened + timedelta(days=6))


def _note(
    teller: Teller,
    organization: Organization,
    edition: Edition,
    period: str,
    quarter: Mapping[str, Any],
    now: datetime,
) -> None:
    """What happened in the quarter, on the timeline of progress."""
    for level, text in quarter.get("happened", {}).items():
        add_annotation(
            organization=organization,
            edition=edition,
            happening=Happening(period, "" if level == EVERYWHERE else level, text),
            idempotency_key=uuid.uuid4(),
            by=teller.by,
            now=now,
        )


def _open_now(teller: Teller, organization: Organization, edition: Edition, quarter: Mapping[str, Any]) -> None:
    assessment = open_assessment(organization=organization, pack=edition.pack, by=teller.by, now=teller.now)
    _say(teller, assessment, edition, quarter, teller.now)
    _note(teller, organization, edition, assessment.period, quarter, teller.now)
    section, contributor = quarter["contributor"], teller.contributor
    set_role(organization=organization, user=contributor, role=Role.CONTRIBUTOR, by=teller.by, now=teller.now)
    assign_section(assessment=assessment, section=section, user=contributor, by=teller.by, now=teller.now)


def _say(teller: Teller, assessment: Assessment, edition: Edition, quarter: Mapping[str, Any], now: datetime) -> None:
    entries = _entries(edition, assessment, quarter)
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
    asks = quarter.get("asks", {})
    for perspective, practices in quarter.get("responses", {}).items():
        links = (
            list(_links(teller, assessment, perspective, asks[perspective], practices)) if perspective in asks else []
        )
        _respond(assessment, perspective, practices, links, now)
    for perspective, situations in quarter.get("seen", {}).items():
        _see(edition, assessment, perspective, situations, now)


def _entries(edition: Edition, assessment: Assessment, quarter: Mapping[str, Any]) -> list[Entry]:
    """What this quarter changes; in a full round also a confirmation of all that was carried over.

    A note stays with the answer that it explains: one that changes has a note of its own, or none.
    """
    rows = {(row.kind, row.key): row for row in Answer.objects.of(assessment)}
    said = {(Kind.PRACTICE, key): str(value) for key, value in quarter.get("practices", {}).items()}
    said |= {(Kind.ROUTINE, key): value for key, value in quarter.get("routines", {}).items()}
    for key, signs in quarter.get("signals", {}).items():
        situation = edition.situation(key)
        pairs = zip(situation.signals, signs, strict=True)
        said |= {(Kind.SIGNAL, situation.key_of(signal)): SIGNS[sign] for signal, sign in pairs}
    entries = []
    for (kind, key), value in said.items():
        row = rows.get((kind, key))
        reason, note = (quarter.get(field, {}).get(key, "") for field in ("reasons", "notes"))
        because = quarter.get("because", {}).get(key)
        entries.append(Entry(Kind(kind), key, value, row.revision if row else 0, reason, note, because))
    if quarter.get("full_round"):
        carried = [row for place, row in rows.items() if not row.is_confirmed and place not in said]
        entries += [Entry(Kind(row.kind), row.key, row.value, row.revision, row.reason, row.note) for row in carried]
    return entries


def _links(
    teller: Teller, assessment: Assessment, perspective: str, asked: str | list[str], practices: Mapping[str, Any]
) -> Iterator[Invitation | OpenLink]:
    """The links by which people answer: the open one, which never ends, or one for each of those who are named."""
    by: dict[str, Any] = {"assessment": assessment, "practices": list(practices), "by": teller.by, "now": teller.now}
    if isinstance(asked, str):
        link, _token = make_open_link(**by)
        yield from repeat(link, max(len(values) for values in practices.values()))
        return
    yield from invite(
        **by,
        emails=asked,
        perspective=perspective,
        situations=[],
        language=assessment.organization.language,
        url_of=lambda token: f"{teller.address}/ask/{token}/",
    )


def _respond(
    assessment: Assessment,
    perspective: str,
    practices: Mapping[str, list[int]],
    links: Sequence[Invitation | OpenLink],
    now: datetime,
) -> None:
    """Whoever has a link answers by it as long as there is something to say; one more begins, and says nothing yet."""
    for number in range(max(len(values) for values in practices.values())):
        values = {(Kind.PRACTICE, key): str(said[number]) for key, said in practices.items() if number < len(said)}
        if number < len(links):
            browser = uuid.uuid4()
            by: dict[str, Any] = {"link": links[number], "browser": browser, "now": now}
            answer(**by, respondent=begin(**by), values=values, finishes=len(values) == len(practices))
        else:
            save_responses(
                assessment=assessment, perspective=perspective, respondent=uuid.uuid4(), values=values, now=now
            )
    for link in [one for one in links if isinstance(one, Invitation) and not one.browser][:1]:
        begin(link=link, browser=uuid.uuid4(), now=now)


def _see(
    edition: Edition, assessment: Assessment, perspective: str, situations: Mapping[str, list[str]], now: datetime
) -> None:
    """What one respondent after the other says of a situation's signs."""
    for key, replies in situations.items():
        situation = edition.situation(key)
        signals = [situation.key_of(signal) for signal in situation.signals]
        for signs in replies:
            values = {(Kind.SIGNAL, signal): SIGNS[sign] for signal, sign in zip(signals, signs, strict=True)}
            save_responses(
                assessment=assessment, perspective=perspective, respondent=uuid.uuid4(), values=values, now=now
            )
