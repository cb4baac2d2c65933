# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from datetime import timedelta

import pytest

from assessments.models.answer import Kind
from assessments.queries.edition import edition_of
from assessments.queries.task import scanned, task_list
from assessments.services.asking import save_responses
from tests.assessments.domain.cases import conformance
from tests.factories import make_assessment, make_built_in_edition, make_edition, say, submit


def test_it_counts_what_is_answered_and_what_is_to_go(aozora, mana, now):
    assessment = make_assessment(aozora, mana, now=now)
    say(assessment, mana, Kind.PRACTICE, now=now, strategy=2, sponsor="unknown", health="na")
    say(assessment, mana, Kind.SIGNAL, now=now, technology_only__tools="us", community_underrated__names="us")
    say(assessment, mana, Kind.ROUTINE, now=now, monthly_meeting="never")

    tasks = task_list(assessment, now)

    assert tasks.progress == "3 of 8 practices, 1 of 2 situations and 1 of 2 routines answered."
    assert tasks.to_go == "5 practices, 1 situation and 1 routine to go"
    assert (tasks.answered, tasks.asked) == (5, 12)
    assert [(section.key, section.answered, section.is_finished) for section in tasks.sections] == [
        ("situations", 1, False),
        ("management", 2, False),
        ("ospo", 1, False),
        ("employee", 0, False),
        ("business-units", 0, False),
        ("routines", 1, False),
    ]


def test_a_section_is_finished_when_nothing_is_left_to_do(aozora, mana, now):
    assessment = make_assessment(aozora, mana, now=now)
    say(assessment, mana, Kind.PRACTICE, now=now, strategy=2, sponsor=0)

    finished = [section.key for section in task_list(assessment, now).sections if section.is_finished]

    assert finished == ["management"]


def test_nothing_to_go(aozora, mana, now):
    assessment = make_assessment(aozora, mana, now=now)
    say(assessment, mana, Kind.STANCE, now=now, technology_only="faced", community_underrated="not_faced")
    say(assessment, mana, Kind.ROUTINE, now=now, monthly_meeting="never", training_course="unknown")
    say(assessment, mana, Kind.PRACTICE, now=now, **{one.replace("-", "_"): 1 for one in keys(assessment)})

    assert task_list(assessment, now).to_go == ""


def keys(assessment):
    return [practice.key for practice in edition_of(assessment.edition).practices]


def test_a_contributor_sees_the_sections_assigned_and_their_minutes(aozora, mana, now):
    assessment = make_assessment(aozora, mana, make_built_in_edition(), now=now)

    tasks = task_list(assessment, now, ["situations", "ospo"])

    assert [section.key for section in tasks.sections] == ["situations", "ospo"]
    assert tasks.progress == "0 of 7 practices and 0 of 17 situations answered."
    assert (tasks.minutes, task_list(assessment, now).minutes) == (25, 50)
    assert tasks.scan_state == ""
    assert tasks.notice and task_list(assessment, now, ["ospo"]).notice is None


def test_a_contributor_sees_nothing_of_what_others_were_asked(aozora, mana, now):
    assessment = make_assessment(aozora, mana, now=now)
    say(assessment, mana, Kind.SIGNAL, now=now, technology_only__tools="unknown")
    values = {(Kind.SIGNAL, "technology-only/tools"): "us"}
    save_responses(assessment=assessment, perspective="ospo", respondent=uuid.uuid4(), values=values, now=now)

    words = {
        assigned: next(row.words for row in task_list(assessment, now, assigned).sections[0].rows[1:])
        for assigned in (None, ("situations",))
    }

    assert words == {None: "Faced", ("situations",): "Not clear yet"}


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ([], "start"),
        ([(Kind.SIGNAL, "community-underestimated__nobody_listens", "us")], "continue"),
        ([(Kind.PRACTICE, "training", 2)], "continue"),
        ([(Kind.PRACTICE, "executive-sponsorship", 2)], ""),
    ],
)
def test_the_scan_leads_until_something_else_was_begun(said, state, aozora, mana, now):
    assessment = make_assessment(aozora, mana, make_built_in_edition(), now=now)
    for kind, key, value in said:
        say(assessment, mana, kind, now=now, **{key.replace("-", "_"): value})

    assert task_list(assessment, now).scan_state == state


def test_the_scan_no_longer_leads_once_there_is_something_beyond_it(aozora, mana, now):
    assessment = make_assessment(aozora, mana, make_built_in_edition(), now=now)
    say(assessment, mana, Kind.PRACTICE, now=now, training=2, executive_sponsorship=2)

    assert task_list(assessment, now).scan_state == ""


def test_the_scan_is_through_when_all_of_it_is_answered(aozora, mana, now):
    assessment = make_assessment(aozora, mana, make_built_in_edition(), now=now)
    for kind, key in scanned(edition_of(assessment.edition)):
        value = "us" if kind == Kind.SIGNAL else 2
        say(assessment, mana, Kind(kind), now=now, **{key.replace("/", "__").replace("-", "_"): value})

    assert task_list(assessment, now).scan_state == ""


def test_an_edition_without_a_scan_leads_nowhere(aozora, mana, now):
    assert task_list(make_assessment(aozora, mana, now=now), now).scan_state == ""


def test_later_assessments_start_from_the_last_one_and_not_from_the_scan(aozora, mana, now):
    edition = make_built_in_edition()
    submit(make_assessment(aozora, mana, edition, now=now - timedelta(days=90)), mana, now=now - timedelta(days=89))

    assert task_list(make_assessment(aozora, mana, edition, now=now), now).scan_state == ""


def test_it_takes_four_queries_however_much_was_said(aozora, mana, now, django_assert_num_queries):
    first = make_assessment(aozora, mana, now=now - timedelta(days=90))
    say(first, mana, Kind.PRACTICE, now=now, strategy=1)
    submit(first, mana, now=now - timedelta(days=80))
    assessment = make_assessment(aozora, mana, now=now)

    for value in (1, 2, 3):
        say(assessment, mana, Kind.PRACTICE, now=now, strategy=value, sponsor=value, charter=value)
        with django_assert_num_queries(4):
            task_list(assessment, now)


def test_further_situations_that_nobody_has_answered_are_folded(aozora, mana, now):
    situations = conformance("edition.json")["situations"]
    situations[0]["origin"], situations[0]["seed_position"] = "seed", 1
    situations.append(situations[1] | {"key": "third", "number": 9})
    assessment = make_assessment(aozora, mana, make_edition(situations=situations), now=now)
    say(assessment, mana, Kind.STANCE, now=now, third="not_faced")

    section = task_list(assessment, now).sections[0]

    assert [row.key for row in section.first] == [situations[0]["key"], "third"]
    assert [row.key for row in section.folded] == [situations[1]["key"]]
    assert len(section.rows) == 3


def test_what_is_carried_over_is_folded_until_somebody_looks_at_it(aozora, mana, now):
    before = now - timedelta(days=90)
    first = make_assessment(aozora, mana, now=before)
    say(first, mana, Kind.PRACTICE, now=before, strategy=1, sponsor=1, charter="unknown", health=2)
    submit(first, mana, now=before)
    assessment = make_assessment(aozora, mana, now=now)
    say(assessment, mana, Kind.PRACTICE, now=now, sponsor=2)

    tasks = task_list(assessment, now)
    management, ospo = tasks.sections[1:3]

    assert [[row.key for row in rows] for rows in (management.first, management.carried)] == [["sponsor"], ["strategy"]]
    assert [[row.key for row in rows] for rows in (ospo.first, ospo.carried)] == [["charter"], ["health"]]
    assert (management.unconfirmed, ospo.unconfirmed, tasks.unconfirmed) == (1, 2, 3)
    assert tasks.moved == "7 answers could have moved; 2 more are carried over."
