# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest
from django.db import IntegrityError

from accounts.models import Membership, Organization, Role, User
from tests.factories import join, make_organization, make_user


def test_an_e_mail_address_is_one_person_in_whatever_case(db):
    make_user("Alice", email="alice@example.org")

    assert User.objects.get_by_natural_key("ALICE@example.org").name == "Alice"
    with pytest.raises(IntegrityError):
        User.objects.bulk_create([User(email="Alice@Example.org")])


def test_roles_include_those_after_them():
    included = {role: [other for other in Role if role.includes(other)] for role in Role}

    assert included[Role.OWNER] == list(Role)
    assert included[Role.MANAGER] == [Role.MANAGER, Role.CONTRIBUTOR, Role.VIEWER]
    assert included[Role.CONTRIBUTOR] == [Role.CONTRIBUTOR, Role.VIEWER]
    assert included[Role.VIEWER] == [Role.VIEWER]


@pytest.fixture
def tree(db):
    group = make_organization("Group")
    unit = make_organization("Unit", above=group)
    department = make_organization("Department", above=unit)
    return group, unit, department, make_organization("Other")


def test_a_role_holds_at_the_organization_and_below_only(tree):
    user = join(make_user(), tree[1], Role.MANAGER).user

    known = {one.name: one.role for one in Organization.objects.known_to(user)}

    assert known == {"Unit": "manager", "Department": "manager"}
    assert {one.name for one in Organization.objects.visible_to(user)} == set(known)


def test_the_highest_role_counts(tree):
    group, unit, department, _other = tree
    user = join(make_user(), group, Role.VIEWER).user
    join(user, department, Role.OWNER)
    join(user, unit, Role.CONTRIBUTOR)

    known = {one.name: one.role for one in Organization.objects.known_to(user)}

    assert known == {"Group": "viewer", "Unit": "contributor", "Department": "owner"}


def test_a_stranger_knows_none(tree):
    stranger = make_user()

    assert not Organization.objects.known_to(stranger).exists()
    assert not Organization.objects.visible_to(stranger).exists()


def test_siblings_stay_apart_when_there_are_many(db):
    group = make_organization("Group")
    units = [make_organization(f"Unit {number}", above=group) for number in range(40)]
    user = join(make_user(), units[0]).user

    assert list(Organization.objects.visible_to(user)) == [units[0]]


def test_one_role_a_person_and_organization(tree):
    user = join(make_user(), tree[0]).user

    with pytest.raises(IntegrityError):
        join(user, tree[0], Role.OWNER)


def test_an_unknown_role_is_no_role(tree):
    with pytest.raises(IntegrityError):
        Membership.objects.create(user=make_user(), organization=tree[0], role="king")


def test_the_lineage_runs_from_the_root(tree):
    group, unit, department, _other = tree

    assert department.lineage == [group.path, unit.path, department.path]
