# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organization, Role, User
from assessments.queries.member import members_of
from tests.factories import join, make_organization, make_user


def test_members_stand_by_role_then_by_name(
    aozora: Organization, bob: User, connie: User, mana: User, alice: User
) -> None:
    anna = join(make_user("Anna"), aozora).user

    members = members_of(aozora, bob, Role.VIEWER)

    assert [member.person for member in members.own] == [alice, mana, connie, anna, bob]
    assert members.inherited == []


def test_roles_from_above_stand_apart_with_where_they_are_held(aozora: Organization, alice: User) -> None:
    unit = make_organization("Imaging", above=aozora)
    join(alice, unit)

    members = members_of(unit, alice, Role.OWNER)

    assert [(member.role, member.at) for member in members.own] == [(Role.VIEWER, unit)]
    assert [(member.role, member.at) for member in members.inherited] == [(Role.OWNER, aozora)]


def test_owners_change_all_who_stand_here_and_others_may_leave(aozora: Organization, alice: User, bob: User) -> None:
    unit = make_organization("Imaging", above=aozora)
    nora = join(make_user("Nora"), unit).user

    by_owner = members_of(aozora, alice, Role.OWNER)
    by_viewer = members_of(aozora, bob, Role.VIEWER)
    of_unit = members_of(unit, nora, Role.VIEWER)

    assert [member.may_be_changed for member in by_owner.own] == [True, True]
    assert [member.person for member in by_viewer.own if member.may_be_changed] == [bob]
    assert [member.may_be_changed for member in of_unit.own] == [True]
    assert [member.may_be_changed for member in of_unit.inherited] == [False, False]


@pytest.mark.parametrize("count", [1, 3])
def test_members_take_one_query(
    count: int, aozora: Organization, alice: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        join(make_user(), aozora)

    with django_assert_num_queries(1):
        members = members_of(aozora, alice, Role.OWNER)
        assert [str(member.person) + member.at.name + member.role_label for member in members.own]
