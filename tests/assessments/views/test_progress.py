# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organization, User
from assessments.models import Assessment, Edition
from assessments.models.answer import Kind
from assessments.services.asking import save_responses
from assessments.services.opening import amend_assessment
from tests.factories import make_assessment, make_edition, make_evidence, say, submit

QUARTERS = [datetime(2025, month, 5, 9, tzinfo=UTC) for month in (1, 4, 7, 10)]


def submitted(
    organization: Organization, by: User, now: datetime, edition: Edition | None = None, **said: Any
) -> Assessment:
    """An assessment of that quarter, answered so (practices by key) and submitted."""
    assessment = make_assessment(organization, by, edition, now=now)
    if said:
        say(assessment, by, Kind.PRACTICE, now=now, **said)
    return submit(assessment, by, now=now)


def page_of(client: Client, organization: Organization, query: str = "") -> str:
    return client.get(reverse("progress", args=[organization.pk]) + query).content.decode()


def words_of(page: str) -> str:
    """The page as it is read: no tags, spaces of one kind."""
    text = " ".join(part.split(">")[-1] for part in page.split("<"))
    return " ".join(text.replace("&nbsp;", " ").split())


@pytest.fixture(autouse=True)
def signed_in(client: Client, bob: User) -> None:
    client.force_login(bob)


def test_without_a_submitted_assessment_it_says_what_is_missing(client: Client, aozora: Organization) -> None:
    page = page_of(client, aozora)

    assert "No assessment has been submitted" in page
    assert "What changed" not in page


def test_one_submitted_assessment_is_told_in_words(client: Client, aozora: Organization, alice: User) -> None:
    submitted(aozora, alice, QUARTERS[0], strategy=2, sponsor=2)

    page = page_of(client, aozora)

    assert "One point so far, 2025 Q1: 0% shown, 50% said" in words_of(page)
    assert "<polyline" not in page
    assert "The second submitted assessment shows what changed" in page


def test_two_are_drawn_and_their_numbers_stand_in_a_table(client: Client, aozora: Organization, alice: User) -> None:
    submitted(aozora, alice, QUARTERS[0], strategy=1, sponsor=1)
    submitted(aozora, alice, QUARTERS[1], strategy=3, sponsor=2)

    page = page_of(client, aozora)

    assert "Management: shown went from 0% to 0%, said from 25% to 67%" in page
    assert "Show the numbers" in page
    assert "0% 67%" in words_of(page)


def test_a_better_answer_of_the_same_people_is_progress(client: Client, aozora: Organization, alice: User) -> None:
    submitted(aozora, alice, QUARTERS[0], strategy=1, sponsor=1, charter=3)
    submitted(aozora, alice, QUARTERS[1], strategy=3, sponsor=1, charter=2)

    words = words_of(page_of(client, aozora))

    assert "Since 2025 Q1, what is said rose at Management. It fell at OSPO. Most of the rise is progress." in words
    assert "Management 25% 58% +33.3 +33.3 0 0 0 0" in words
    assert "strategy Progress. No evidence yet. from 1 → to 3" in words
    assert "charter Progress. No evidence yet. from 3 → to 2" in words


def test_what_has_become_known_is_not_called_progress(client: Client, aozora: Organization, alice: User) -> None:
    submitted(aozora, alice, QUARTERS[0], strategy=1)
    submitted(aozora, alice, QUARTERS[1], sponsor=4)

    words = words_of(page_of(client, aozora))

    assert "Most of the rise is not progress, but has other reasons." in words
    assert "Management 17% 50% +33.3 0 0 +33.3 0 0" in words
    assert "Now known, or no longer. No evidence yet. from ? don’t know → to 4" in words


def test_asking_other_people_is_not_called_progress(client: Client, aozora: Organization, alice: User) -> None:
    first = make_assessment(aozora, alice, now=QUARTERS[0])
    save_responses(
        assessment=first,
        perspective="management",
        respondent=uuid.uuid4(),
        values={(Kind.PRACTICE, "strategy"): "1"},
        now=QUARTERS[0],
    )
    submit(first, alice, now=QUARTERS[0])
    submitted(aozora, alice, QUARTERS[1], strategy=3)

    words = words_of(page_of(client, aozora))

    assert "Management 17% 50% +33.3 0 +33.3 0 0 0" in words
    assert "Other people asked, or settled. No evidence yet. from 1 → to 3" in words


def test_what_no_longer_applies_is_not_called_progress(client: Client, aozora: Organization, alice: User) -> None:
    submitted(aozora, alice, QUARTERS[0], sharing=3, publishing=1)
    submitted(aozora, alice, QUARTERS[1], publishing="na")

    words = words_of(page_of(client, aozora))

    assert "Business units 45% 75% +30.0 0 0 0 +30.0 0" in words
    assert "Newly or no longer applies. from 1 → to n/a" in words


def test_new_questions_are_not_called_progress(client: Client, aozora: Organization, alice: User) -> None:
    submitted(aozora, alice, QUARTERS[0], make_edition("edition-before", now=QUARTERS[0]), old_charter=2, newsletter=4)
    submitted(aozora, alice, QUARTERS[1], make_edition(now=QUARTERS[1]), culture=2)

    words = words_of(page_of(client, aozora))

    assert "The questions come from two editions, 1.1.0 and 1.2.0." in words
    assert "Newly asked: culture." in words
    assert "No longer asked: strategy." in words
    assert "charter" not in words.partition("Answers that moved")[2]


def test_what_rounding_leaves_over_is_named(client: Client, aozora: Organization, alice: User) -> None:
    submitted(aozora, alice, QUARTERS[0], strategy=1)
    submitted(aozora, alice, QUARTERS[1], strategy=2, sponsor=2)

    words = words_of(page_of(client, aozora))

    assert "the questions changed rounding" in words
    assert "Management 17% 50% +33.3 +16.7 0 +16.7 0 0 −0.1" in words


def test_nothing_is_said_of_rounding_where_the_parts_add_up(client: Client, aozora: Organization, alice: User) -> None:
    submitted(aozora, alice, QUARTERS[0], strategy=1)
    submitted(aozora, alice, QUARTERS[1], strategy=2)

    assert "rounding" not in page_of(client, aozora)


def test_recommendations_and_situations_come_and_go(client: Client, aozora: Organization, alice: User) -> None:
    first = make_assessment(aozora, alice, now=QUARTERS[0])
    say(first, alice, Kind.STANCE, now=QUARTERS[0], technology_only="faced")
    say(first, alice, Kind.PRACTICE, now=QUARTERS[0], strategy=0, charter=0)
    submit(first, alice, now=QUARTERS[0])
    second = make_assessment(aozora, alice, now=QUARTERS[1])
    say(second, alice, Kind.STANCE, now=QUARTERS[1], technology_only="not_faced")
    say(second, alice, Kind.PRACTICE, now=QUARTERS[1], charter=2)
    submit(second, alice, now=QUARTERS[1])

    words = words_of(page_of(client, aozora))

    assert "No longer faced:" in words
    assert "No longer needed:" in words


def test_any_two_may_be_compared_whichever_way_round(client: Client, aozora: Organization, alice: User) -> None:
    for number, now in enumerate(QUARTERS[:3]):
        submitted(aozora, alice, now, strategy=number)

    page = page_of(client, aozora, "?from=2025-Q2&to=2025-Q1")

    assert "Since 2025 Q1" in page
    assert "strategy Progress. No evidence yet. from 0 → to 1" in words_of(page)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?from=2025-Q1&to=2025-Q1", "Choose two different quarters."),
        ("?from=2020-Q1", "Choose one of the quarters offered."),
        ("?to=", "Choose one of the quarters offered."),
        ("?from=%FF&to=%F0%9F%92%A9", "Choose one of the quarters offered."),
    ],
)
def test_what_cannot_be_compared_is_said(
    query: str, words: str, client: Client, aozora: Organization, alice: User
) -> None:
    submitted(aozora, alice, QUARTERS[0], strategy=1)
    submitted(aozora, alice, QUARTERS[1], strategy=2)

    response = client.get(reverse("progress", args=[aozora.pk]) + query)

    assert response.status_code == 400
    assert words in response.content.decode()


def test_only_those_that_stand_are_offered(client: Client, aozora: Organization, alice: User) -> None:
    first = submitted(aozora, alice, QUARTERS[0], strategy=1)
    amended = amend_assessment(assessment=first, by=alice, now=QUARTERS[0])
    say(amended, alice, Kind.PRACTICE, now=QUARTERS[0], strategy=4)
    submit(amended, alice, now=QUARTERS[0])

    words = words_of(page_of(client, aozora))

    assert "One point so far, 2025 Q1: 0% shown, 67% said" in words


def test_what_was_amended_can_be_compared_with_what_stands(client: Client, aozora: Organization, alice: User) -> None:
    first = submitted(aozora, alice, QUARTERS[0], strategy=1)
    amended = amend_assessment(assessment=first, by=alice, now=QUARTERS[0])
    say(amended, alice, Kind.PRACTICE, now=QUARTERS[0], strategy=4)
    submit(amended, alice, now=QUARTERS[1])

    words = words_of(page_of(client, aozora, f"?from={first.pk}&to=2025-Q1"))

    assert "Management rose from 17% to 67%: 50.0 points, all progress." in words
    assert "strategy Progress. No evidence yet. from 1 → to 4" in words
    assert "Since 2025 Q1, as submitted on" in words


def test_each_level_is_told_and_drawn_step_by_step(client: Client, aozora: Organization, alice: User) -> None:
    submitted(aozora, alice, QUARTERS[0], strategy=1, sharing=3, publishing=1)
    submitted(aozora, alice, QUARTERS[1], strategy=2, sponsor=2, publishing="na")

    page = page_of(client, aozora)
    words = words_of(page)

    assert "Management rose from 17% to 50%: 33.3 points (progress +16.7; now known, or no longer +16.7" in words
    assert "Business units rose from 45% to 75%: 30.0 points, none of it progress" in words
    assert "2025 Q1 17% now known, or no longer +16.7 progress +16.7 rounding −0.1 2025 Q2 50%" in words
    assert page.count('class="table num falls"') == 2


def test_evidence_stands_beside_the_answer_that_it_backs(client: Client, aozora: Organization, alice: User) -> None:
    submitted(aozora, alice, QUARTERS[0], strategy=1, sponsor=1)
    second = make_assessment(aozora, alice, now=QUARTERS[1])
    say(second, alice, Kind.PRACTICE, now=QUARTERS[1], strategy=2, sponsor=2)
    make_evidence(second, alice, "strategy", date(2025, 4, 1), now=QUARTERS[1])
    make_evidence(second, alice, "sponsor", date(2020, 4, 1), now=QUARTERS[1])
    submit(second, alice, now=QUARTERS[1])

    words = words_of(page_of(client, aozora))

    assert "strategy Progress. Evidence: Charter from 1" in words
    assert "sponsor Progress. Evidence that has grown stale: Charter from 1" in words


def test_what_is_still_open_does_not_count(client: Client, aozora: Organization, alice: User) -> None:
    submitted(aozora, alice, QUARTERS[0], strategy=1)
    make_assessment(aozora, alice, now=QUARTERS[1])

    assert "2025 Q2" not in words_of(page_of(client, aozora))


def test_practices_at_target_are_counted_also_by_the_targets_of_then(
    client: Client, aozora: Organization, alice: User
) -> None:
    first = make_assessment(aozora, alice, now=QUARTERS[0])
    say(first, alice, Kind.PRACTICE, now=QUARTERS[0], strategy=2)
    say(first, alice, Kind.TARGET, now=QUARTERS[0], strategy=2)
    submit(first, alice, now=QUARTERS[0])
    second = make_assessment(aozora, alice, now=QUARTERS[1])
    say(second, alice, Kind.TARGET, now=QUARTERS[1], strategy=4)
    submit(second, alice, now=QUARTERS[1])

    words = words_of(page_of(client, aozora))

    assert "0 of 8 practices are at target; in 2025 Q1 it was 1. By the targets of 2025 Q1 it would be 1." in words


def quarter(number: int) -> datetime:
    """A day in the quarter that is so many after the first of 2016."""
    return datetime(2016 + number // 4, number % 4 * 3 + 1, 5, 9, tzinfo=UTC)


@pytest.mark.parametrize(("count", "queries"), [(1, 8), (3, 11), (40, 11)])
def test_it_takes_so_many_queries_however_many_quarters(
    count: int,
    queries: int,
    client: Client,
    aozora: Organization,
    alice: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    """The first one has nothing to be compared with."""
    edition = make_edition(now=datetime(2015, 1, 5, tzinfo=UTC))
    for number in range(count):
        assessment = make_assessment(aozora, alice, edition, now=quarter(number))
        say(assessment, alice, Kind.PRACTICE, now=quarter(number), strategy=number % 5, sponsor=number % 4)
        make_evidence(assessment, alice, "strategy", quarter(number).date(), now=quarter(number))
        submit(assessment, alice, now=quarter(number))
    assert page_of(client, aozora).count("<option") == (2 * count if count > 1 else 0)

    with django_assert_num_queries(queries):
        page_of(client, aozora)
