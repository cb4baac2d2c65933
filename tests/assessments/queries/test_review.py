# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import json
import uuid
from datetime import date, timedelta

from assessments.models.answer import Kind
from assessments.queries.review import Loss, loss_of, review_of
from assessments.services.asking import save_responses
from tests.factories import CONFORMANCE, make_assessment, make_edition, make_evidence, say, submit


def keys(points):
    return [point.key for point in points]


def respond(assessment, perspective, now, **practices):
    values = {(Kind.PRACTICE, key): str(value) for key, value in practices.items()}
    save_responses(assessment=assessment, perspective=perspective, respondent=uuid.uuid4(), values=values, now=now)


def test_what_stands_on_what_others_said_alone_is_named_once(aozora, mana, now):
    assessment = make_assessment(aozora, mana, now=now)
    say(assessment, mana, Kind.PRACTICE, now=now, strategy=1)
    respond(assessment, "management", now, strategy=3, sponsor=3, charter=2, health=4)
    respond(assessment, "ospo", now, health=0)

    review = review_of(assessment, now)

    assert (keys(review.borrowed), keys(review.unresolved)) == (["sponsor", "charter"], ["health"])
    assert "sponsor" not in keys(review.unsupported)


def test_what_is_not_known(aozora, mana, now):
    assessment = make_assessment(aozora, mana, now=now)
    say(assessment, mana, Kind.PRACTICE, now=now, strategy=2, sponsor="unknown", health="na")
    say(assessment, mana, Kind.SIGNAL, now=now, technology_only__tools="us")
    say(assessment, mana, Kind.ROUTINE, now=now, monthly_meeting="never", training_course="unknown")

    review = review_of(assessment, now)

    assert keys(review.unknown) == [
        "community-underrated",
        "sponsor",
        "charter",
        "training",
        "culture",
        "sharing",
        "publishing",
        "training-course",
    ]
    assert [(point.section, point.kind) for point in review.unknown[:2]] == [
        ("situations", "situation"),
        ("management", "practice"),
    ]
    assert (review.unresolved, review.unsupported, review.unconfirmed, review.dropped) == ([], [], [], [])
    assert review.open_count == 8


def test_views_that_differ_count_until_the_manager_settles(aozora, mana, now):
    assessment = make_assessment(aozora, mana, now=now)
    respond(assessment, "management", now, strategy=4, sponsor=2)
    respond(assessment, "ospo", now, strategy=1, sponsor=3)

    assert keys(review_of(assessment, now).unresolved) == ["strategy"]
    say(assessment, mana, Kind.PRACTICE, now=now, strategy=2)
    assert keys(review_of(assessment, now).unresolved) == []


def test_high_answers_want_fresh_evidence(aozora, mana, now):
    assessment = make_assessment(aozora, mana, now=now)
    say(assessment, mana, Kind.PRACTICE, now=now, strategy=2, sponsor=3, charter=4, health="na", training=3)
    make_evidence(assessment, mana, "charter", date(2026, 11, 1), now=now)
    make_evidence(assessment, mana, "training", date(2025, 11, 1), now=now)

    assert keys(review_of(assessment, now).unsupported) == ["sponsor", "training"]


def test_what_nobody_has_looked_at_again_and_what_is_no_longer_asked(aozora, mana, now, django_assert_num_queries):
    practices = json.loads((CONFORMANCE / "edition-before.json").read_text())["practices"]
    practices[-1]["name"] = {"en": "A newsletter"}
    before = make_edition("edition-before", now=now - timedelta(days=200), practices=practices)
    first = make_assessment(aozora, mana, before, now=now - timedelta(days=90))
    say(first, mana, Kind.PRACTICE, now=now, old_charter=2, newsletter=3, strategy=1)
    say(first, mana, Kind.SIGNAL, now=now, community_underrated__names="us", community_underrated__surprise="us")
    say(first, mana, Kind.ROUTINE, now=now, monthly_meeting="monthly")
    submit(first, mana, now=now - timedelta(days=80))
    assessment = make_assessment(aozora, mana, make_edition(now=now - timedelta(days=1)), now=now)
    say(assessment, mana, Kind.PRACTICE, now=now, strategy=1)

    with django_assert_num_queries(5):
        review = review_of(assessment, now)

    assert keys(review.unconfirmed) == ["community-underrated", "charter", "monthly-meeting"]
    assert [name["en"] for name in review.dropped] == ["A newsletter"]
    assert review.previous_period == "2026-Q3"


def test_all_is_in_order(aozora, mana, now):
    assessment = make_assessment(aozora, mana, now=now)
    names = ("strategy", "sponsor", "charter", "health", "training", "culture", "sharing", "publishing")
    say(assessment, mana, Kind.PRACTICE, now=now, **dict.fromkeys(names, 2))
    say(assessment, mana, Kind.STANCE, now=now, technology_only="faced", community_underrated="not_faced")
    say(assessment, mana, Kind.ROUTINE, now=now, monthly_meeting="never", training_course="once")

    assert review_of(assessment, now).open_count == 0


def test_what_deleting_would_lose(aozora, mana, now):
    assessment = make_assessment(aozora, mana, now=now)
    say(assessment, mana, Kind.PRACTICE, now=now, strategy=2, sponsor="unknown")
    make_evidence(assessment, mana, "strategy", date(2026, 11, 1), now=now)
    respond(assessment, "management", now, strategy=4, sponsor=2)
    respond(assessment, "employee", now, strategy=4)

    assert loss_of(assessment) == Loss(answers=2, evidence=1, responses=2)
