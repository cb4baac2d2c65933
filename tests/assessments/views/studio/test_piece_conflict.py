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
from assessments.services.drafting import discard_draft
from assessments.views.access import SignedInRequest
from assessments.views.studio import piece as piece_views
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


def test_what_no_longer_joins_asks_again_and_overwrites_nobody(
    client: Client, carol: User, dana: User, draft: Edition
) -> None:
    page = conflict(client, carol, dana, draft, THEIRS, MINE)
    number = Revision.objects.filter(edition=draft).order_by("-number")[0].number
    typed = {**sent_form(page), "question_en": "My own other words"}

    response = client.post(url_of(draft), {**typed, "joined": str(number)})

    assert response.status_code == 409
    assert sent_form(response)["question_en"] == "My own other words"
    assert piece_of(draft)["question"] == THEIRS["question"]


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


def test_of_texts_that_are_hard_to_compare_only_some_are_compared(
    client: Client, carol: User, dana: User, draft: Edition
) -> None:
    save_as(draft, dana, anchors=[{"en": ".," * 99, "ja": ".," * 99}] * 5)
    client.force_login(carol)
    assert "So much differs on this page" not in text_of(client.get(url_of(draft)))
    fields = sent_form(client.get(url_of(draft)))
    seen = Revision.objects.latest("number").number
    save_as(draft, dana, seen, anchors=[{"en": "." * 199, "ja": "." * 199}] * 5)

    page = text_of(client.post(url_of(draft), {**fields, "name_en": "Plans"}))

    assert "So much differs on this page" in page
    assert ".<del>,.,." in page
    assert f"<del>{'.,' * 99}</del><ins>{'.' * 199}</ins>" in page


@pytest.mark.parametrize("pressed", [{}, {"undo": "1"}, {"confirm": "practices/strategy/name/ja"}])
def test_a_draft_that_is_given_up_at_the_moment_of_a_save_is_not_found(
    client: Client, carol: User, draft: Edition, pressed: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(carol)
    fields = sent_form(client.get(url_of(draft)))
    while_the_page_is_built = piece_views.base_revision

    def given_up_meanwhile(request: SignedInRequest) -> int:
        discard_draft(edition=draft, seen_revision=1, by=carol, now=timezone.now())
        return while_the_page_is_built(request)

    monkeypatch.setattr(piece_views, "base_revision", given_up_meanwhile)

    assert client.post(url_of(draft), {**fields, "name_en": "Plans", **pressed}).status_code == 404
