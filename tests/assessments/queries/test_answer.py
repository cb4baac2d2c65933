# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from datetime import date

import pytest

from accounts.models import Organization
from assessments.domain.canonical import plain
from assessments.models.answer import Kind
from assessments.queries.answer import answers_of, sheet_of, today_of
from assessments.queries.edition import edition_of
from assessments.queries.result import outcome_of
from assessments.services.asking import save_responses
from assessments.services.backing import add_evidence
from tests.factories import (
    make_assessment,
    make_edition,
    make_organization,
    make_smaller_edition,
    move,
    say,
    submit,
)


def translated(assessment, now):
    edition = edition_of(assessment.edition)
    return plain(answers_of(assessment, edition, sheet_of(assessment, edition), today_of(assessment, now)))


def test_every_kind_of_row_becomes_what_the_engine_reads(aozora, mana, now):
    assessment = make_assessment(aozora, mana, now=now, profile="leader")
    say(assessment, mana, Kind.PRACTICE, now=now, charter=3, sharing="na", health="unknown", training="")
    say(assessment, mana, Kind.SIGNAL, now=now, technology_only__tools="us", community_underrated__names="unknown")
    say(assessment, mana, Kind.STANCE, now=now, technology_only="not_faced")
    say(assessment, mana, Kind.ROUTINE, now=now, monthly_meeting="monthly", training_course="unknown")
    say(assessment, mana, Kind.FACT, now=now, eu_market="yes")
    say(assessment, mana, Kind.TARGET, now=now, charter=2)
    values = {(Kind.PRACTICE, "charter"): "1", (Kind.SIGNAL, "technology-only/tools"): "not_us"}
    save_responses(assessment=assessment, perspective="ospo", respondent=uuid.uuid4(), values=values, now=now)
    backing = {"url": "", "text": "Charter", "reviewed_on": date(2026, 3, 1), "idempotency_key": uuid.uuid4()}
    add_evidence(assessment=assessment, practice="charter", **backing, by=mana, now=now)

    said = translated(assessment, now)

    assert said["on"] == "2026-11-16"
    assert (said["profile"], said["facts"], said["targets"]) == ("leader", {"eu-market": True}, {"charter": 2})
    assert said["routines"] == {"monthly-meeting": "monthly"}
    practices = {key: value for key, value in said["practices"].items() if value}
    assert practices == {
        "charter": {
            "agreed": 3,
            "responses": [{"perspective": "ospo", "value": 1}],
            "evidence": [{"reviewed_on": "2026-03-01"}],
        },
        "sharing": {"agreed": "na"},
    }
    assert said["situations"]["technology-only"] == {
        "signals": {"tools": {"agreed": "us", "responses": [{"perspective": "ospo", "value": "not_us"}]}},
        "stance": "not_faced",
    }


def test_reading_takes_three_queries_however_much_was_said(aozora, mana, now, django_assert_num_queries):
    assessment = make_assessment(aozora, mana, now=now)
    edition = edition_of(assessment.edition)
    for said in ({"charter": 1}, {"charter": 2, "health": 2, "training": 2}):
        say(assessment, mana, Kind.PRACTICE, now=now, **said)
        with django_assert_num_queries(3):
            sheet_of(assessment, edition)


@pytest.fixture
def asked_above(aozora, now):
    """An edition that asks for the charter at groups and companies only; Aozora, a company, has a unit."""
    document = plain(edition_of(make_edition()))
    for practice in document["practices"]:
        if practice["key"] == "charter":
            practice["asked_at"] = ["group", "company"]
    edition = make_edition(now=now, edition="2.0.0", practices=document["practices"])
    return edition, make_organization("Unit", above=aozora, kind=Organization.Kind.UNIT)


def test_what_is_asked_above_is_unknown_until_it_is_submitted_there(aozora, mana, now, asked_above):
    edition, unit = asked_above
    above, below = make_assessment(aozora, mana, edition, now=now), make_assessment(unit, mana, edition, now=now)
    say(above, mana, Kind.PRACTICE, now=now, charter=3)
    assert "charter" not in translated(below, now).get("practices", {})

    submit(above, mana, now=now)

    assert translated(below, now)["practices"]["charter"] == {"agreed": 3}


def test_a_unit_can_say_otherwise(aozora, mana, now, asked_above):
    edition, unit = asked_above
    above, below = make_assessment(aozora, mana, edition, now=now), make_assessment(unit, mana, edition, now=now)
    say(above, mana, Kind.PRACTICE, now=now, charter=3)
    submit(above, mana, now=now)

    say(below, mana, Kind.PRACTICE, now=now, charter=1)

    assert translated(below, now)["practices"]["charter"] == {"agreed": 1}


def test_an_answer_from_above_counts_under_its_new_key(aozora, mana, now):
    above = make_assessment(aozora, mana, make_edition("edition-before"), now=now)
    say(above, mana, Kind.PRACTICE, now=now, old_charter=3)
    submit(above, mana, now=now)
    practices = [
        one | ({"asked_at": ["group", "company"]} if one["key"] == "charter" else {})
        for one in plain(edition_of(make_edition()))["practices"]
    ]
    edition = make_edition(now=now, edition="2.0.0", practices=practices)
    unit = make_organization("Unit", above=aozora, kind=Organization.Kind.UNIT)

    below = make_assessment(unit, mana, edition, now=now)

    assert translated(below, now)["practices"]["charter"] == {"agreed": 3}


def test_what_lies_idle_above_since_a_move_does_not_count(aozora, mana, now, asked_above):
    edition, unit = asked_above
    above, below = make_assessment(aozora, mana, edition, now=now), make_assessment(unit, mana, edition, now=now)
    say(above, mana, Kind.PRACTICE, now=now, charter=3)
    submit(move(above, make_smaller_edition("charter"), mana, now=now), mana, now=now)

    assert "charter" not in translated(below, now)["practices"]


def test_where_nobody_above_is_asked_it_is_asked_here(midori, charlie, now, asked_above):
    edition, _unit = asked_above
    lone = make_organization("Lone", kind=Organization.Kind.UNIT)
    assessment = make_assessment(lone, charlie, edition, now=now)
    say(assessment, charlie, Kind.PRACTICE, now=now, charter=2)

    assert translated(assessment, now)["practices"]["charter"] == {"agreed": 2}


@pytest.mark.parametrize(
    ("values", "counted"),
    [
        ("1122", []),
        ("11224", [1, 1, 2, 2, 4]),
        ("11224000", [1, 1, 2, 2, 4]),
        ("?11?2240000", [1, 1, 2, 2, 4]),
        ("1122400000", [0, 0, 0, 0, 0, 1, 1, 2, 2, 4]),
    ],
)
def test_employees_count_in_batches(aozora, mana, now, values, counted):
    assessment = make_assessment(aozora, mana, now=now)
    for value in values:
        respond(assessment, now, "employee", value.replace("?", "unknown"))

    said = answers_for(assessment, now).practices["strategy"].responses

    assert [one.value for one in said if one.value is not None] == counted
    assert len(said) == len(values)  # those held back are still somebody who was asked


def test_other_views_count_one_by_one(aozora, mana, now):
    assessment = make_assessment(aozora, mana, now=now)
    for perspective in ("management", "business_unit", "ospo"):
        respond(assessment, now, perspective, "3")

    assert [one.value for one in answers_for(assessment, now).practices["strategy"].responses] == [3, 3, 3]


def test_one_more_employee_moves_no_figure_until_the_batch_is_whole(aozora, mana, now):
    assessment = make_assessment(aozora, mana, now=now)
    for value in "00222":
        respond(assessment, now, "employee", value)
    before = outcome_of(assessment, now).result

    for _more in range(4):
        respond(assessment, now, "employee", "1")
        assert outcome_of(assessment, now).result == before
    respond(assessment, now, "employee", "1")
    assert outcome_of(assessment, now).result != before


def respond(assessment, now, perspective, value):
    values = {(Kind.PRACTICE, "strategy"): value}
    save_responses(assessment=assessment, perspective=perspective, respondent=uuid.uuid4(), values=values, now=now)


def answers_for(assessment, now):
    edition = edition_of(assessment.edition)
    return answers_of(assessment, edition, sheet_of(assessment, edition), today_of(assessment, now))
