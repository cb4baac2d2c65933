# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid

import pytest
from django.urls import reverse

from assessments.models import Comment
from tests.factories import make_draft, make_edition
from tests.pages import visible

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator(client, carol):
    client.force_login(carol)
    return client


@pytest.fixture
def draft(carol, now):
    return make_draft(carol, now=now)


def of_piece(draft, key="strategy"):
    return reverse("studio_comments", args=[draft.pk, "practices", key])


def test_a_comment_is_said_read_everywhere_and_settled(curator, draft, carol):
    response = curator.post(of_piece(draft), {"key": uuid.uuid4(), "text": "Too long?"})
    assert response.headers["Location"] == of_piece(draft)
    whole = reverse("studio_edition_comments", args=[draft.pk])
    for address in (of_piece(draft), whole):
        assert "Too long?" in visible(curator.get(address))
        assert "1 open" in visible(curator.get(address))

    row = Comment.objects.get()
    assert curator.post(whole, {"settle": row.pk}).headers["Location"] == whole

    assert "Settled Carol, 16 Nov 2026, 09:00" in visible(curator.get(of_piece(draft)))
    assert "0 open" in visible(curator.get(of_piece(draft)))


def test_what_was_said_beside_a_form_leads_back_there(curator, draft):
    response = curator.post(of_piece(draft), {"key": uuid.uuid4(), "text": "Too long?", "from": "panel"})

    assert response.headers["Location"] == reverse("studio_piece", args=[draft.pk, "practices", "strategy"])


def test_a_comment_without_words_is_refused_before_the_field(curator, draft):
    response = curator.post(of_piece(draft), {"key": uuid.uuid4(), "text": " "})

    assert response.status_code == 422
    assert 'aria-describedby="id_comment_text_error"' in response.content.decode()
    assert visible(response).count("Write a comment.") == 2
    assert not Comment.objects.exists()


def test_published_editions_take_none(curator, now):
    edition = make_edition(now=now)

    assert "Add the comment" not in visible(curator.get(of_piece(edition)))
    response = curator.post(of_piece(edition), {"key": uuid.uuid4(), "text": "Late."})
    assert response.status_code == 422
    assert not Comment.objects.exists()


def test_what_is_not_there_has_no_comments(curator, draft):
    assert curator.get(of_piece(draft, "nothing")).status_code == 404
    for unknown in (uuid.uuid4(), "x"):
        assert curator.post(of_piece(draft), {"settle": unknown}).status_code == 404


@pytest.mark.parametrize("number", [1, 4])
def test_they_take_five_queries(curator, draft, carol, now, number, django_assert_num_queries):
    for _ in range(number):
        Comment.objects.create(edition=draft, kind="practices", key="strategy", text="So.", at=now, by=carol)

    with django_assert_num_queries(5):
        curator.get(of_piece(draft))
