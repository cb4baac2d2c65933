# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest

from assessments.domain.canonical import plain
from assessments.models import Assessment
from assessments.models.answer import Kind
from assessments.queries.answer import sheet_of
from assessments.queries.confirmation import carried_over, confirmation_of, unconfirmed_places
from assessments.queries.edition import edition_of
from assessments.services.confirming import confirm_answers, undo_confirmation
from tests.factories import make_assessment, make_smaller_edition, move, say, submit

KEY = uuid.UUID("5f2a7c1e-6b1d-4a8f-9c3e-0d2b4f6a8c10")
STRATEGY, CHARTER, UNDERRATED = ("practice", "strategy"), ("practice", "charter"), ("situation", "community-underrated")


@pytest.fixture
def later(aozora, mana, now) -> Assessment:
    before = now - timedelta(days=90)
    first = make_assessment(aozora, mana, now=before, targets={"strategy": 4})
    say(first, mana, Kind.PRACTICE, now=before, strategy=2, charter=3)
    say(first, mana, Kind.SIGNAL, now=before, community_underrated__names="us", community_underrated__surprise="us")
    submit(first, mana, now=before)
    return make_assessment(aozora, mana, now=now)


def sheet(assessment):
    return sheet_of(assessment, edition_of(assessment.edition))


def confirm(assessment, by, now, *places, together=False, key=KEY):
    confirm_answers(assessment=assessment, places=places, together=together, idempotency_key=key, by=by, now=now)


def beside(assessment):
    found = carried_over(assessment, edition_of(assessment.edition))
    return [point.place for point in found.unconfirmed], found.together


def test_questions_are_counted_and_not_signs(later):
    assert unconfirmed_places(sheet(later).answers.values()) == {STRATEGY, CHARTER, UNDERRATED}


def test_a_confirmation_is_known_by_its_key_to_whoever_made_it(later, mana, alice, now, django_assert_num_queries):
    confirm(later, mana, now, CHARTER, UNDERRATED)
    answers = sheet(later)

    with django_assert_num_queries(1):
        found = confirmation_of(later, answers, KEY, mana)

    assert (found.count, found.sections) == (2, {"ospo", "situations"})
    assert confirmation_of(later, answers, KEY, alice) is None
    assert confirmation_of(later, answers, uuid.uuid4(), mana) is None


def test_it_names_the_section_it_was_made_for_and_none_where_it_was_made_for_all(later, mana, now):
    confirm(later, mana, now, CHARTER)
    assert confirmation_of(later, sheet(later), KEY, mana).section == "ospo"
    other = uuid.uuid4()
    confirm(later, mana, now, STRATEGY, together=True, key=other)

    assert confirmation_of(later, sheet(later), other, mana).section == ""


def test_it_holds_what_nobody_has_changed_since_and_nothing_once_undone(later, mana, alice, now):
    confirm(later, mana, now, STRATEGY, CHARTER)
    say(later, alice, Kind.PRACTICE, now=now, strategy=4)
    assert confirmation_of(later, sheet(later), KEY, mana).places == {CHARTER}

    undo_confirmation(assessment=later, places=[CHARTER], confirmation=KEY, by=mana, now=now)

    assert confirmation_of(later, sheet(later), KEY, mana) is None


def test_beside_a_result_stands_what_nobody_confirmed_and_what_was_confirmed_together(later, mana, now):
    confirm(later, mana, now, CHARTER)
    assert beside(later) == ([UNDERRATED, STRATEGY], [])

    confirm(later, mana, now, STRATEGY, UNDERRATED, together=True, key=uuid.uuid4())

    assert beside(later) == ([], [(date(2026, 11, 16), 2)])


def test_what_was_confirmed_together_and_answered_or_undone_since_is_not_counted(later, mana, now):
    confirm(later, mana, now, STRATEGY, CHARTER, UNDERRATED, together=True)
    say(later, mana, Kind.PRACTICE, now=now, strategy=4)
    assert beside(later)[1] == [(date(2026, 11, 16), 2)]

    undo_confirmation(assessment=later, places=[CHARTER, UNDERRATED], confirmation=KEY, by=mana, now=now)

    assert beside(later) == ([UNDERRATED, CHARTER], [])


def test_the_day_is_the_organizations(later, mana, now):
    confirm(later, mana, datetime(2026, 11, 16, 20, tzinfo=UTC), STRATEGY, together=True)

    assert beside(later)[1] == [(date(2026, 11, 17), 1)]


def test_it_takes_two_queries_and_none_where_nothing_went_before(later, mana, now, django_assert_num_queries):
    edition = edition_of(later.edition)
    first = Assessment.objects.with_edition().get(pk=later.previous_id)
    with django_assert_num_queries(0):
        carried_over(first, edition)
    with django_assert_num_queries(2):
        carried_over(later, edition)
    confirm(later, mana, now, STRATEGY, CHARTER, UNDERRATED, together=True)
    with django_assert_num_queries(2):
        carried_over(later, edition)


def test_after_a_move_nothing_is_left_to_confirm_of_what_is_not_asked(later, mana, now):
    confirm(later, mana, now, STRATEGY, CHARTER, together=True)
    assert beside(later) == ([UNDERRATED], [(date(2026, 11, 16), 2)])

    moved = move(later, make_smaller_edition("charter", "community-underrated"), mana, now=now)

    assert beside(moved) == ([], [(date(2026, 11, 16), 1)])


def test_after_a_move_signs_that_are_gone_leave_nothing_to_confirm(later, mana, now):
    situations = [
        one | {"signals": one["signals"][-1:], "practices": ["sponsor"]}
        for one in plain(edition_of(later.edition))["situations"]
    ]

    moved = move(later, make_smaller_edition(situations=situations), mana, now=now)

    unconfirmed, together = beside(moved)

    assert (set(unconfirmed), together) == ({STRATEGY, CHARTER}, [])
