# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import timedelta

import pytest

from assessments.models import Impact, Revision
from assessments.queries.impact import Runs, changes_since, runs_of
from assessments.queries.running import is_running, is_silent
from tests.factories import make_draft

MINUTE = timedelta(minutes=1)


def made(draft, carol, at, **fields):
    fields = {"edition_revision": 1} | fields
    return Impact.objects.create(edition=draft, asked_by=carol, asked_at=at, **fields)


def test_a_run_is_taken_for_dead_after_two_minutes_without_a_sign(carol, now):
    impact = made(make_draft(carol, now=now), carol, now)

    assert is_running(impact, now + 2 * MINUTE)
    assert is_silent(impact, now + 2.1 * MINUTE)

    impact.seen_at = now + MINUTE
    assert is_running(impact, now + 3 * MINUTE)
    assert is_silent(impact, now + 3.1 * MINUTE)

    impact.finished_at = now + MINUTE
    assert (is_running(impact, now + MINUTE), is_silent(impact, now + 9 * MINUTE)) == (False, False)


def test_the_latest_run_and_the_last_that_ended(carol, now, django_assert_num_queries):
    draft = make_draft(carol, now=now)
    assert (runs_of(draft).latest, runs_of(draft).finished) == (None, None)

    ended = made(draft, carol, now, finished_at=now)
    failed = made(draft, carol, now + MINUTE, finished_at=now, failure="why")
    with django_assert_num_queries(1):
        found = runs_of(draft)
    assert (found.latest, found.finished) == (failed, ended)

    running = made(draft, carol, now + 2 * MINUTE)
    assert (runs_of(draft).latest, runs_of(draft).finished) == (running, ended)


def test_the_latest_run_is_of_the_latest_revision_whatever_the_clock_says(carol, now):
    draft = make_draft(carol, now=now)
    first = made(draft, carol, now, edition_revision=1, finished_at=now)
    second = made(draft, carol, now - timedelta(hours=1), edition_revision=2, finished_at=now)

    assert runs_of(draft) == Runs(second, second)
    assert first.asked_at > second.asked_at


@pytest.mark.parametrize(
    ("what", "kind", "counts"),
    [
        ("changed", "recommendations", True),
        ("imported", "edition", True),
        ("moved", "stages", True),
        ("moved", "recommendations", False),
        ("confirmed", "stages", False),
        ("asked", "edition", False),
    ],
)
def test_only_what_may_move_a_result_is_a_change(carol, now, what, kind, counts):
    draft = make_draft(carol, now=now)
    Revision.objects.create(edition=draft, number=2, kind=kind, key="one", what=what, at=now)

    assert changes_since(draft, 1) == counts
    assert changes_since(draft, 2) == 0
