# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import date, datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organization, User
from assessments.models import Edition, PlanItem
from assessments.queries.edition import edition_of
from assessments.queries.plan_history import Move, apart, history_of
from assessments.queries.plan_words import with_words
from tests.assessments.queries.plans import add_own, changed
from tests.factories import make_edition, make_user


@pytest.fixture
def edition(db: None) -> Edition:
    return make_edition()


@pytest.fixture
def item(aozora: Organization, mana: User, edition: Edition, now: datetime) -> PlanItem:
    return add_own(aozora, edition, mana, now)


def told(item: PlanItem) -> list[list[Move]]:
    return [line.moves for line in history_of(item)]


def test_it_says_who_changed_what_from_what_to_what(item: PlanItem, mana: User, now: datetime) -> None:
    item = changed(item, mana, now, status="doing", assignee=mana, due_on=date(2026, 12, 1))
    item = changed(item, mana, now, level="ospo", effort="S", horizon="month", raises={"strategy": 3})
    changed(item, mana, now, status="dropped", reason="No need", recommendation="train-people", assignee=None)

    assert told(item) == [
        [
            Move("Status", "Doing", "Dropped"),
            Move("Why it is dropped", "", "No need"),
            Move("Who does it", "Mana", ""),
            Move("Recommendation", "", "Train"),
        ],
        [
            Move("Level", "", "OSPO"),
            Move("Effort", "", "Small"),
            Move("Can be done", "", "within a month"),
            Move("What it raises", "", "strategy, to 3"),
        ],
        [
            Move("Status", "To do", "Doing"),
            Move("Who does it", "", "Mana"),
            Move("Due", "", "1 Dec 2026"),
        ],
        [],
    ]
    lines = history_of(item)
    assert ([line.is_first for line in lines], {line.who for line in lines}) == ([False, False, False, True], {"Mana"})


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_two_queries(
    count: int, item: PlanItem, mana: User, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        item = changed(item, mana, now, assignee=make_user(f"Person{number}"))
    item = with_words(PlanItem.objects.within(item.organization)).select_related("organization").get()
    edition_of(item.edition)  # read once a process

    with django_assert_num_queries(2):
        history_of(item)


def test_what_two_changed_at_once_is_told_apart(item: PlanItem, mana: User, now: datetime) -> None:
    seen = item.revision
    theirs = changed(item, mana, now, note="Theirs", due_on=date(2026, 12, 1))

    both, own = apart(theirs, seen, {"note": "Mine", "due_on": None, "status": "doing"})

    assert [(one.name, one.theirs, one.mine) for one in both] == [("Note", "Theirs", "Mine")]
    assert own == {"note": "Mine", "status": "doing"}


def test_what_both_changed_alike_is_no_conflict(item: PlanItem, mana: User, now: datetime) -> None:
    theirs = changed(item, mana, now, status="done")

    assert apart(theirs, item.revision, {"status": "done", "note": ""})[0] == []
