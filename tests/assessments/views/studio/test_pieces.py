# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from tests.factories import make_draft
from tests.pages import visible


@pytest.fixture
def curator(client: Client, carol: User) -> Client:
    client.force_login(carol)
    return client


def routines(*names: str) -> list[dict[str, object]]:
    return [
        {"key": f"routine-{number}", "name": {"en": name, "ja": f"名称{number}"}, "audience": {"en": "All"}}
        for number, name in enumerate(names, 1)
    ]


def listed(client: Client, carol: User, sought: str) -> list[str]:
    draft = make_draft(carol, routines=routines("Open Tuesday", "Newsletter", "Code clinic"))
    page = client.get(reverse("studio_pieces", args=[draft.pk, "routines"]), {"q": sought})
    return re.findall(r'id="piece-([^"]*)"', page.content.decode())


@pytest.mark.parametrize(
    ("sought", "keys"),
    [
        ("", ["routine-1", "routine-2", "routine-3"]),
        ("newsletter", ["routine-2"]),
        ("open  TUESDAY", ["routine-1"]),
        ("all clinic", ["routine-3"]),
        ("routine-2", ["routine-2"]),
        ("名称３", ["routine-3"]),
        ("<b>", []),
    ],
)
def test_pieces_are_found_by_all_words_in_keys_and_in_texts_of_any_language(
    curator: Client, carol: User, sought: str, keys: list[str]
) -> None:
    assert listed(curator, carol, sought) == keys


def test_what_was_sought_is_said_and_nothing_is_moved_in_a_part_of_a_list(curator: Client, carol: User) -> None:
    draft = make_draft(carol, routines=routines("Open Tuesday", "Newsletter", "Code clinic"))
    url = reverse("studio_pieces", args=[draft.pk, "routines"])

    some, none = curator.get(url, {"q": "routine tuesday"}), curator.get(url, {"q": "<b>"})

    assert "1 of 3 say “routine tuesday”." in visible(some)
    assert "Move" not in visible(some)
    assert "Move down: Newsletter" in visible(curator.get(url))
    assert "None of 3 says “<b>”" in visible(none)
    assert "&lt;b&gt;" in none.content.decode()
    assert f'href="{url}"' in none.content.decode()


@pytest.mark.parametrize(("number", "offers"), [(8, False), (9, True)])
def test_a_long_list_offers_to_be_searched(
    curator: Client, carol: User, number: int, offers: bool, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    draft = make_draft(carol, routines=routines(*["One"] * number))

    with django_assert_num_queries(4):
        page = curator.get(reverse("studio_pieces", args=[draft.pk, "routines"]))

    assert ('type="search"' in page.content.decode()) == offers
