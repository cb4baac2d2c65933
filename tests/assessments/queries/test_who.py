# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from datetime import timedelta

import pytest

from assessments.models.answer import Kind
from assessments.queries.task import task_list
from assessments.queries.who import who_of
from assessments.services.asking import save_responses
from assessments.services.assigning import assign_section
from tests.factories import make_assessment, make_smaller_edition, move, say, submit


@pytest.fixture
def assessment(aozora, mana, now):
    return make_assessment(aozora, mana, now=now)


def who(assessment, reader, now):
    return who_of(task_list(assessment, now), reader)


def reply(assessment, perspective, now, *practices):
    values = {(Kind.PRACTICE, key): "2" for key in practices}
    respondent = uuid.uuid4()
    save_responses(assessment=assessment, perspective=perspective, respondent=respondent, values=values, now=now)


def test_replies_are_counted_by_respondent_and_view(assessment, mana, now):
    reply(assessment, "employee", now, "strategy", "health")
    for _each in range(2):
        reply(assessment, "management", now, "strategy")

    voices = who(assessment, mana, now).voices

    assert [(one.perspective, one.words) for one in voices] == [
        ("management", "2 replies"),
        ("ospo", ""),
        ("employee", "1 reply"),
        ("business_unit", "no replies yet"),
    ]


def test_the_organization_answers_with_those_who_are_asked(assessment, mana, connie, alice, now):
    say(assessment, mana, Kind.PRACTICE, now=now, strategy=2)
    found = who(assessment, mana, now)
    assert (found.answering, found.practices, found.people) == ("you", "1 of 8 practices", [])

    for section, user in [("management", connie), ("routines", connie), ("ospo", mana), ("ospo", alice)]:
        assign_section(assessment=assessment, section=section, user=user, by=mana, now=now)

    found = who(assessment, mana, now)
    assert found.answering == "you and 2 colleagues"
    assert [(person.user, person.words, person.answered, person.asked) for person in found.people] == [
        (alice, "0 of 2 practices", 0, 2),
        (connie, "1 of 2 practices and 0 of 2 routines", 1, 4),
        (mana, "0 of 2 practices", 0, 2),
    ]


def test_what_is_only_carried_over_is_said_so(aozora, assessment, mana, connie, now):
    say(assessment, mana, Kind.PRACTICE, now=now, strategy=2, sponsor=1)
    submit(assessment, mana, now=now)
    later = now + timedelta(days=92)
    following = make_assessment(aozora, mana, assessment.edition, now=later)
    assign_section(assessment=following, section="management", user=connie, by=mana, now=later)
    say(following, connie, Kind.PRACTICE, now=later, strategy=3)

    (person,) = who(following, mana, later).people

    assert (person.words, person.confirmed) == ("2 of 2 practices; 1 carried over", 1)


def test_one_query_beside_the_task_list(assessment, mana, connie, alice, now, django_assert_num_queries):
    tasks = task_list(assessment, now)
    for users in ([connie], [connie, alice, mana]):
        for user in users:
            assign_section(assessment=assessment, section="ospo", user=user, by=mana, now=now)
        with django_assert_num_queries(1):
            assert len(who_of(tasks, mana).people) == len(users)


def test_whose_sections_are_all_gone_is_asked_for_nothing(assessment, mana, connie, now):
    for section in ("management", "employee"):
        assign_section(assessment=assessment, section=section, user=connie, by=mana, now=now)

    smaller = move(assessment, make_smaller_edition("management"), mana, now=now)
    assert [[one.key for one in person.sections] for person in who(smaller, mana, now).people] == [["employee"]]
    least = move(smaller, make_smaller_edition("management", "employee", edition="1.4.0"), mana, now=now)

    assert who(least, mana, now).people == []
