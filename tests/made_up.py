# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Made-up organizations in numbers: distinct answers from a seed, submitted as rows without the way through pages."""

import random
from datetime import UTC, datetime
from typing import Any

from accounts.models import Organization, User
from assessments.domain import pieces
from assessments.domain.answers import Answers, parse_answers
from assessments.domain.canonical import ENGINE, canonical_json, checksum, plain
from assessments.domain.edition import Edition
from assessments.domain.pieces import Plain
from assessments.domain.result import evaluate
from assessments.models import Assessment, Impact, Result
from assessments.models import Edition as EditionRow
from assessments.queries.draft import document_of
from assessments.services.impact import ask_impact, run_impact
from tests.factories import make_draft

VIEWS = ["management", "ospo", "business_unit"]
DEGREES = ["not_us", "somewhat", "us", None]
SUBMITTED = datetime(2026, 10, 2, 9, tzinfo=UTC)


def made_up_answers(edition: Edition, seed: int) -> Answers:
    """Answers of one organization: most things settled, some said by three views, some left open."""
    chance = random.Random(seed)  # noqa: S311 (the same each time, and no secret)
    practices = {one.key: _practice(chance, may_be_na=one.not_applicable is not None) for one in edition.practices}
    situations = {
        one.key: {
            "signals": {signal.key: {"agreed": chance.choice(DEGREES)} for signal in one.signals},
            "stance": chance.choice([None, None, None, "faced", "not_faced"]),
        }
        for one in edition.situations
    }
    document = {
        "on": "2026-10-02",
        "profile": chance.choice([None, *(one.key for one in edition.profiles)]),
        "targets": {one.key: chance.randrange(5) for one in edition.practices if chance.random() < 0.1},
        "facts": {one.key: chance.choice([True, False, None]) for one in edition.facts},
        "practices": practices,
        "situations": situations,
        "routines": {one.key: chance.choice([*one.cadences, None]) for one in edition.routines},
    }
    return parse_answers(edition, document)


def _practice(chance: random.Random, *, may_be_na: bool) -> dict[str, Any]:
    values = [0, 1, 1, 2, 2, 3, 4, None, *(["na"] if may_be_na else [])]
    answer: dict[str, Any] = {"agreed": chance.choice(values)}
    if chance.random() < 0.5:
        answer["responses"] = [{"perspective": view, "value": chance.choice(values)} for view in VIEWS]
    if chance.random() < 0.3:
        answer["evidence"] = [{"reviewed_on": "2026-09-01"}]
    return answer


def edited(edition: Edition) -> Plain:
    """The document of a later edition of the built-in pack, in which something of every kind is another."""
    document: Any = pieces.rename(
        plain(edition), "practices", "charter-and-role", "charter", earlier=edition.offered.keys["practices"]
    )
    document["edition"] = "2.0.0"
    document["settings"] = {**document["settings"], "default_target": 2, "faced_at": 0.4}
    first, second, third, *rest = document["recommendations"]
    second = {**second, "when": {"any": [{"practice": "charter", "at_most": 2}, second["when"]]}}
    document["recommendations"] = [first, second, {**third, "when": {"not": third["when"]}}, *rest[:-1]]
    for stage in document["stages"][1:2]:
        stage["reached_when"] = {"all": [stage["reached_when"], {"practice": "charter", "at_least": 2}]}
    return document


def make_telling_draft(row: EditionRow, by: User, now: datetime) -> EditionRow:
    """A draft of the small edition in which much changes for organizations.

    Whoever has "engage-community" loses it, whoever has little of a strategy gains "new", and the first stage is gone.
    """
    document = document_of(row)
    advice = pieces.find(document, "recommendations", "engage-community") or {}
    new = {**advice, "key": "new", "title": {"en": "Something new"}, "actions": []}
    new["when"] = {"practice": "strategy", "at_most": 1}
    document = pieces.drop(document, "recommendations", "engage-community")
    document = pieces.put(document, "recommendations", "new", new)
    return make_draft(by, row, now=now, recommendations=document["recommendations"], stages=document["stages"][1:])


def worked_out(draft: EditionRow, by: User, now: datetime) -> Impact:
    """The impact of a draft, asked for and worked out."""
    impact, _new = ask_impact(edition=draft, by=by, now=now)
    run_impact(impact_id=str(impact.pk), clock=lambda: now)
    impact.refresh_from_db()
    return impact


def submit_made_up(edition: Edition, row: EditionRow, by: User, count: int, *, first: int = 1) -> None:
    """So many organizations, each with its submitted assessment and result; seeds count from `first`."""
    organizations = [
        Organization(name=f"Unit {number}", depth=1, path=_step(number)) for number in range(first, first + count)
    ]
    Organization.objects.bulk_create(organizations, batch_size=500)
    for start in range(0, count, 500):
        batch = organizations[start : start + 500]
        assessments = [_assessment(one, row, by) for one in batch]
        Assessment.objects.bulk_create(assessments)
        Result.objects.bulk_create(
            _result(one, edition, row, first + start + number) for number, one in enumerate(assessments)
        )


def _step(number: int) -> str:
    return "Z" + str(Organization._int2str(number)).rjust(Organization.steplen - 1, "0")


def _assessment(organization: Organization, row: EditionRow, by: User) -> Assessment:
    return Assessment(
        organization=organization,
        edition=row,
        pack=row.pack,
        period="2026-Q3",
        state=Assessment.State.SUBMITTED,
        opened_at=SUBMITTED,
        opened_by=by,
        submitted_at=SUBMITTED,
        submitted_by=by,
    )


def _result(assessment: Assessment, edition: Edition, row: EditionRow, seed: int) -> Result:
    said = made_up_answers(edition, seed)
    answers, document = canonical_json(said), canonical_json(evaluate(edition, said))
    return Result(
        **assessment.whose,
        engine=ENGINE,
        edition_checksum=row.checksum,
        answers=answers,
        answers_checksum=checksum(answers),
        document=document,
        checksum=checksum(document),
    )
