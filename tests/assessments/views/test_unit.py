# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, Organization, User
from assessments.models import OrganizationProfile
from assessments.queries.shell import NEAREST
from tests.factories import make_edition, make_organization
from tests.pages import visible

SAID = {"name": "Imaging", "kind": "unit", "profile": "consumer"}


def units_url(organization: Organization) -> str:
    return reverse("organization_units", args=[organization.pk])


def test_members_see_the_tree_below(client: Client, aozora: Organization, midori: Organization, bob: User) -> None:
    imaging = make_organization("Imaging", above=aozora, kind="unit")
    make_organization("Lenses", above=imaging, kind="department")
    make_organization("Elsewhere", above=midori)
    client.force_login(bob)

    page = client.get(units_url(aozora)).content.decode()

    main = page.partition("<main")[2]
    assert "2 units stand below Aozora." in main
    assert main.index("Imaging") < main.index("Lenses")
    assert 'class="d-2"' in main
    assert "Elsewhere" not in main
    assert "Add a unit" not in main


def test_owner_adds_a_unit_that_takes_its_ways_from_above(client: Client, aozora: Organization, alice: User) -> None:
    make_edition()
    client.force_login(alice)

    response = client.post(units_url(aozora), SAID, follow=True)

    unit = Organization.objects.get(name="Imaging")
    assert "Imaging has been added." in response.content.decode()
    assert unit.lineage[:-1] == [aozora.path]
    assert (unit.kind, unit.time_zone, unit.language) == ("unit", "Asia/Tokyo", "ja")
    assert OrganizationProfile.objects.within(unit).get().profile == "consumer"
    assert list(Membership.objects.values_list("user", flat=True)) == [alice.pk]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": " "}, "Enter the name of the unit."),
        ({"kind": "club"}, "Select a valid choice."),
        ({"profile": ""}, "Choose one, or “Not sure yet”."),
    ],
)
def test_adding_says_what_to_mend(
    changes: dict[str, str], words: str, client: Client, aozora: Organization, alice: User
) -> None:
    make_edition()
    client.force_login(alice)

    response = client.post(units_url(aozora), SAID | changes)

    assert response.status_code == 422
    assert words in response.content.decode()
    assert Organization.objects.count() == 1


def test_where_nothing_is_published_it_says_what_the_operator_has_to_do(
    client: Client, aozora: Organization, alice: User
) -> None:
    client.force_login(alice)

    assert "manage.py load_pack" in client.get(units_url(aozora)).content.decode()
    assert client.post(units_url(aozora), SAID).status_code == 200


def test_a_long_tree_comes_in_pages(client: Client, aozora: Organization, bob: User) -> None:
    for number in range(101):
        make_organization(f"Unit {number:03}", above=aozora)
    client.force_login(bob)

    first = client.get(units_url(aozora)).content.decode().partition("<main")[2]
    last = client.get(units_url(aozora) + "?page=2").content.decode().partition("<main")[2]

    assert "Unit 099" in first
    assert "Unit 100" not in first
    assert "Unit 100" in last
    assert "Page 2 of 2" in last


@pytest.mark.parametrize("number", ["0", "99", "x", "%FF"])
def test_a_page_that_is_none_shows_one_that_is(number: str, client: Client, aozora: Organization, bob: User) -> None:
    make_organization("Imaging", above=aozora)
    client.force_login(bob)

    assert "Imaging" in client.get(units_url(aozora) + f"?page={number}").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_tree_takes_so_many_queries(
    count: int, client: Client, aozora: Organization, alice: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_edition()
    for number in range(count):
        make_organization(f"Unit {number}", above=aozora)
    client.force_login(alice)
    client.get(units_url(aozora))

    with django_assert_num_queries(8):
        client.get(units_url(aozora))


def test_a_tree_that_is_too_deep_for_another_unit_says_so(client: Client, aozora: Organization, alice: User) -> None:
    make_edition()
    unit = aozora
    for _each in range(62):
        unit = make_organization("Unit", above=unit)
    client.force_login(alice)

    response = client.post(units_url(unit), SAID)

    assert response.status_code == 422
    assert "No more units fit below this one" in response.content.decode()
    assert not Organization.objects.filter(name=SAID["name"]).exists()


def test_all_organizations_stand_on_one_list_and_are_found_by_name(client, mana, aozora, midori):
    for number in range(120):
        make_organization(f"Works & Co {number}", above=aozora)
    client.force_login(mana)
    address = reverse("organizations")

    first, second = client.get(address), client.get(address, {"page": 2})
    found = client.get(address, {"q": "works & co 11"})
    pages = client.get(address, {"q": "works & co", "page": 2})

    assert [len(page.context["found"].object_list) for page in (first, second)] == [100, 21]
    assert "Midori" not in visible(first) + visible(second)
    names = [one.organization.name for one in found.context["found"].object_list]
    assert names == ["Works & Co 11", *(f"Works & Co {number}" for number in range(110, 120))]
    assert 'href="?q=works+%26+co&amp;page=1"' in pages.content.decode()
    assert "No organization of yours is called “none”." in visible(client.get(address, {"q": "none"}))


def test_many_organizations_lead_from_every_page_to_the_list_of_all(client, mana, aozora):
    client.force_login(mana)
    address = reverse("organization_members", args=[aozora.pk])
    assert "All organizations" not in client.get(address).content.decode()

    for number in range(NEAREST):
        make_organization(f"Unit {number}", above=aozora)

    page = client.get(address).content.decode()
    assert f'<a href="{reverse("organizations")}">All organizations</a>' in page
    assert page.count('<li class="d-') == NEAREST


@pytest.mark.parametrize("units", [1, 3])
def test_the_list_of_all_takes_few_queries(client, mana, aozora, units, django_assert_num_queries):
    for number in range(units):
        make_organization(f"Unit {number}", above=aozora)
    client.force_login(mana)
    client.get(reverse("organizations"))

    with django_assert_num_queries(5):
        client.get(reverse("organizations"))
