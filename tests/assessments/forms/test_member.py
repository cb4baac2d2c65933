# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from accounts.models import Organization, Role, User
from assessments.forms.member import AddMemberForm, RoleForm
from tests.factories import make_user


def test_every_role_says_what_one_may_do() -> None:
    assert [role for role, _what in RoleForm().roles()] == list(Role)


def test_an_account_is_found_in_whatever_case_its_address_is_typed(aozora: Organization) -> None:
    nora = make_user("Nora")
    form = AddMemberForm({"email": " NORA@Example.org ", "role": "viewer"}, organization=aozora)

    assert form.is_valid()
    assert form.person == nora


def test_a_member_of_another_organization_may_be_added(aozora: Organization, charlie: User) -> None:
    assert AddMemberForm({"email": charlie.email, "role": "viewer"}, organization=aozora).is_valid()


def test_a_member_is_not_added_twice(aozora: Organization, bob: User) -> None:
    form = AddMemberForm({"email": bob.email, "role": "owner"}, organization=aozora)

    assert form.errors["email"] == ["This person is a member already. Change the role in the list."]
