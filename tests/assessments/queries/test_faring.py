# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from dataclasses import asdict
from datetime import datetime

from pytest_django import DjangoAssertNumQueries

from assessments.domain.faring import Fared
from assessments.models import AdviceCount, Edition
from assessments.queries.faring import Farings

TEN = Fared(taken_up=10, done=5, yes=5)


def keep(now: datetime, **counts: Fared) -> None:
    named = {key.replace("_", "-"): asdict(one) for key, one in counts.items()}
    AdviceCount.objects.create(pack=Edition.BUILT_IN, counts=named, counted_at=now, due_at=now)


def test_before_anything_was_counted_nothing_is_shown(db: None) -> None:
    faring = Farings(Edition.BUILT_IN, {}).of("engage-community")

    assert (faring.is_shown, faring.counted_at) == (False, None)


def test_counts_are_said_as_what_they_are_at_least(db: None, now: datetime) -> None:
    keep(now, engage_community=TEN)

    faring = Farings(Edition.BUILT_IN, {}).of("engage-community")

    assert (faring.is_shown, faring.counted_at) == (True, now)
    assert faring.rows[:4] == [
        ("took it up", "10 or more"),
        ("did an action of it", "5 or more"),
        ("said that it helped", "5 or more"),
        ("said that it helped in part", "under 5"),
    ]


def test_an_edition_that_is_newer_than_the_count_finds_it_under_the_earlier_name(
    db: None, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    keep(now, engage_community=TEN)

    with django_assert_num_queries(1):
        farings = Farings(Edition.BUILT_IN, {"engage-community": "join-community"})
        assert farings.of("join-community").fared == TEN
        assert farings.of("engage-community").fared == TEN
        assert not farings.of("train-people").is_shown
