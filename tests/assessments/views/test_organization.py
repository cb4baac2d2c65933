# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Event, Membership, Organization, Role, User
from assessments.models import OrganizationProfile
from tests.factories import make_edition, make_organization, make_user

SAID = {
    "name": "Aozora",
    "kind": "company",
    "time_zone": "Asia/Tokyo",
    "language": "ja",
    "profile": "consumer",
    "fact-eu-market": "yes",
}


@pytest.fixture
def newcomer(db: None) -> User:
    return make_user("Nora")


@pytest.fixture(autouse=True)
def edition(db: None) -> None:
    make_edition()


def test_first_run_founds_an_organization_and_leads_to_its_overview(client: Client, newcomer: User) -> None:
    client.force_login(newcomer)

    response = client.post(reverse("welcome"), SAID)

    organization = Organization.objects.get()
    assert response.headers["Location"] == reverse("organization", args=[organization.pk])
    assert (organization.name, organization.kind) == ("Aozora", "company")
    assert (organization.time_zone, organization.language) == ("Asia/Tokyo", "ja")
    assert Membership.objects.get().role == Role.OWNER
    said = OrganizationProfile.objects.within(organization).get()
    assert (said.profile, said.facts) == ("consumer", {"eu-market": True})


def test_first_run_leaves_the_profile_open_for_who_is_not_sure(client: Client, newcomer: User) -> None:
    client.force_login(newcomer)

    client.post(reverse("welcome"), SAID | {"profile": "none", "fact-eu-market": "no"})

    said = OrganizationProfile.objects.within(Organization.objects.get()).get()
    assert (said.profile, said.facts) == ("", {"eu-market": False})


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "Enter the name of the organization."),
        ({"name": " \u200b".strip("\u200b")}, "Enter the name of the organization."),
        ({"name": "n" * 121}, "Use at most 120 characters."),
        ({"kind": "club"}, "Select a valid choice."),
        ({"time_zone": "Moon/Sea"}, "Select a valid choice."),
        ({"language": "xx"}, "Select a valid choice."),
        ({"profile": ""}, "Choose one, or “Not sure yet”."),
        ({"profile": "world-domination"}, "Select a valid choice."),
        ({"fact-eu-market": "maybe"}, "Select a valid choice."),
    ],
)
def test_first_run_says_what_to_mend_and_keeps_what_was_typed(
    changes: dict[str, str], words: str, client: Client, newcomer: User
) -> None:
    client.force_login(newcomer)

    response = client.post(reverse("welcome"), SAID | {"name": "Aozora Imaging"} | changes)

    assert response.status_code == 422
    assert words in response.content.decode()
    assert "Asia/Tokyo" in response.content.decode()
    assert not Organization.objects.exists()


@pytest.mark.parametrize(("language", "zone"), [("ja", "Asia/Tokyo"), ("en", "UTC"), ("de", "UTC")])
def test_first_run_proposes_the_time_zone_of_the_language(
    language: str, zone: str, client: Client, newcomer: User
) -> None:
    client.force_login(newcomer)

    page = client.get(reverse("welcome"), headers={"Accept-Language": language}).content.decode()

    assert f'<option value="{zone}" selected>' in page


def test_first_run_happens_once_however_often_the_button_is_pressed(client: Client, newcomer: User) -> None:
    client.force_login(newcomer)

    client.post(reverse("welcome"), SAID)
    response = client.post(reverse("welcome"), SAID)

    assert response.headers["Location"] == reverse("home")
    assert Organization.objects.count() == 1


def test_first_run_asks_in_the_readers_language(client: Client, newcomer: User) -> None:
    client.force_login(newcomer)

    page = client.get(reverse("welcome"), headers={"Accept-Language": "ja"}).content.decode()

    assert '<html lang="ja"' in page


def test_owner_changes_the_organization(client: Client, alice: User, aozora: Organization) -> None:
    client.force_login(alice)
    said = {"name": "  Aozora\tGroup ", "kind": "group", "time_zone": "Europe/Berlin", "language": "en"}

    response = client.post(reverse("organization_settings", args=[aozora.pk]), said)

    aozora.refresh_from_db()
    assert response.status_code == 302
    assert (aozora.name, aozora.kind, aozora.time_zone, aozora.language) == (
        "Aozora Group",
        "group",
        "Europe/Berlin",
        "en",
    )
    assert Event.objects.get().what == "organization changed"


def test_settings_show_what_stands(client: Client, alice: User, aozora: Organization) -> None:
    client.force_login(alice)

    page = client.get(reverse("organization_settings", args=[aozora.pk])).content.decode()

    assert 'value="Aozora"' in page
    assert '<option value="Asia/Tokyo" selected>' in page


def test_settings_refuse_what_cannot_be_and_keep_it_on_the_page(
    client: Client, alice: User, aozora: Organization
) -> None:
    client.force_login(alice)
    said = {"name": "n" * 121, "kind": "group", "time_zone": "UTC", "language": "en"}

    response = client.post(reverse("organization_settings", args=[aozora.pk]), said)

    assert response.status_code == 422
    assert "n" * 121 in response.content.decode()
    aozora.refresh_from_db()
    assert aozora.name == "Aozora"


@pytest.mark.parametrize("units", [1, 3])
def test_settings_take_so_many_queries(
    units: int, client: Client, alice: User, aozora: Organization, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(units):
        make_organization(f"Unit {number}", above=aozora)
    client.force_login(alice)

    with django_assert_num_queries(5):
        client.get(reverse("organization_settings", args=[aozora.pk]))
