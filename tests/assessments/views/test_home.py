# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organization, Role, User
from tests.factories import built_in_document, join, make_built_in_edition, make_edition, make_organization, make_user
from tests.pages import visible


def test_home_of_nobody_is_the_sign_in_page(client: Client, db: None) -> None:
    response = client.get(reverse("home"))

    assert response.headers["Location"] == reverse("account_login") + "?next=/"


def test_home_of_a_newcomer_is_the_first_run(client: Client, db: None) -> None:
    client.force_login(make_user())

    assert client.get(reverse("home")).headers["Location"] == reverse("welcome")


def test_home_of_a_member_is_the_topmost_of_their_organizations(
    client: Client, aozora: Organization, midori: Organization, bob: User
) -> None:
    unit = make_organization("Imaging", above=midori)
    make_organization("Lenses", above=unit)
    join(bob, unit, Role.OWNER)
    client.force_login(bob)

    assert client.get(reverse("home")).headers["Location"] == reverse("organization", args=[aozora.pk])


def test_home_of_a_member_of_a_unit_alone_is_that_unit(client: Client, aozora: Organization) -> None:
    unit = make_organization("Imaging", above=aozora)
    client.force_login(join(make_user(), unit).user)

    assert client.get(reverse("home")).headers["Location"] == reverse("organization", args=[unit.pk])


def test_home_of_a_curator_says_what_curators_do(client: Client, carol: User) -> None:
    client.force_login(carol)

    page = client.get(reverse("home")).content.decode()

    assert "As a curator you look after the content" in page
    assert "As the site administrator" not in page


def test_home_of_a_site_administrator_says_what_they_do(client: Client, sita: User) -> None:
    client.force_login(sita)

    page = client.get(reverse("home")).content.decode()

    assert "As the site administrator you run the server" in page
    assert "As a curator" not in page


def test_home_of_a_curator_with_an_organization_is_that_organization(
    client: Client, carol: User, aozora: Organization
) -> None:
    join(carol, aozora)
    client.force_login(carol)

    assert client.get(reverse("home")).headers["Location"] == reverse("organization", args=[aozora.pk])


def test_first_run_says_what_the_operator_has_to_do_where_nothing_is_published(client: Client, db: None) -> None:
    client.force_login(make_user())

    assert "manage.py load_pack" in client.get(reverse("welcome")).content.decode()


def test_about_says_where_the_content_comes_from_and_on_which_terms(client: Client, db: None) -> None:
    make_edition(
        title={"en": "A pack", "ja": "パック"},
        about={"en": "First.\n## Why <b>\n- **one**\n", "ja": "最初\n## なぜ\n- **一**\n"},
        notice={"en": "Examples only."},
        attribution=["After a report."],
        licence="CC-BY-4.0",
    )

    page = client.get(reverse("about")).content.decode()

    assert "<h2>Why &lt;b&gt;</h2>" in page
    assert "<strong>one</strong>" in page
    for words in ("A pack", "edition 1.2.0", "Examples only.", "After a report.", "CC-BY-4.0", "Apache-2.0", "0.1.0"):
        assert words in page


def test_about_speaks_the_readers_language(client: Client, db: None) -> None:
    make_edition(about={"en": "## Why\nOne", "ja": "## なぜ\n一"}, notice={"en": "Examples only."})

    page = client.get(reverse("about"), headers={"Accept-Language": "ja"}).content.decode()

    assert "<h2>なぜ</h2>" in page
    assert '<span lang="en">Examples only.</span>' in page


def test_about_tells_the_reports_story_and_leads_to_its_communities(client: Client, db: None) -> None:
    make_built_in_edition()

    response = client.get(reverse("about"))

    text, page = visible(response), response.content.decode()
    for name in ("Hiro Fukuchi", "Alin Jerpelea", "Masa Kuwata"):
        assert name in text
    for words in ("It began with a virtual committee", "Why.", "What.", "Where.", "How.", "in the order 1, 2, 3, 5, 4"):
        assert words in text
    assert "They say nothing about Sony's own OSPO." in text
    for place in (
        "https://todogroup.org",
        "https://ospobook.todogroup.org/",
        "https://community.linuxfoundation.org/ospo-local-meetup-japan-japanese-speaking/",
        "https://github.com/todogroup/ospology/discussions",
        "https://social.lfx.dev/@todogroup",
        "https://www.linkedin.com/company/todo-group/",
    ):
        assert f'<a href="{place}"' in page


def test_about_lists_every_resource_with_what_it_is_and_its_licence(client: Client, db: None) -> None:
    make_built_in_edition()

    response = client.get(reverse("about"), headers={"Accept-Language": "ja"})

    text, page = visible(response), response.content.decode()
    resources = built_in_document().resources
    assert f"参考資料の一覧（{len(resources)} 件）" in text
    for resource in resources:
        assert resource.title["ja"] in text and resource.summary["ja"] in text
        assert f'<a href="{resource.url}" rel="noopener noreferrer">' in page
    assert "（リンクのみ）" in text and "（CC BY 4.0）" in text


def test_about_says_in_which_language_the_thanks_are(client: Client, db: None) -> None:
    make_edition(attribution=["After a report."])

    page = client.get(reverse("about"), headers={"Accept-Language": "ja"}).content.decode()

    assert 'lang="en"><p>After a report.</p>' in page


def test_about_speaks_of_the_software_where_nothing_is_published(client: Client, db: None) -> None:
    assert "Apache-2.0" in client.get(reverse("about")).content.decode()


def test_preferences_are_kept_with_the_person(client: Client, bob: User) -> None:
    client.force_login(bob)

    response = client.post(reverse("preferences"), {"language": "ja", "appearance": "dark"})

    bob.refresh_from_db()
    assert response.headers["Location"] == reverse("preferences")
    assert (bob.language, bob.appearance) == ("ja", "dark")
    page = client.get(reverse("preferences"), headers={"Accept-Language": "en"}).content.decode()
    assert '<html lang="ja" data-bs-theme="dark">' in page


def test_a_switch_of_language_leaves_the_appearance_and_leads_back(client: Client, bob: User) -> None:
    User.objects.filter(pk=bob.pk).update(appearance="dark")
    client.force_login(bob)

    response = client.post(reverse("preferences"), {"language": "ja", "next": "/about/?a=1"})

    bob.refresh_from_db()
    assert response.headers["Location"] == "/about/?a=1"
    assert (bob.language, bob.appearance) == ("ja", "dark")


def test_whoever_has_not_signed_in_switches_the_language_of_this_browser(client: Client, db: None) -> None:
    client.post(reverse("preferences"), {"language": "ja", "next": reverse("account_login")})

    page = client.get(reverse("account_login"), headers={"Accept-Language": "en"}).content.decode()
    assert '<html lang="ja"' in page
    assert client.cookies["language"]["httponly"]
    assert client.cookies["language"]["samesite"] == "Lax"


def test_the_browsers_own_language_can_be_chosen_again(client: Client, bob: User) -> None:
    client.force_login(bob)
    client.post(reverse("preferences"), {"language": "ja"})

    client.post(reverse("preferences"), {"language": ""})

    page = client.get(reverse("preferences"), headers={"Accept-Language": "en"}).content.decode()
    assert '<html lang="en"' in page


@pytest.mark.parametrize(
    "place",
    ["https://example.org/", "//example.org", "javascript:alert(1)", "", "http:///example.org", "\\\\example.org"],
)
def test_preferences_lead_back_only_to_this_site(place: str, client: Client, bob: User) -> None:
    client.force_login(bob)

    response = client.post(reverse("preferences"), {"language": "en", "next": place})

    assert response.headers["Location"] == reverse("preferences")


@pytest.mark.parametrize("said", [{"language": "xx"}, {"appearance": "pink"}, {"language": "en\x00"}])
def test_preferences_refuse_what_is_not_offered(said: dict[str, str], client: Client, bob: User) -> None:
    client.force_login(bob)

    response = client.post(reverse("preferences"), said)

    bob.refresh_from_db()
    assert response.status_code == 422
    assert (bob.language, bob.appearance) == ("", "device")


def test_a_living_server_says_so_without_the_database(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, db: None
) -> None:
    with django_assert_num_queries(0):
        response = client.get(reverse("health_live"))

    assert (response.status_code, response.content) == (200, b"ok")


def test_a_server_with_all_its_tables_is_ready(client: Client, db: None) -> None:
    assert client.get(reverse("health_ready")).status_code == 200


def test_a_server_that_lacks_a_migration_is_not_ready(client: Client, db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'assessments'")

    assert client.get(reverse("health_ready")).status_code == 503


def test_a_server_without_its_database_is_not_ready(client: Client, db: None) -> None:
    def refuse(*arguments: object) -> None:
        raise DatabaseError

    with connection.execute_wrapper(refuse):
        response = client.get(reverse("health_ready"))

    assert (response.status_code, response.content) == (503, b"not ready")


@pytest.mark.parametrize("name", ["health_live", "health_ready"])
def test_probes_may_ask_for_the_headers_alone(client, db, name):
    response = client.head(reverse(name))

    assert (response.status_code, response.content) == (200, b"")
