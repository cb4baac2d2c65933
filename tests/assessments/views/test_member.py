# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Event, Membership, Organization, Role, User
from tests.factories import join, make_organization, make_user


def role_of(user: User, organization: Organization) -> str | None:
    return Membership.objects.filter(user=user, organization=organization).values_list("role", flat=True).first()


def members_url(organization: Organization) -> str:
    return reverse("organization_members", args=[organization.pk])


def member_url(organization: Organization, user: User) -> str:
    return reverse("organization_member", args=[organization.pk, user.pk])


def test_members_see_who_has_which_role_and_from_where(
    client: Client, aozora: Organization, alice: User, bob: User
) -> None:
    unit = make_organization("Imaging", above=aozora)
    nora = join(make_user("Nora"), unit, Role.MANAGER).user
    client.force_login(bob)

    page = client.get(members_url(unit)).content.decode()

    own, inherited = page.split("From further up")
    assert nora.email in own
    assert "OSPO manager" in own
    assert "Alice" in inherited
    assert "from Aozora" in inherited
    assert "Add a member" not in page


def test_members_of_a_unit_do_not_show_among_those_of_the_organization_above(
    client: Client, aozora: Organization, bob: User
) -> None:
    join(make_user("Nora"), make_organization("Imaging", above=aozora))
    client.force_login(bob)

    assert "Nora" not in client.get(members_url(aozora)).content.decode()


def test_owner_adds_somebody_who_has_an_account(client: Client, aozora: Organization, alice: User) -> None:
    nora = make_user("Nora")
    client.force_login(alice)

    response = client.post(members_url(aozora), {"email": "NORA@example.org", "role": "manager"}, follow=True)

    assert role_of(nora, aozora) == Role.MANAGER
    assert "Nora is a member now." in response.content.decode()
    assert Event.objects.get().what == "role changed"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"email": "nobody@example.org", "role": "viewer"}, "Nobody has an account with this address."),
        ({"email": "gone@example.org", "role": "viewer"}, "Nobody has an account with this address."),
        ({"email": "alice@example.org", "role": "viewer"}, "This person is a member already."),
        ({"email": "nora", "role": "viewer"}, "Enter an address such as name@example.org."),
        ({"email": "", "role": "viewer"}, "Enter the address that the person signs in with."),
        ({"email": "nora@example.org", "role": ""}, "Choose a role."),
        ({"email": "nora@example.org", "role": "king"}, "Select a valid choice."),
    ],
)
def test_adding_says_what_to_do(
    said: dict[str, str], words: str, client: Client, aozora: Organization, alice: User
) -> None:
    make_user("Nora")
    make_user("Gone", is_active=False)
    client.force_login(alice)

    response = client.post(members_url(aozora), said)

    assert response.status_code == 422
    assert words in response.content.decode()
    assert said["email"] in response.content.decode()
    assert Membership.objects.count() == 1


def test_owner_changes_a_role(client: Client, aozora: Organization, alice: User, bob: User) -> None:
    client.force_login(alice)

    response = client.post(member_url(aozora, bob), {"role": "contributor"}, follow=True)

    assert role_of(bob, aozora) == Role.CONTRIBUTOR
    assert "Bob has a new role: Contributor." in response.content.decode()


def test_before_a_member_is_removed_a_page_says_what_that_means(
    client: Client, aozora: Organization, alice: User, bob: User
) -> None:
    client.force_login(alice)

    page = client.get(member_url(aozora, bob)).content.decode()

    assert "Remove Bob from Aozora" in page
    assert "They will no longer see it" in page
    assert role_of(bob, aozora) == Role.VIEWER


def test_owner_removes_a_member(client: Client, aozora: Organization, alice: User, bob: User) -> None:
    client.force_login(alice)

    response = client.post(member_url(aozora, bob), {"remove": "yes"}, follow=True)

    assert role_of(bob, aozora) is None
    assert "Bob is no longer a member." in response.content.decode()


def test_anybody_may_leave(client: Client, aozora: Organization, alice: User, bob: User) -> None:
    client.force_login(bob)

    page = client.get(member_url(aozora, bob)).content.decode()
    response = client.post(member_url(aozora, bob), {"remove": "yes"})

    assert "Leave Aozora" in page
    assert "Change role" not in page
    assert response.headers["Location"] == reverse("home")
    assert role_of(bob, aozora) is None


def test_nobody_gives_themselves_another_role(client: Client, aozora: Organization, alice: User, bob: User) -> None:
    client.force_login(bob)

    response = client.post(member_url(aozora, bob), {"role": "owner"})

    assert response.status_code == 403
    assert role_of(bob, aozora) == Role.VIEWER


@pytest.mark.parametrize("said", [{"remove": "yes"}, {"role": "viewer"}])
def test_the_last_owner_stays(said: dict[str, str], client: Client, aozora: Organization, alice: User) -> None:
    client.force_login(alice)

    response = client.post(member_url(aozora, alice), said)

    assert response.status_code == 409
    assert "Make somebody else an owner first." in response.content.decode()
    assert role_of(alice, aozora) == Role.OWNER


def test_an_owner_of_a_unit_may_go_while_the_organization_above_has_one(
    client: Client, aozora: Organization, alice: User
) -> None:
    unit = make_organization("Imaging", above=aozora)
    nora = join(make_user("Nora"), unit, Role.OWNER).user
    client.force_login(nora)

    client.post(member_url(unit, nora), {"remove": "yes"})

    assert role_of(nora, unit) is None


@pytest.mark.parametrize("role", ["", "king"])
def test_a_role_that_is_none_is_refused(
    role: str, client: Client, aozora: Organization, alice: User, bob: User
) -> None:
    client.force_login(alice)

    response = client.post(member_url(aozora, bob), {"role": role})

    assert response.status_code == 422
    assert role_of(bob, aozora) == Role.VIEWER


def test_a_person_without_a_role_here_is_not_found(
    client: Client, aozora: Organization, alice: User, charlie: User
) -> None:
    client.force_login(alice)

    assert client.get(member_url(aozora, charlie)).status_code == 404
    assert client.post(member_url(aozora, charlie), {"role": "owner"}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_members_take_so_many_queries(
    count: int, client: Client, aozora: Organization, alice: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    unit = make_organization("Imaging", above=aozora)
    for _ in range(count):
        join(make_user(), aozora)
        join(make_user(), unit)
    client.force_login(alice)

    with django_assert_num_queries(6):
        client.get(members_url(unit))


@pytest.mark.parametrize(("said", "queries_taken"), [({"role": "manager"}, 8), ({"remove": "yes"}, 10)])
def test_changing_takes_so_many_queries(
    said: dict[str, str], queries_taken: int, client: Client, aozora: Organization, alice: User, bob: User
) -> None:
    client.force_login(alice)

    with CaptureQueriesContext(connection) as queries:
        client.post(member_url(aozora, bob), said)

    assert len([query for query in queries if "SAVEPOINT" not in query["sql"]]) == queries_taken


def test_adding_takes_so_many_queries(client: Client, aozora: Organization, alice: User) -> None:
    make_user("Nora")
    client.force_login(alice)

    with CaptureQueriesContext(connection) as queries:
        client.post(members_url(aozora), {"email": "nora@example.org", "role": "viewer"})

    assert len([query for query in queries if "SAVEPOINT" not in query["sql"]]) == 8


@pytest.mark.parametrize("number", [2**63, 10**30])
def test_a_number_that_no_member_can_have_is_not_found(
    client: Client, aozora: Organization, alice: User, number: int
) -> None:
    client.force_login(alice)

    assert client.get(reverse("organization_member", args=[aozora.pk, number])).status_code == 404
