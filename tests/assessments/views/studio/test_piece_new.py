# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from assessments.domain.pieces import KINDS, find
from assessments.models import Edition, Revision
from assessments.queries.draft import document_of
from tests.factories import make_draft


@pytest.fixture
def draft(client: Client, carol: User) -> Edition:
    client.force_login(carol)
    return make_draft(carol)


def piece_of(draft: Edition, kind: str, key: str) -> Any:
    return find(document_of(Edition.objects.get(pk=draft.pk)), kind, key)


def posted(**fields: str) -> dict[str, str]:
    return {"key": str(uuid.uuid4()), **fields}


@pytest.mark.parametrize("kind", KINDS)
def test_a_piece_begins_with_its_name_and_a_key_made_from_it(kind: str, client: Client, draft: Edition) -> None:
    response = client.post(reverse("studio_piece_new", args=[draft.pk, kind]), posted(name="Don't look away"))

    url = reverse("studio_piece", args=[draft.pk, kind, "dont-look-away"])
    assert response.headers["Location"] == url
    assert "Don’t look away" in client.get(url).content.decode() or "look away" in client.get(url).content.decode()
    assert {"en": "Don't look away"} in piece_of(draft, kind, "dont-look-away").values()


def test_added_twice_is_added_once(client: Client, draft: Edition) -> None:
    url, fields = reverse("studio_piece_new", args=[draft.pk, "facts"]), posted(name="Is it?")

    found = [client.post(url, fields).status_code for _time in range(2)]

    assert found[0] == 302
    assert [line.what for line in Revision.objects.filter(edition=draft).order_by("number")][1:] == ["added"]


def test_a_key_of_another_save_adds_nothing_and_the_next_press_does(client: Client, draft: Edition) -> None:
    used = Revision.objects.create(edition=draft, number=9, kind="edition", what="changed", at=timezone.now())
    url = reverse("studio_piece_new", args=[draft.pk, "facts"])

    refused = client.post(url, {"key": str(used.idempotency_key), "name": "Is it?"})

    assert refused.status_code == 422
    assert "This page was sent before with something else" in refused.content.decode()
    assert piece_of(draft, "facts", "is-it") is None
    again = client.post(url, {"key": str(refused.context["idempotency_key"]), "name": "Is it?"})
    assert again.status_code == 302


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": ""}, "Say what it is called."),
        ({"name": "X", "new_key": "eu-market"}, "This key is taken."),
        ({"name": "X", "new_key": "Not a key"}, "Use lower-case words joined by hyphens."),
    ],
)
def test_what_cannot_be_is_said(fields: dict[str, str], words: str, client: Client, draft: Edition) -> None:
    response = client.post(reverse("studio_piece_new", args=[draft.pk, "facts"]), posted(**fields))

    assert response.status_code == 422
    assert words in response.content.decode()


def test_a_copy_has_its_own_key_and_its_actions_too(client: Client, draft: Edition) -> None:
    url = reverse("studio_piece_duplicate", args=[draft.pk, "recommendations", "engage-community"])
    assert "Duplicate “Engage”" in client.get(url).content.decode()

    client.post(url, posted(name="Engage more"))

    old, new = (piece_of(draft, "recommendations", key) for key in ("engage-community", "engage-more"))
    assert new["advice"] == old["advice"] and new["title"]["en"] == "Engage more"
    assert [one["key"] for one in new["actions"]] == ["add-pillar-2", "review-health-2"]


def test_nothing_is_copied_of_a_piece_that_was_deleted_meanwhile(client: Client, draft: Edition) -> None:
    client.post(reverse("studio_piece_delete", args=[draft.pk, "facts", "eu-market"]), posted(revision="0"))

    response = client.post(
        reverse("studio_piece_duplicate", args=[draft.pk, "facts", "eu-market"]), posted(name="Copy", new_key="copy")
    )

    assert response.status_code == 404
    assert piece_of(draft, "facts", "copy") is None


def test_nothing_is_added_to_what_is_no_draft(client: Client, draft: Edition) -> None:
    assert draft.based_on
    url = reverse("studio_piece_new", args=[draft.based_on.pk, "facts"])

    response = client.post(url, posted(name="Is it?"), follow=True)

    assert "This edition is no draft any more" in response.content.decode()
    assert piece_of(draft.based_on, "facts", "is-it") is None


def test_a_piece_may_be_called_new(client: Client, draft: Edition) -> None:
    client.post(reverse("studio_piece_new", args=[draft.pk, "facts"]), posted(name="New?", new_key="new"))

    assert client.get(reverse("studio_piece", args=[draft.pk, "facts", "new"])).status_code == 200
