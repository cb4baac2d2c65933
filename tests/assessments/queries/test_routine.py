# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import timedelta

from assessments.models.answer import Kind
from assessments.queries.routine import routine_questions, routines_page
from tests.factories import make_assessment, make_built_in_edition, say, submit


def test_routines_go_by_kind_and_audience(aozora, mana, now):
    page = routines_page(make_assessment(aozora, mana, make_built_in_edition(), now=now))

    counted = {
        kind: [(audience.name["en"], len(audience.rows)) for audience in audiences]
        for kind, audiences in page.kinds.items()
    }
    assert counted == {
        "education": [("Employees", 7), ("Business units", 1)],
        "channel": [("Management", 1), ("Employees", 3), ("Staff", 2), ("Community", 4), ("OSPO team", 1)],
    }
    enough = {
        row.routine.key: row.enough
        for kind in page.kinds.values()
        for audience in kind
        for row in audience.rows
        if row.enough
    }
    assert enough == {"quarterly-report": "Quarterly", "monthly-meeting": "Monthly"}


def test_what_was_carried_over_is_said(aozora, mana, now, django_assert_num_queries):
    first = make_assessment(aozora, mana, now=now - timedelta(days=90))
    say(first, mana, Kind.ROUTINE, now=now, monthly_meeting="monthly")
    submit(first, mana, now=now - timedelta(days=80))
    assessment = make_assessment(aozora, mana, now=now)

    with django_assert_num_queries(4):
        page = routines_page(assessment)

    assert (page.is_carried, page.quarter) == (True, "Q3")
    assert {one.key: one.before for one in page.questions} == {"monthly-meeting": "Monthly", "training-course": ""}


def test_what_is_asked_needs_no_query(aozora, mana, now, django_assert_num_queries):
    assessment = make_assessment(aozora, mana, now=now)

    with django_assert_num_queries(0):
        questions = routine_questions(assessment)

    fields = [one.field for one in routines_page(assessment).questions]
    assert sorted(one.field for one in questions) == sorted(fields)
