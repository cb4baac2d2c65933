# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organization, User
from assessments.queries.comparison import compared
from assessments.queries.side_by_side import side_by_side
from tests.assessments.queries.test_comparison import CASES, after, before
from tests.assessments.queries.test_practice_story import submitted
from tests.assessments.views.test_progress import words_of
from tests.factories import make_edition

QUARTERS = [datetime(2025, month, 5, 9, tzinfo=UTC) for month in (1, 4, 7)]


def page_of(client: Client, organization: Organization, query: str = "") -> str:
    return words_of(client.get(reverse("progress_answers", args=[organization.pk]) + query).content.decode())


@pytest.mark.parametrize("case", CASES)
def test_every_practice_of_both_editions_stands_there_once(case: str) -> None:
    comparison = compared(before(), after(case))

    pairs = [pair for group in side_by_side(comparison) for pair in group.pairs]

    keys = {one.key for one in comparison.after.edition.practices} | set(comparison.detail.comparison.removed)
    assert sorted(pair.practice.key for pair in pairs) == sorted(keys)
    moved = {one.key: one.part for one in comparison.answers}
    assert {pair.practice.key: pair.part for pair in pairs if pair.part} == moved
    values = {one.key: one.value for one in comparison.after.result.practices}
    assert all(pair.after.value == values[pair.practice.key] for pair in pairs if pair.after)


def test_all_answers_stand_side_by_side(client: Client, aozora: Organization, alice: User, bob: User) -> None:
    submitted(aozora, alice, QUARTERS[0], make_edition("edition-before", now=QUARTERS[0]), old_charter=2)
    submitted(aozora, alice, QUARTERS[1], make_edition(now=QUARTERS[1]), charter=3, culture=1, sponsor=2)
    client.force_login(bob)

    words = page_of(client, aozora)

    assert "2025 Q1 and 2025 Q2, practice by practice." in words
    assert "charter 2 3" in words
    assert "culture not asked 1" in words


def test_one_submitted_assessment_has_nothing_beside_it(
    client: Client, aozora: Organization, alice: User, bob: User
) -> None:
    submitted(aozora, alice, QUARTERS[0], strategy=2)
    client.force_login(bob)

    assert "The second submitted assessment shows what changed, and why." in page_of(client, aozora)


def test_what_cannot_be_compared_is_said(client: Client, aozora: Organization, alice: User, bob: User) -> None:
    submitted(aozora, alice, QUARTERS[0], strategy=2)
    submitted(aozora, alice, QUARTERS[1], strategy=3)
    client.force_login(bob)

    response = client.get(reverse("progress_answers", args=[aozora.pk]) + "?from=2020-Q1")

    assert response.status_code == 400
    assert "Choose one of the quarters offered." in response.content.decode()


@pytest.mark.parametrize("moved", [1, 3])
def test_it_takes_so_many_queries(
    moved: int,
    client: Client,
    aozora: Organization,
    alice: User,
    bob: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    said = dict.fromkeys(["strategy", "sponsor", "charter"][:moved], 1)
    submitted(aozora, alice, QUARTERS[0], strategy=0)
    submitted(aozora, alice, QUARTERS[1], **said)
    client.force_login(bob)
    page_of(client, aozora)

    with django_assert_num_queries(7):
        page_of(client, aozora)
