# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import datetime

import pytest

from accounts.models import Organization, User
from assessments.domain.canonical import plain
from assessments.models import Edition
from assessments.models.answer import Kind
from assessments.queries.edition import edition_of
from assessments.queries.plan import desk_of, plan_page
from assessments.queries.plan_choice import PlanChoice
from assessments.queries.plan_focus import Focus, focus_of
from tests.assessments.queries.plans import add_own, changed, take_up
from tests.factories import make_assessment, make_edition, say, submit

TITLES = ["One", "Two", "Three", "Four", "Five", "Six"]


@pytest.fixture
def edition(db: None) -> Edition:
    return make_edition()


@pytest.fixture
def answered(aozora: Organization, mana: User, edition: Edition, now: datetime) -> Organization:
    assessment = make_assessment(aozora, mana, edition, now=now)
    say(assessment, mana, Kind.PRACTICE, now=now, strategy=1, sponsor=1, charter=1, health=1, training=1, culture=1)
    submit(assessment, mana, now=now)
    return aozora


def plan(organization: Organization, edition: Edition, user: User, now: datetime, **changes: object) -> None:
    for title in TITLES:
        add_own(organization, edition, user, now, title, effort="S", **changes)


def focus(organization: Organization, user: User, now: datetime, **chosen: str) -> Focus | None:
    assessment = organization.assessments.submitted().select_related("edition").first()
    desk = desk_of(organization, user, assessment, now, lambda _item: True)
    return focus_of(plan_page(desk, PlanChoice(**chosen)))  # type: ignore[arg-type]  # texts alone


def test_who_has_them_all_is_told_which_three(
    answered: Organization, mana: User, edition: Edition, now: datetime
) -> None:
    plan(answered, edition, mana, now, assignee_text="Legal")
    raising = add_own(answered, edition, mana, now, "Charter", raises={"charter": 3}, assignee_text="Legal")

    found = focus(answered, mana, now)

    assert found and (found.who, found.count) == ("Legal", 7)
    assert [one.item.pk for one in found.picks] == [raising.pk]
    assert found.picks[0].why == "It raises charter"


def test_who_shares_them_or_has_few_is_told_nothing(
    answered: Organization, mana: User, bob: User, edition: Edition, now: datetime
) -> None:
    item = add_own(answered, edition, mana, now, "Charter", raises={"charter": 3}, assignee=mana)
    assert focus(answered, mana, now) is None
    plan(answered, edition, mana, now, assignee=mana)
    assert focus(answered, mana, now)

    changed(item, mana, now, assignee=bob)

    assert focus(answered, mana, now) is None


def test_what_was_chosen_is_shown_without_it(
    answered: Organization, mana: User, edition: Edition, now: datetime
) -> None:
    plan(answered, edition, mana, now, assignee=mana, raises={"charter": 3})

    assert focus(answered, mana, now, level="ospo") is None


@pytest.mark.parametrize("who", [{}, {"assignee_text": ""}])
def test_actions_of_nobody_are_of_no_one_person(
    who: dict[str, str], answered: Organization, mana: User, edition: Edition, now: datetime
) -> None:
    plan(answered, edition, mana, now, raises={"charter": 3}, **who)

    assert focus(answered, mana, now) is None


def test_where_some_are_nobodys_no_one_person_has_them_all(
    answered: Organization, mana: User, edition: Edition, now: datetime
) -> None:
    plan(answered, edition, mana, now, assignee=mana)
    add_own(answered, edition, mana, now, "Charter", raises={"charter": 3})

    assert focus(answered, mana, now) is None


def test_without_a_result_nothing_is_projected(
    aozora: Organization, mana: User, edition: Edition, now: datetime
) -> None:
    plan(aozora, edition, mana, now, assignee=mana, raises={"charter": 3})

    assert focus(aozora, mana, now) is None


def test_an_action_counts_as_the_edition_that_was_answered_has_it(
    answered: Organization, mana: User, edition: Edition, now: datetime
) -> None:
    plan(answered, edition, mana, now, assignee_text="Legal")
    later = plain(edition_of(edition)) | {"edition": "9.0.0"}
    action = next(one for advice in later["recommendations"] for one in advice["actions"] if one["key"] == "run-course")
    action["raises"], action["sets"] = {"culture": 0}, {}
    item = take_up(answered, make_edition(now=now, **later), mana, now, "run-course", assignee_text="Legal")

    found = focus(answered, mana, now)

    assert found and [one.item.pk for one in found.picks] == [item.pk]
