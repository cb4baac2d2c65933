# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from assessments.models import Edition
from tests.assessments.domain.cases import conformance
from tests.assessments.views.studio.forms import sent_form
from tests.factories import make_draft
from tests.pages import visible

HTMX = {"HX-Request": "true"}


@pytest.fixture
def curator(client: Client, carol: User) -> Client:
    client.force_login(carol)
    return client


@pytest.fixture
def draft(carol: User) -> Edition:
    """The Japanese of one title is not there yet."""
    recommendations = conformance("edition.json")["recommendations"]
    recommendations[1]["title"] = {"en": "Make the office genuine"}
    recommendations[1]["advice"] = {"en": "Read **this** first.", "ja": "まず**これ**を読みましょう。"}
    return make_draft(carol, recommendations=recommendations)


def url_of(draft: Edition, kind: str, key: str, language: str = "") -> str:
    url = reverse("studio_preview", args=[draft.pk, kind, key])
    return f"{url}?language={language}" if language else url


def form_of(curator: Client, draft: Edition, kind: str, key: str) -> dict[str, str]:
    return sent_form(curator.get(reverse("studio_piece", args=[draft.pk, kind, key])))


@pytest.mark.parametrize(
    ("kind", "key", "words"),
    [
        ("practices", "health", "Choose the highest sentence that is fully true today."),
        ("situations", "technology-only", "Is that you?"),
        ("recommendations", "genuine-office", "What would make it no longer needed"),
    ],
)
def test_a_piece_is_shown_by_what_respondents_get(
    curator: Client, draft: Edition, django_assert_num_queries: DjangoAssertNumQueries, kind: str, key: str, words: str
) -> None:
    with django_assert_num_queries(4):
        page = visible(curator.get(url_of(draft, kind, key)))

    assert words in page
    assert "As it is saved." in page


def test_pieces_without_a_page_have_no_preview(curator: Client, draft: Edition) -> None:
    assert curator.get(url_of(draft, "routines", "monthly-meeting")).status_code == 404
    assert curator.get(url_of(draft, "practices", "moon")).status_code == 404
    assert curator.post(url_of(draft, "practices", "moon")).status_code == 404


def test_what_falls_back_to_another_language_says_so_in_the_curators(curator: Client, draft: Edition) -> None:
    page = curator.get(url_of(draft, "recommendations", "genuine-office", "ja")).content.decode()

    shown = '<span class="lbl warn" lang="en">English shown</span> <span lang="en">Make the office genuine</span>'
    assert shown in page
    assert "<strong>これ</strong>" in page
    assert "この推奨事項の根拠" in page
    assert "This recommendation" not in page


def test_readers_see_no_such_label(curator: Client, draft: Edition) -> None:
    assert "shown</span>" not in curator.get(url_of(draft, "recommendations", "genuine-office")).content.decode()


def test_what_is_typed_is_shown_and_not_saved(
    curator: Client, draft: Edition, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    fields = form_of(curator, draft, "practices", "health") | {"question_en": "How <well> is it?"}

    with django_assert_num_queries(4):
        response = curator.post(url_of(draft, "practices", "health"), fields, headers=HTMX)

    assert "How &lt;well&gt; is it?" in response.content.decode()
    assert "<main" not in response.content.decode()
    assert "How <well>" not in Edition.objects.get(pk=draft.pk).document


def test_without_script_what_is_typed_has_a_page_of_its_own(curator: Client, draft: Edition) -> None:
    fields = form_of(curator, draft, "practices", "health") | {"question_en": "How well?", "question_ja": "どの程度？"}

    response = curator.post(url_of(draft, "practices", "health"), fields)

    assert "What you typed is not saved yet." in visible(response)
    assert '<input type="hidden" name="question_ja" value="どの程度？">' in response.content.decode()
    again = curator.post(url_of(draft, "practices", "health", "ja"), fields)
    assert "どの程度？" in visible(again)


def test_what_is_missing_is_said_instead(curator: Client, draft: Edition) -> None:
    fields = form_of(curator, draft, "practices", "health") | {"question_en": ""}

    response = curator.post(url_of(draft, "practices", "health"), fields, headers=HTMX)

    assert response.status_code == 200
    assert "Question: must have a text in English" in response.content.decode()
    assert 'class="preview"' not in response.content.decode()


def test_the_language_of_the_panel_stays_while_one_types(curator: Client, draft: Edition) -> None:
    fields = form_of(curator, draft, "practices", "health") | {"preview-language": "ja"}

    response = curator.post(url_of(draft, "practices", "health"), fields, headers=HTMX)

    assert '<article class="preview" lang="ja"' in response.content.decode()


def test_the_form_has_its_preview_beside_it(curator: Client, draft: Edition) -> None:
    page = curator.get(reverse("studio_piece", args=[draft.pk, "practices", "health"]) + "?language=ja")

    assert '<article class="preview" lang="ja"' in page.content.decode()
    assert f'hx-post="{url_of(draft, "practices", "health")}"' in page.content.decode()
    facts = curator.get(reverse("studio_piece", args=[draft.pk, "facts", "eu-market"]))
    assert 'id="preview"' not in facts.content.decode()


def test_a_draft_full_of_faults_still_shows_what_can_be_read(curator: Client, carol: User) -> None:
    draft = make_draft(carol, levels="none", situations=[{"key": "odd"}], languages=["!!"])

    assert "Level: names ospo, which is not among the levels" in visible(
        curator.get(url_of(draft, "practices", "health"))
    )
