# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from assessments.domain.pieces import find
from assessments.models import Edition, Revision
from assessments.queries.draft import document_of
from assessments.services.curating import Save, delete_piece, save_piece
from tests.assessments.views.studio.forms import sent_form
from tests.factories import make_draft, make_user

KIND, KEY = "practices", "strategy"


@pytest.fixture
def draft(carol: User) -> Edition:
    return make_draft(carol)


@pytest.fixture
def dana(db: None) -> User:
    return make_user("Dana", is_curator=True)


def url_of(draft: Edition) -> str:
    return reverse("studio_piece", args=[draft.pk, KIND, KEY])


def piece_of(draft: Edition) -> Any:
    return find(document_of(Edition.objects.get(pk=draft.pk)), KIND, KEY)


def save_as(draft: Edition, by: User, seen: int = 0, **fields: Any) -> Revision:
    save = Save(draft, KIND, KEY, seen, uuid.uuid4(), by, timezone.now())
    return save_piece(save=save, content={**piece_of(draft), **fields})


def text_of(response: HttpResponse) -> str:
    return " ".join(response.content.decode().split())


def conflict(client: Client, carol: User, dana: User, draft: Edition, theirs: Any, mine: Any) -> HttpResponse:
    """Carol opens the page, Dana saves, Carol saves."""
    client.force_login(carol)
    fields = sent_form(client.get(url_of(draft)))
    save_as(draft, dana, **theirs)
    return client.post(url_of(draft), {**fields, **mine})


THEIRS = {"question": {"en": "How far ahead do you plan?", "ja": "strategy?"}}
MINE = {"name_en": "Plans"}


def test_both_versions_are_shown_and_nothing_is_written(
    client: Client, carol: User, dana: User, draft: Edition
) -> None:
    response = conflict(client, carol, dana, draft, THEIRS, {**MINE, "question_en": "What do you plan?"})

    page = text_of(response)
    assert response.status_code == 409
    assert "Question, English" in page and "Name, English" in page
    assert "How far ahead" in page and "Dana" in page
    assert sent_form(response)["question_en"] == "What do you plan?"
    assert "Save both together" not in page
    assert (piece_of(draft)["question"], piece_of(draft)["name"]["en"]) == (THEIRS["question"], "strategy")


@pytest.mark.parametrize(
    ("button", "question", "name"),
    [
        ("joined", "How far ahead do you plan?", "Plans"),
        ("mine", "strategy?", "Plans"),
        ("theirs", "How far ahead do you plan?", "strategy"),
    ],
)
def test_a_curator_chooses_between_two_versions(
    button: str, question: str, name: str, client: Client, carol: User, dana: User, draft: Edition
) -> None:
    page = conflict(client, carol, dana, draft, THEIRS, MINE)
    number = Revision.objects.filter(edition=draft).order_by("-number")[0].number

    response = client.post(url_of(draft), {**sent_form(page), button: str(number)})

    assert response.status_code == 302
    assert (piece_of(draft)["question"]["en"], piece_of(draft)["name"]["en"]) == (question, name)


def test_a_choice_that_came_too_late_is_asked_again(client: Client, carol: User, dana: User, draft: Edition) -> None:
    page = conflict(client, carol, dana, draft, THEIRS, MINE)
    number = Revision.objects.filter(edition=draft).order_by("-number")[0].number
    save_as(draft, dana, number, why={"en": "Because"})

    response = client.post(url_of(draft), {**sent_form(page), "mine": str(number)})

    assert response.status_code == 409
    assert "Because" in text_of(response)
    assert piece_of(draft)["name"]["en"] == "strategy"


def test_what_was_deleted_meanwhile_can_come_back_with_what_was_typed(
    client: Client, carol: User, dana: User, draft: Edition
) -> None:
    client.force_login(carol)
    fields = {**sent_form(client.get(url_of(draft))), **MINE}
    delete_piece(save=Save(draft, KIND, KEY, 0, uuid.uuid4(), dana, timezone.now()))

    page = client.post(url_of(draft), fields)

    assert page.status_code == 409
    assert "This was deleted meanwhile" in text_of(page)
    assert client.post(url_of(draft), {**sent_form(page), "again": "1"}).status_code == 302
    assert piece_of(draft)["name"]["en"] == "Plans"


def test_whoever_changed_nothing_meets_no_conflict(client: Client, carol: User, dana: User, draft: Edition) -> None:
    assert conflict(client, carol, dana, draft, THEIRS, {}).status_code == 302
    assert piece_of(draft)["question"] == THEIRS["question"]
