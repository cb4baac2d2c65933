# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import date

import pytest

from accounts.models import User
from assessments.forms.plan import FilterForm, ItemForm, MovedForm, OwnItemForm
from assessments.queries.plan_choice import PlanChoice
from tests.assessments.domain.cases import conformance_edition

SAID = {"title": "Ask the others", "status": "to_do"}


@pytest.fixture
def person() -> User:
    return User(pk=7, name="Mana", email="mana@example.org")


def own(**said: str) -> OwnItemForm:
    return OwnItemForm(SAID | said, people=[], edition=conformance_edition())


def test_a_reason_stands_only_where_it_is_dropped() -> None:
    said = {"reason": "No need", "note": "A"}

    kept, left = (MovedForm(said | {"status": status}) for status in ("dropped", "doing"))

    assert kept.is_valid() and left.is_valid()
    assert (kept.changes()["reason"], left.changes()["reason"]) == ("No need", "")


def test_a_member_or_somebody_else_does_it(person: User) -> None:
    form = ItemForm({"status": "doing", "who": "7", "due_on": "2026-12-01"}, people=[person])

    assert form.is_valid()
    assert (form.changes()["assignee"], form.changes()["due_on"]) == (person, date(2026, 12, 1))
    assert not ItemForm({"status": "doing", "who": "8"}, people=[person]).is_valid()


def test_an_own_action_raises_practices_to_values() -> None:
    form = own(raise_1="strategy", to_1="3", raise_3="health", to_3="2")

    assert form.is_valid()
    assert form.changes()["raises"] == {"strategy": 3, "health": 2}


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": " "}, "title"),
        ({"raise_2": "strategy"}, "to_2"),
        ({"due_on": "soon"}, "due_on"),
        ({"level": "moon"}, "level"),
        ({"status": "lost"}, "status"),
        ({"note": "x" * 5_001}, "note"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(said: dict[str, str], field: str) -> None:
    form = own(**said)

    assert not form.is_valid()
    assert list(form.errors) == [field]


def test_what_stands_there_stands_in_the_form(person: User) -> None:
    values = {"status": "doing", "reason": "", "note": "", "assignee": person, "assignee_text": "", "due_on": None}
    values |= {"title": "A", "recommendation": "", "level": "ospo", "effort": "S", "horizon": ""}

    initial = OwnItemForm.initial_of(values | {"raises": {"strategy": 3}})

    assert (initial["who"], initial["raise_1"], initial["to_1"]) == (7, "strategy", "3")


def test_a_new_one_has_no_status_to_choose() -> None:
    form = OwnItemForm({"title": "A"}, people=[], edition=conformance_edition(), is_new=True)

    assert form.is_valid()
    assert form.whose()["note"] == ""


def test_what_was_chosen_stands_in_the_filter() -> None:
    form = FilterForm(PlanChoice(level="ospo", who="me"), edition=conformance_edition(), people=[("me", "Me")])

    assert (form["level"].value(), form["who"].value(), form["status"].value()) == ("ospo", "me", "")
