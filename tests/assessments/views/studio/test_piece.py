# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from assessments.domain.pieces import find
from assessments.models import Edition
from assessments.queries.draft import document_of
from tests.assessments.views.studio.forms import sent_form
from tests.factories import make_draft


@pytest.fixture
def draft(carol: User) -> Edition:
    return make_draft(carol)


def url_of(draft: Edition, kind: str, key: str) -> str:
    return reverse("studio_piece", args=[draft.pk, kind, key])


def piece_of(draft: Edition, kind: str, key: str) -> Any:
    return find(document_of(Edition.objects.get(pk=draft.pk)), kind, key)


def test_a_fact_is_written_and_saved(client: Client, carol: User, draft: Edition) -> None:
    client.force_login(carol)
    url = url_of(draft, "facts", "eu-market")
    fields = sent_form(client.get(url))

    response = client.post(url, {**fields, "question_en": "Do you sell in the EU?"}, follow=True)

    assert response.redirect_chain == [(url, 302)]
    assert "Saved" in response.content.decode()
    assert piece_of(draft, "facts", "eu-market")["question"]["en"] == "Do you sell in the EU?"
