# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from assessments.models import Edition
from assessments.queries.draft import document_of
from tests.factories import make_draft


@pytest.fixture
def draft(client: Client, carol: User) -> Edition:
    client.force_login(carol)
    return make_draft(carol)


def url_of(draft: Edition, kind: str, key: str) -> str:
    return reverse("studio_piece_rename", args=[draft.pk, kind, key])


def posted(new_key: str, revision: int = 0) -> dict[str, str]:
    return {"key": str(uuid.uuid4()), "revision": str(revision), "new_key": new_key}


def content(draft: Edition) -> Any:
    return document_of(Edition.objects.get(pk=draft.pk))


def test_the_page_says_what_is_recorded_and_what_follows(client: Client, draft: Edition) -> None:
    page = " ".join(client.get(url_of(draft, "practices", "health")).content.decode().split())

    assert "has this key. That it has a new one is recorded in the draft" in page
    target = reverse("studio_piece", args=[draft.pk, "recommendations", "engage-community"])
    assert f'<a href="{target}#id_practices">Engage</a>' in page
    assert "Recommendations: Practices, Actions" in page


def test_a_piece_gets_another_key_wherever_it_is_named(client: Client, draft: Edition) -> None:
    response = client.post(url_of(draft, "practices", "health"), posted("community-health"))

    assert response.headers["Location"] == reverse("studio_piece", args=[draft.pk, "practices", "community-health"])
    assert content(draft)["renames"]["practices"]["health"] == "community-health"
    assert "community-health" in content(draft)["recommendations"][0]["practices"]


def test_an_action_gets_another_key(client: Client, draft: Edition) -> None:
    url = f"{url_of(draft, 'recommendations', 'engage-community')}?action=add-pillar"
    assert "Change the key of “add-pillar”" in client.get(url).content.decode()

    client.post(url, posted("name-pillar"))

    assert content(draft)["recommendations"][0]["actions"][0]["key"] == "name-pillar"
    assert content(draft)["renames"]["actions"] == {"add-pillar": "name-pillar"}
    assert client.get(url).status_code == 404


@pytest.mark.parametrize(
    ("kind", "key", "new", "words"),
    [
        ("practices", "health", "strategy", "This key is taken."),
        ("levels", "ospo", "office", "Answers and results of earlier editions go by this key."),
        ("practices", "health", "Not a key", "Use lower-case words joined by hyphens."),
    ],
)
def test_what_cannot_be_is_said(kind: str, key: str, new: str, words: str, client: Client, draft: Edition) -> None:
    response = client.post(url_of(draft, kind, key), posted(new))

    assert response.status_code == 422
    assert words in response.content.decode()
    assert Edition.objects.get(pk=draft.pk).revision == 1


def test_pressed_twice_it_is_renamed_once(client: Client, draft: Edition) -> None:
    fields = posted("community-health")

    led = [client.post(url_of(draft, "practices", "health"), fields).headers["Location"] for _time in range(2)]

    assert led == [reverse("studio_piece", args=[draft.pk, "practices", "community-health"])] * 2


def test_a_piece_that_is_gone_has_no_form_for_its_key(client: Client, draft: Edition) -> None:
    client.post(url_of(draft, "practices", "health"), posted("community-health"))

    assert client.post(url_of(draft, "practices", "health"), posted("Not a key", 2)).status_code == 404


def test_of_two_at_once_the_second_looks_again(client: Client, draft: Edition) -> None:
    client.post(url_of(draft, "facts", "eu-market"), posted("europe"))
    client.post(url_of(draft, "facts", "europe"), posted("eu", 2))

    response = client.post(url_of(draft, "facts", "eu"), posted("europe-again", 2), follow=True)

    assert "Somebody else changed this at the same moment." in response.content.decode()
    assert content(draft)["facts"][0]["key"] == "eu"
