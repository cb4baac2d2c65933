# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from tests.factories import make_draft
from tests.pages import visible

NEVER = {"all": [{"practice": "strategy", "at_most": 1}, {"practice": "strategy", "at_least": 3}]}


@pytest.fixture
def curator(client: Client, carol: User) -> Client:
    client.force_login(carol)
    return client


def advice(**changes: object) -> dict[str, object]:
    given = {"key": "plan", "title": {"en": "Plan ahead"}, "advice": {"en": "Do."}, "practices": ["strategy"]}
    return given | {"when": {"practice": "strategy", "at_most": 1}} | changes


def test_each_finding_has_a_reason_a_place_and_a_link_to_its_form(curator: Client, carol: User) -> None:
    draft = make_draft(carol, recommendations=[advice(when=NEVER)])

    response = curator.get(reverse("studio_checks", args=[draft.pk]))

    page = visible(response)
    assert "Plan ahead" in page and "recommendations[0].when" in page
    link = reverse("studio_piece", args=[draft.pk, "recommendations", "plan"])
    assert f'href="{link}#id_when"' in response.content.decode()


def test_a_draft_without_errors_says_so(curator: Client, carol: User) -> None:
    assert "Nothing stands in the way of publishing." in visible(
        curator.get(reverse("studio_checks", args=[make_draft(carol).pk]))
    )


@pytest.mark.parametrize("number", [1, 3])
def test_checks_take_four_queries(
    curator: Client, carol: User, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    draft = make_draft(carol, recommendations=[advice(key=f"plan-{one}", when=NEVER) for one in range(number)])

    with django_assert_num_queries(4):
        curator.get(reverse("studio_checks", args=[draft.pk]))
