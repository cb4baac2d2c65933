# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organization, User
from assessments.models import Assessment
from assessments.models.answer import Kind
from assessments.queries.planned import plan_for
from assessments.queries.recommendation import RecommendationPage, recommendation_page
from tests.factories import make_assessment, say, submit


@pytest.fixture
def opened(aozora: Organization, mana: User, now: datetime) -> Assessment:
    return make_assessment(aozora, mana, now=now)


def page_of(assessment: Assessment, key: str, now: datetime) -> RecommendationPage:
    page = recommendation_page(
        assessment, key, now, plan_for(assessment, "/", may_add=True, may_keep=True), may_manage=True
    )
    assert page is not None
    return page


def test_a_key_that_the_edition_lacks_has_no_page(opened: Assessment, now: datetime) -> None:
    assert (
        recommendation_page(opened, "nothing", now, plan_for(opened, "/", may_add=True, may_keep=True), may_manage=True)
        is None
    )


def test_one_that_matches_says_why_and_what_ends_it(opened: Assessment, mana: User, now: datetime) -> None:
    say(opened, mana, Kind.STANCE, now=now, community_underrated="faced")

    page = page_of(opened, "engage-community", now)

    assert (page.verdict, page.matched, page.against) == ("matched", 1, ())
    assert page.advice is not None
    assert [(one.kind, one.key) for one in page.advice.grounds] == [("situation", "community-underrated")]
    assert [[one.key for one in way] for way in page.advice.ways_out] == [["community-underrated"]]


def test_one_that_is_possible_says_what_is_missing(opened: Assessment, now: datetime) -> None:
    page = page_of(opened, "train-people", now)

    assert page.verdict == "possible"
    assert page.advice is not None
    assert {(one.kind, one.key) for one in page.advice.missing} == {
        ("level", "employee"),
        ("routine", "training-course"),
    }


def test_one_that_does_not_match_says_what_speaks_against_it(opened: Assessment, mana: User, now: datetime) -> None:
    say(opened, mana, Kind.STANCE, now=now, technology_only="not_faced")
    say(opened, mana, Kind.PRACTICE, now=now, charter=1, sponsor=4)

    page = page_of(opened, "genuine-office", now)

    assert (page.verdict, page.advice) == ("unmatched", None)
    # The charter alone would let it match: it is no reason.
    assert [(one.kind, one.key) for one in page.against] == [
        ("situation", "technology-only"),
        ("practice", "sponsor"),
    ]
    assert page.against[1].now == "now 4"


def test_actions_say_what_they_bring_and_what_is_there_already(opened: Assessment, mana: User, now: datetime) -> None:
    say(opened, mana, Kind.PRACTICE, now=now, training=4)
    say(opened, mana, Kind.ROUTINE, now=now, training_course="never")

    deeds = page_of(opened, "train-people", now).deeds

    assert [[(one.kind, one.key, one.to, one.is_there) for one in deed.raises] for deed in deeds] == [
        [
            ("practice", "culture", "2", False),
            ("practice", "training", "4", True),
            ("routine", "training-course", "yearly", False),
        ]
    ]


def test_a_page_takes_as_many_queries_whatever_was_said(
    opened: Assessment, mana: User, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(5):
        page_of(opened, "engage-community", now)
    say(opened, mana, Kind.PRACTICE, now=now, charter=1, sponsor=4, health=2)
    with django_assert_num_queries(5):
        page_of(opened, "engage-community", now)
    submit(opened, mana, now=now)
    submitted = Assessment.objects.with_edition().get(pk=opened.pk)
    with django_assert_num_queries(3):
        page_of(submitted, "engage-community", now)
