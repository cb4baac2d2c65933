# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from urllib.parse import parse_qsl

import pytest
from django.db.models import Q

from accounts.models import Organization, User
from assessments.models import Edition, PlanItem
from assessments.queries.plan_choice import PlanChoice, choice_in, in_order, is_late, items_in, narrowed, with_status
from tests.assessments.queries.plans import add_own, take_up
from tests.factories import make_edition, make_organization


@pytest.fixture
def edition(db: None) -> Edition:
    return make_edition()


def titles(items: Iterable[PlanItem]) -> list[str]:
    return [str(item) for item in items]


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"level": "ospo", "who": "me", "effort": "S", "horizon": "year", "status": "late", "units": "on"},
        {"look": "board", "page": "3"},
    ],
)
def test_an_address_leads_to_what_it_was_made_of(said: dict[str, str]) -> None:
    choice = choice_in(said)

    assert dict(parse_qsl(choice.address()[1:])) == said
    assert choice.is_narrowed == ("level" in said)


@pytest.mark.parametrize(
    "said",
    [{"effort": "XL"}, {"status": "lost"}, {"horizon": "now"}, {"page": "0"}, {"page": "two"}, {"page": "9" * 9}],
)
def test_what_is_no_choice_is_none(said: dict[str, str]) -> None:
    assert choice_in(said) == PlanChoice()


@pytest.mark.parametrize(
    ("choice", "found"),
    [
        (PlanChoice(), ["A", "B", "C"]),
        (PlanChoice(level="ospo"), ["A"]),
        (PlanChoice(effort="L"), ["B"]),
        (PlanChoice(horizon="month"), ["C"]),
        (PlanChoice(who="me"), ["A"]),
        (PlanChoice(who="nobody"), ["C"]),
        (PlanChoice(who="other-Legal"), ["B"]),
        (PlanChoice(who="member-0"), []),
        (PlanChoice(who="member-x"), ["A", "B", "C"]),
    ],
)
def test_a_plan_is_narrowed(
    choice: PlanChoice, found: list[str], aozora: Organization, mana: User, edition: Edition, now: datetime
) -> None:
    add_own(aozora, edition, mana, now, "A", level="ospo", assignee=mana)
    add_own(aozora, edition, mana, now, "B", effort="L", assignee_text="Legal")
    add_own(aozora, edition, mana, now, "C", horizon="month")

    items = narrowed(items_in(aozora, edition.pack), choice, mana)

    assert sorted(titles(items)) == found


@pytest.mark.parametrize(
    ("status", "found"),
    [
        ("", ["Doing", "Done", "Late"]),
        ("open", ["Doing", "Late"]),
        ("late", ["Late"]),
        ("done", ["Done"]),
        ("dropped", ["Dropped"]),
    ],
)
def test_it_is_shown_by_status(
    status: str, found: list[str], aozora: Organization, mana: User, edition: Edition, now: datetime
) -> None:
    yesterday = now.date() - timedelta(days=1)
    add_own(aozora, edition, mana, now, "Doing", status="doing", due_on=now.date())
    add_own(aozora, edition, mana, now, "Done", status="done", due_on=yesterday)
    add_own(aozora, edition, mana, now, "Dropped", status="dropped", reason="No need", due_on=yesterday)
    add_own(aozora, edition, mana, now, "Late", due_on=yesterday)

    items = with_status(items_in(aozora, edition.pack), status, now.date())

    assert sorted(titles(items)) == found


def test_what_is_late_comes_first_then_the_advice_in_its_order(
    aozora: Organization, mana: User, edition: Edition, now: datetime
) -> None:
    today = now.date()
    add_own(aozora, edition, mana, now, "Of no advice")
    add_own(aozora, edition, mana, now, "Done", recommendation="train-people", status="done")
    add_own(aozora, edition, mana, now, "Without a day", recommendation="train-people")
    add_own(aozora, edition, mana, now, "Due", recommendation="train-people", due_on=today)
    add_own(aozora, edition, mana, now, "Pressing", recommendation="genuine-office")
    add_own(aozora, edition, mana, now, "Late", due_on=today - timedelta(days=1))

    items = in_order(items_in(aozora, edition.pack), {"genuine-office": 0, "train-people": 1}, today)

    assert titles(items) == ["Late", "Pressing", "Due", "Without a day", "Done", "Of no advice"]
    assert [vars(item)["group"] for item in items] == [-1, 0, 1, 1, 1, 2]


def test_units_below_belong_to_it_where_they_are_asked_for(
    aozora: Organization, midori: Organization, mana: User, edition: Edition, now: datetime
) -> None:
    for organization in (aozora, make_organization("Lens", above=aozora), midori):
        take_up(organization, edition, mana, now)

    def found(**how: bool) -> set[str]:
        return {item.organization.name for item in items_in(aozora, edition.pack, **how)}

    assert found() == {"Aozora"}
    add_own(make_organization("Sensor", above=aozora), make_edition(pack="other"), mana, now)
    assert found(units=True) == {"Aozora", "Lens"}


def test_it_is_late_on_the_day_after(aozora: Organization, mana: User, edition: Edition, now: datetime) -> None:
    due = date(2026, 11, 16)
    item = take_up(aozora, edition, mana, now, due_on=due)

    def is_found(condition: Q) -> bool:
        return PlanItem.objects.within(aozora).filter(condition, pk=item.pk).exists()

    assert (is_found(is_late(due)), is_found(is_late(due + timedelta(days=1)))) == (False, True)
