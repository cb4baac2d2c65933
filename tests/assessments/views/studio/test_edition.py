# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from assessments.models import Edition, Revision
from assessments.queries.draft import document_of
from tests.factories import make_draft, make_edition
from tests.pages import visible


@pytest.fixture
def curator(client: Client, carol: User) -> Client:
    client.force_login(carol)
    return client


def test_studio_lists_packs_with_their_editions(curator: Client, carol: User) -> None:
    make_draft(carol)

    page = visible(curator.get(reverse("studio")))

    assert "comes with Cairn" in page
    assert "9.9.0" in page
    assert "New assessments use it" in page


@pytest.mark.parametrize("others", [0, 3])
def test_studio_takes_four_queries(
    curator: Client, carol: User, others: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    base = make_edition()
    for number in range(others):
        make_edition(pack=f"pack-{number}")
    make_draft(carol, base)

    with django_assert_num_queries(4):
        curator.get(reverse("studio"))


def test_studio_without_content_says_how_to_begin(curator: Client) -> None:
    assert "No content yet" in visible(curator.get(reverse("studio")))


def test_a_draft_starts_from_a_published_edition(curator: Client) -> None:
    base = make_edition()

    response = curator.post(reverse("studio_new"), {"begin": "edition", "source": base.pk, "version": "7.0.0"})

    draft = Edition.objects.get(version="7.0.0")
    assert response.headers["Location"] == reverse("studio_edition", args=[draft.pk])
    assert (draft.state, draft.based_on) == ("draft", base)
    assert document_of(draft) == document_of(base) | {"edition": "7.0.0"}
    assert Revision.objects.get(edition=draft).what == "started"


def test_a_draft_starts_from_scratch(curator: Client) -> None:
    said = {
        "begin": "scratch",
        "version": "1.0.0",
        "pack": "house-rules",
        "title": "ハウスルール",
        "languages": "ja en",
    }

    curator.post(reverse("studio_new"), said)

    draft = Edition.objects.get(pack="house-rules")
    assert draft.based_on is None
    assert document_of(draft)["languages"] == ["ja", "en"]
    assert document_of(draft)["title"] == {"ja": "ハウスルール"}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"version": ""}, "Give the edition a number, such as 1.1.0."),
        ({"version": "new!"}, "Write numbers joined by full stops, such as 1.1.0."),
        ({"version": "1.0.0"}, "Give the new pack a short name."),
        ({"version": "1.0.0", "pack": "My Pack"}, "Use lower-case words joined by hyphens."),
        ({"version": "1.0.0", "pack": "ospo-journey"}, "There is a pack of this name."),
        ({"version": "1.0.0", "pack": "rules", "title": ""}, "Give the new pack a title."),
        ({"version": "1.0.0", "pack": "rules", "languages": ""}, "Choose the languages."),
        ({"begin": "edition", "version": "1.0.0"}, "Choose an edition."),
    ],
)
def test_what_a_draft_lacks_is_said(curator: Client, said: dict[str, str], words: str) -> None:
    make_edition()

    response = curator.post(reverse("studio_new"), {"begin": "scratch", "title": "Rules", "languages": "en", **said})

    assert response.status_code == 422
    assert words in visible(response)
    assert Edition.objects.count() == 1


def test_the_next_free_number_is_suggested_and_taken_where_none_is_given(
    curator: Client, carol: User, now: datetime
) -> None:
    base = make_edition(now=now)
    older = make_edition(pack="house-rules", edition="3", now=now - timedelta(days=1))
    make_draft(carol, base)

    first = curator.get(reverse("studio_new")).content.decode()
    other = curator.get(reverse("studio_new"), {"source": older.pk}).content.decode()
    curator.post(reverse("studio_new"), {"begin": "edition", "source": base.pk, "version": ""})

    assert 'value="1.3.0" ' in first and 'value="4" ' in other
    assert f'<option value="{older.pk}" selected>house-rules 3, Published</option>' in other
    assert Edition.objects.filter(pack=base.pack, version="1.3.0").exists()


def test_a_site_without_editions_starts_from_scratch_or_from_a_file(curator: Client) -> None:
    page = visible(curator.get(reverse("studio_new")))

    assert "From scratch" in page and "From a file" in page
    assert "From an edition" not in page


@pytest.mark.parametrize("others", [0, 3])
def test_starting_a_draft_takes_six_queries(
    curator: Client, others: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_edition()
    for number in range(others):
        make_edition(pack=f"pack-{number}")

    with django_assert_num_queries(6):
        curator.get(reverse("studio_new"))


def test_a_number_that_is_taken_is_said(curator: Client) -> None:
    base = make_edition()

    response = curator.post(reverse("studio_new"), {"begin": "edition", "source": base.pk, "version": base.version})

    assert response.status_code == 422
    assert f"This pack has an edition {base.version} already." in visible(response)


def test_a_draft_is_given_up_after_reading_what_that_loses(curator: Client, carol: User) -> None:
    draft = make_draft(carol)
    address = reverse("studio_discard", args=[draft.pk])

    assert "are lost for good" in visible(curator.get(address)) or "is lost for good" in visible(curator.get(address))
    curator.post(address, {"revision": "1"})

    assert not Edition.objects.filter(pk=draft.pk).exists()


def test_whoever_gives_a_draft_up_sees_first_what_was_written_meanwhile(curator: Client, carol: User) -> None:
    draft = make_draft(carol)
    address = reverse("studio_discard", args=[draft.pk])
    assert 'name="revision" value="1"' in curator.get(address).content.decode()
    first = document_of(draft)["practices"][0]["key"]
    curator.post(reverse("studio_piece_move", args=[draft.pk, "practices", first]), {"to": "1"})

    response = curator.post(address, {"revision": "1"}, follow=True)

    assert "Somebody changed the draft meanwhile. Look at it again before you give it up." in visible(response)
    assert "Its 2 changes, its history and its comments are lost for good." in visible(response)
    assert Edition.objects.filter(pk=draft.pk).exists()


def test_a_published_edition_is_not_given_up(curator: Client) -> None:
    published = make_edition()

    response = curator.post(reverse("studio_discard", args=[published.pk]), {"revision": "0"}, follow=True)

    assert "Only a draft can be given up." in visible(response)
    assert Edition.objects.filter(pk=published.pk).exists()


def test_pieces_are_put_in_another_order(curator: Client, carol: User) -> None:
    draft = make_draft(carol)
    first, second = (one["key"] for one in document_of(draft)["practices"][:2])

    curator.post(reverse("studio_piece_move", args=[draft.pk, "practices", first]), {"to": "1"})

    draft.refresh_from_db()
    assert [one["key"] for one in document_of(draft)["practices"][:2]] == [second, first]


def test_a_pressed_twice_move_moves_once(curator: Client, carol: User) -> None:
    draft = make_draft(carol)
    first = document_of(draft)["practices"][0]["key"]
    said = {"to": "1", "key": "5f2a7c1e-6b1d-4a8f-9c3e-0d2b4f6a8c10"}

    for _time in range(2):
        curator.post(reverse("studio_piece_move", args=[draft.pk, "practices", first]), said)

    assert Revision.objects.filter(edition=draft, what="moved").count() == 1


def test_a_list_that_no_edition_has_is_not_found(curator: Client, carol: User) -> None:
    draft = make_draft(carol)

    assert curator.get(reverse("studio_pieces", args=[draft.pk, "wishes"])).status_code == 404


def test_after_a_move_the_keyboard_stays_on_what_moved(curator: Client, carol: User) -> None:
    draft = make_draft(carol)
    first = document_of(draft)["practices"][0]["key"]
    url = reverse("studio_piece_move", args=[draft.pk, "practices", first])

    response = curator.post(url, {"to": "1"})

    assert response.headers["Location"].endswith(f"?moved={first}#piece-{first}")
    page = curator.get(response.headers["Location"]).content.decode()
    assert page.count("autofocus") == 1
    moved = page.partition(f'id="piece-{first}"')[2].partition("</li>")[0]
    assert "autofocus" in moved
