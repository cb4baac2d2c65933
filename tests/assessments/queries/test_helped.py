# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, Organization, Role, User
from assessments.models import Edition, PlanItem
from assessments.queries.helped import asked_of
from tests.factories import join, make_edition, make_organization, make_user, plan_action

TODAY = date(2026, 11, 16)
DUE = TODAY - timedelta(days=90)


@pytest.fixture
def edition(db: None) -> Edition:
    return make_edition()


def done(
    organization: Organization, by: User, edition: Edition, now: datetime, on: date = DUE, **changes: object
) -> PlanItem:
    return plan_action(organization, by, edition, now=now, status="done", done_on=on, **changes)


def asked(user: User, organization: Organization, role: Role) -> list[PlanItem]:
    return list(asked_of(user, organization, role, TODAY))


@pytest.mark.parametrize(("days", "is_asked"), [(89, False), (90, True), (400, True)])
def test_it_is_asked_from_the_ninetieth_day_on(
    aozora: Organization, mana: User, edition: Edition, now: datetime, days: int, is_asked: bool
) -> None:
    done(aozora, mana, edition, now, TODAY - timedelta(days=days))

    assert bool(asked(mana, aozora, Role.MANAGER)) == is_asked


def test_the_member_who_did_it_is_asked_and_nobody_else(
    aozora: Organization, mana: User, connie: User, edition: Edition, now: datetime
) -> None:
    item = done(aozora, mana, edition, now, assignee=connie)

    assert asked(connie, aozora, Role.CONTRIBUTOR) == [item]
    assert asked(mana, aozora, Role.MANAGER) == []


def test_where_no_member_did_it_managers_are_asked(
    aozora: Organization, mana: User, alice: User, connie: User, edition: Edition, now: datetime
) -> None:
    item = done(aozora, mana, edition, now, assignee_text="The legal team")

    assert asked(mana, aozora, Role.MANAGER) == asked(alice, aozora, Role.OWNER) == [item]
    assert asked(connie, aozora, Role.CONTRIBUTOR) == []


def test_of_a_member_who_has_left_managers_are_asked(
    aozora: Organization, mana: User, connie: User, edition: Edition, now: datetime
) -> None:
    item = done(aozora, mana, edition, now, assignee=connie)
    Membership.objects.filter(user=connie).delete()

    assert asked(mana, aozora, Role.MANAGER) == [item]


def test_of_a_member_who_cannot_sign_in_any_more_managers_are_asked(
    aozora: Organization, mana: User, connie: User, edition: Edition, now: datetime
) -> None:
    item = done(aozora, mana, edition, now, assignee=connie)
    User.objects.filter(pk=connie.pk).update(is_active=False)

    assert asked(mana, aozora, Role.MANAGER) == [item]


def test_a_member_of_an_organization_above_is_one(
    aozora: Organization, mana: User, edition: Edition, now: datetime
) -> None:
    unit = make_organization("Lens", above=aozora)
    above = join(make_user("Above"), aozora, Role.CONTRIBUTOR).user
    item = done(unit, mana, edition, now, assignee=above)

    assert asked(mana, unit, Role.MANAGER) == []
    assert asked(above, unit, Role.CONTRIBUTOR) == [item]


def test_what_was_said_is_not_asked_again(aozora: Organization, mana: User, edition: Edition, now: datetime) -> None:
    done(aozora, mana, edition, now, helped="unclear")

    assert asked(mana, aozora, Role.MANAGER) == []


def test_it_takes_one_query_whatever_there_is(
    aozora: Organization,
    mana: User,
    edition: Edition,
    now: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    done(aozora, mana, edition, now)
    with django_assert_num_queries(1):
        assert len(asked(mana, aozora, Role.MANAGER)) == 1
    for _each in range(2):
        done(aozora, mana, edition, now)
    with django_assert_num_queries(1):
        assert len(asked(mana, aozora, Role.MANAGER)) == 3
