# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from assessments.domain.pieces import find, pieces
from assessments.models import Edition, Revision
from assessments.queries.draft import document_of
from tests.factories import make_draft


@pytest.fixture
def draft(client: Client, carol: User) -> Edition:
    client.force_login(carol)
    return make_draft(carol)


def url_of(draft: Edition, kind: str = "resources", key: str = "guide") -> str:
    return reverse("studio_piece_delete", args=[draft.pk, kind, key])


def posted(**fields: str) -> dict[str, str]:
    return {"key": str(uuid.uuid4()), "revision": "0", **fields}


def piece_of(draft: Edition) -> Any:
    return find(document_of(Edition.objects.get(pk=draft.pk)), "resources", "guide")


def test_what_names_it_is_listed_before_it_is_deleted(client: Client, draft: Edition) -> None:
    page = client.get(url_of(draft)).content.decode()

    target = reverse("studio_piece", args=[draft.pk, "recommendations", "engage-community"])
    assert "Delete “Guide”?" in page
    assert f'href="{target}#id_resources"' in page


def test_what_is_deleted_can_be_put_back(client: Client, draft: Edition) -> None:
    before = piece_of(draft)

    gone = client.post(url_of(draft), posted(), follow=True)
    assert piece_of(draft) is None
    assert "“Guide” is deleted" in gone.content.decode() and "Put it back" in gone.content.decode()
    advice = client.get(reverse("studio_piece", args=[draft.pk, "recommendations", "engage-community"]))
    assert "This was removed from the draft." in advice.content.decode()

    back = client.post(url_of(draft), posted(back="1"), follow=True)
    assert "It is back where it was." in back.content.decode()
    assert piece_of(draft) == before


def keys_of(draft: Edition) -> list[str]:
    return [one["key"] for one in pieces(document_of(Edition.objects.get(pk=draft.pk)), "practices")]


def test_what_is_put_back_stands_where_it_stood(client: Client, draft: Edition) -> None:
    before = keys_of(draft)

    for key in before[1:4]:
        client.post(url_of(draft, "practices", key), posted())
    for key in before[1:4]:
        client.post(url_of(draft, "practices", key), posted(back="1"))

    assert keys_of(draft) == before


def test_deleting_twice_deletes_once(client: Client, draft: Edition) -> None:
    fields = posted()

    found = [client.post(url_of(draft), fields).status_code for _time in range(2)]

    assert found == [302, 302]
    assert [line.what for line in Revision.objects.filter(edition=draft).order_by("number")][1:] == ["deleted"]


def test_what_never_was_is_not_found_and_a_published_edition_keeps_all(client: Client, draft: Edition) -> None:
    assert draft.based_on
    assert client.get(url_of(draft, key="nothing")).status_code == 404

    client.post(url_of(draft.based_on), posted())

    assert piece_of(draft.based_on) is not None
