# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from datetime import timedelta

import pytest

from assessments.models import Answer
from assessments.models.answer import Kind
from assessments.queries.disagreement import disagreement_page
from assessments.services.asking import save_responses
from tests.factories import make_assessment, say, submit


@pytest.fixture
def assessment(aozora, mana, now):
    return make_assessment(aozora, mana, now=now)


def reply(assessment, now, perspective, **said):
    for values in zip(*[value if isinstance(value, list) else [value] for value in said.values()], strict=True):
        named = {(Kind.PRACTICE, key): str(value) for key, value in zip(said, values, strict=True)}
        save_responses(assessment=assessment, perspective=perspective, respondent=uuid.uuid4(), values=named, now=now)


def keys(rows):
    return [row.key for row in rows]


def cells(row):
    return [(cell.perspective, cell.value, cell.replies) for cell in row.cells if cell.replies]


def test_the_widest_apart_comes_first_and_what_nobody_settled_before_it(assessment, mana, now):
    reply(assessment, now, "management", strategy=4, charter=4, health=4, training=3, sponsor=2)
    reply(assessment, now, "ospo", strategy=2, charter=1, health=0, training=2, sponsor=0)
    say(assessment, mana, Kind.PRACTICE, now=now, health=2, sponsor=1)

    page = disagreement_page(assessment, None, now)

    assert (keys(page.unresolved), keys(page.settled), keys(page.close)) == (
        ["charter", "strategy"],
        ["health", "sponsor"],
        ["training"],
    )
    assert [row.spread for row in page.unresolved] == [3, 2]


def test_views_show_once_the_answer_is_set_while_it_is_open_and_all_of_them_afterwards(assessment, mana, now):
    reply(assessment, now, "management", strategy=4, health=4)
    reply(assessment, now, "ospo", strategy=1, health=1)
    say(assessment, mana, Kind.PRACTICE, now=now, health=2, strategy="unknown")

    page = disagreement_page(assessment, None, now)
    (waiting,), (settled,) = page.unresolved, page.settled
    assert (waiting.waits, waiting.cells, waiting.drawn, waiting.spread) == (True, [], [], 3)
    assert (settled.waits, cells(settled), settled.answer) == (False, [("management", 4, 1), ("ospo", 1, 1)], "2")

    done = submit(assessment, mana, now=now)
    (shown,) = disagreement_page(done, None, now).unresolved
    assert (shown.waits, cells(shown), shown.answer) == (False, [("management", 4, 1), ("ospo", 1, 1)], "")


def test_an_answer_that_stands_on_views_alone_does_not_give_them_away(assessment, mana, now):
    reply(assessment, now, "management", strategy=3, health=3)
    say(assessment, mana, Kind.PRACTICE, now=now, health="unknown")

    assert {row.key: (row.waits, row.answer) for row in disagreement_page(assessment, None, now).close} == {
        "strategy": (True, ""),
        "health": (True, ""),
    }
    done = submit(assessment, mana, now=now)
    assert {row.key: row.answer for row in disagreement_page(done, None, now).close} == {"strategy": "3", "health": "3"}


def test_what_is_only_carried_over_waits_to_be_confirmed(aozora, mana, now):
    earlier = now - timedelta(days=92)
    first = make_assessment(aozora, mana, now=earlier)
    say(first, mana, Kind.PRACTICE, now=earlier, health=2)
    submit(first, mana, now=earlier)
    assessment = make_assessment(aozora, mana, now=now)
    reply(assessment, now, "management", health=4)
    reply(assessment, now, "ospo", health=1)

    (row,) = disagreement_page(assessment, None, now).settled

    assert (row.waits, row.is_carried, row.cells, row.answer) == (True, True, [], "2")


def test_few_employees_are_hidden_and_named_as_such(assessment, mana, now):
    reply(assessment, now, "employee", health=[0, 0, 1, 1], charter=[3, 3, 3, 4])
    reply(assessment, now, "employee", charter=4)
    say(assessment, mana, Kind.PRACTICE, now=now, health=2, charter=2)

    page = disagreement_page(assessment, None, now)
    found = {row.key: next(cell for cell in row.cells if cell.perspective == "employee") for row in page.close}

    assert {key: (cell.value, cell.is_hidden) for key, cell in found.items()} == {
        "health": (None, True),
        "charter": (3, False),
    }
    assert page.hides


def test_a_reason_stands_beside_what_settles(assessment, mana, now):
    reply(assessment, now, "management", health=4)
    reply(assessment, now, "ospo", health=1)
    say(assessment, mana, Kind.PRACTICE, now=now, health=2)
    Answer.objects.of(assessment).filter(key="health").update(settled_because="Units lack the tool.")

    assert [row.because for row in disagreement_page(assessment, None, now).settled] == ["Units lack the tool."]


def test_one_level_at_a_time(assessment, now):
    reply(assessment, now, "management", strategy=4, health=4)

    assert keys(disagreement_page(assessment, "ospo", now).close) == ["health"]
    page = disagreement_page(assessment, "business_unit", now)
    assert (page.count, page.is_anyone_asked) == (2, True)  # no such level
    page = disagreement_page(assessment, "employee", now)
    assert (page.level, page.count, page.is_anyone_asked) == ("employee", 0, True)


def test_nobody_was_asked(assessment, mana, now):
    say(assessment, mana, Kind.PRACTICE, now=now, health=2)

    assert not disagreement_page(assessment, None, now).is_anyone_asked


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_so_many_queries(assessment, mana, now, django_assert_num_queries, count):
    reply(assessment, now, "management", **dict.fromkeys(["health", "charter", "training"][:count], 1))
    disagreement_page(assessment, None, now)

    with django_assert_num_queries(4):
        disagreement_page(assessment, None, now)
    done = submit(assessment, mana, now=now)
    with django_assert_num_queries(2):
        disagreement_page(done, None, now)
