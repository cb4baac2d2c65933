# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organization, Role, User
from assessments.models import Assessment, Edition
from assessments.models.answer import Kind
from assessments.queries.practice_story import PracticeStory, practice_story
from assessments.queries.progress import standing_assessments
from assessments.services.asking import save_responses
from assessments.services.opening import amend_assessment
from tests.assessments.views.test_progress import words_of
from tests.factories import (
    join,
    make_assessment,
    make_edition,
    make_evidence,
    make_organization,
    make_smaller_edition,
    say,
    submit,
)

QUARTERS = [datetime(2025, month, 5, 9, tzinfo=UTC) for month in (1, 4, 7, 10)]


def submitted(
    organization: Organization, by: User, now: datetime, edition: Edition | None = None, **said: Any
) -> Assessment:
    assessment = make_assessment(organization, by, edition, now=now)
    if said:
        say(assessment, by, Kind.PRACTICE, now=now, **said)
    return submit(assessment, by, now=now)


def asked(assessment: Assessment, perspective: str, values: Iterable[int], now: datetime) -> None:
    for value in values:
        save_responses(
            assessment=assessment,
            perspective=perspective,
            respondent=uuid.uuid4(),
            values={(Kind.PRACTICE, "strategy"): str(value)},
            now=now,
        )


def story_of(organization: Organization, key: str) -> PracticeStory:
    story = practice_story(organization, standing_assessments(organization), key)
    assert story is not None
    return story


def page_of(client: Client, organization: Organization, key: str) -> str:
    return words_of(client.get(reverse("practice_story", args=[organization.pk, key])).content.decode())


def test_it_tells_value_target_and_what_each_move_counts_as(aozora: Organization, alice: User) -> None:
    first = make_assessment(aozora, alice, now=QUARTERS[0])
    say(first, alice, Kind.TARGET, now=QUARTERS[0], strategy=2)
    submit(first, alice, now=QUARTERS[0])
    submitted(aozora, alice, QUARTERS[1], strategy=1)
    submitted(aozora, alice, QUARTERS[2], strategy=3)

    story = story_of(aozora, "strategy")

    assert [(chapter.said.value, chapter.said.target, chapter.part) for chapter in story.chapters] == [
        (None, 2, ""),
        (1, 3, "now known, or no longer"),
        (3, 3, "progress"),
    ]
    assert (story.values, story.targets, story.silent) == ([None, 1, 3], [2, 3, 3], [])


def test_it_follows_a_practice_through_its_names(client: Client, aozora: Organization, alice: User, bob: User) -> None:
    submitted(aozora, alice, QUARTERS[0], make_edition("edition-before", now=QUARTERS[0]), old_charter=2)
    submitted(aozora, alice, QUARTERS[1], make_edition(now=QUARTERS[1]), charter=3)
    client.force_login(bob)

    story = story_of(aozora, "charter")

    assert [(chapter.key, chapter.said.value) for chapter in story.chapters] == [("old-charter", 2), ("charter", 3)]
    assert client.get(reverse("practice_story", args=[aozora.pk, "old-charter"])).headers["Location"] == reverse(
        "practice_story", args=[aozora.pk, "charter"]
    )


def test_a_quarter_that_did_not_ask_is_named(client: Client, aozora: Organization, alice: User, bob: User) -> None:
    submitted(aozora, alice, QUARTERS[0], make_edition("edition-before", now=QUARTERS[0]))
    submitted(aozora, alice, QUARTERS[1], make_edition(now=QUARTERS[1]), culture=2)
    client.force_login(bob)

    assert "Not asked in 2025 Q1." in page_of(client, aozora, "culture")


def test_what_is_no_longer_asked_keeps_its_story(client: Client, aozora: Organization, alice: User, bob: User) -> None:
    submitted(aozora, alice, QUARTERS[0], make_edition(now=QUARTERS[0]), sharing=1)
    submitted(aozora, alice, QUARTERS[1], make_smaller_edition("sharing", now=QUARTERS[1]))
    client.force_login(bob)

    assert [chapter.said.value for chapter in story_of(aozora, "sharing").chapters] == [1]
    assert "Not asked in 2025 Q2." in page_of(client, aozora, "sharing")


def test_what_only_an_amended_assessment_asked_is_told_too(
    client: Client, aozora: Organization, alice: User, bob: User
) -> None:
    first = submitted(aozora, alice, QUARTERS[0], make_edition(now=QUARTERS[0]), sharing=1)
    make_smaller_edition("sharing", now=QUARTERS[1])
    amended = amend_assessment(assessment=first, by=alice, now=QUARTERS[1])
    Assessment.objects.filter(pk=amended.pk).update(edition=Edition.objects.get(version="1.3.0"))
    submit(Assessment.objects.with_edition().get(pk=amended.pk), alice, now=QUARTERS[1])
    client.force_login(bob)

    assert "2025 Q1" in page_of(client, aozora, "sharing")


def test_it_says_what_a_value_rests_on_and_nothing_of_few_employees(
    client: Client, aozora: Organization, alice: User, bob: User
) -> None:
    first = make_assessment(aozora, alice, now=QUARTERS[0])
    asked(first, "management", [2], QUARTERS[0])
    asked(first, "employee", [0, 0, 0, 0], QUARTERS[0])
    submit(first, alice, now=QUARTERS[0])
    second = make_assessment(aozora, alice, now=QUARTERS[1])
    asked(second, "management", [2], QUARTERS[1])
    asked(second, "employee", [0] * 5, QUARTERS[1])
    submit(second, alice, now=QUARTERS[1])
    client.force_login(bob)

    story, words = story_of(aozora, "strategy"), page_of(client, aozora, "strategy")

    assert [(chapter.said.value, chapter.basis, chapter.who) for chapter in story.chapters] == [
        (2, "asked: Management", ""),
        (0, "asked: Management and Employees", ""),
    ]
    assert "Asked: Management and Employees The change: other people asked, or settled" in words


def test_it_names_the_role_of_whoever_answered_and_no_person(
    client: Client, aozora: Organization, alice: User, bob: User
) -> None:
    submitted(aozora, alice, QUARTERS[0], strategy=1)
    client.force_login(bob)

    words = page_of(client, aozora, "strategy")

    assert "Settled by the organization Answered by: Owner" in words
    assert alice.name not in words and alice.email not in words


def test_of_several_roles_the_highest_is_named(aozora: Organization, alice: User) -> None:
    unit = make_organization("Lens", above=aozora)
    join(alice, unit, Role.VIEWER)
    submitted(unit, alice, QUARTERS[0], strategy=1)

    assert [chapter.who for chapter in story_of(unit, "strategy").chapters] == ["Owner"]


def test_notes_and_evidence_are_told(client: Client, aozora: Organization, alice: User, bob: User) -> None:
    assessment = make_assessment(aozora, alice, now=QUARTERS[0])
    (row,) = say(assessment, alice, Kind.PRACTICE, now=QUARTERS[0], strategy=1)
    row.note, row.settled_because = "Asked the board.", "They said less."
    row.save(update_fields=["note", "settled_because"])
    make_evidence(assessment, alice, "strategy", date(2025, 1, 2), now=QUARTERS[0])
    submit(assessment, alice, now=QUARTERS[0])

    client.force_login(bob)
    words = page_of(client, aozora, "strategy")
    assert "Fresh Charter" in words and "Asked the board." in words
    assert "They said less." not in words
    client.force_login(alice)
    assert "They said less." in page_of(client, aozora, "strategy")


def test_what_does_not_apply_has_no_target(aozora: Organization, alice: User) -> None:
    submitted(aozora, alice, QUARTERS[0], sharing="na")

    story = story_of(aozora, "sharing")

    assert (story.values, story.targets) == ([None], [None])


def test_a_practice_that_nobody_asks_is_not_found(client: Client, aozora: Organization, alice: User, bob: User) -> None:
    client.force_login(bob)
    assert client.get(reverse("practice_story", args=[aozora.pk, "strategy"])).status_code == 404
    submitted(aozora, alice, QUARTERS[0], strategy=1)

    assert client.get(reverse("practice_story", args=[aozora.pk, "nothing"])).status_code == 404


def test_it_takes_as_many_queries_for_one_quarter_as_for_three(
    client: Client, aozora: Organization, alice: User, bob: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(bob)
    for count, now in enumerate(QUARTERS[:3], start=1):
        submitted(aozora, alice, now, strategy=count)
        if count != 2:
            page_of(client, aozora, "strategy")
            with django_assert_num_queries(10):
                page_of(client, aozora, "strategy")
