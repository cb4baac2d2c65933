# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import timedelta

from assessments.queries.assessment import assessments_of, with_submitters
from assessments.services.opening import amend_assessment
from tests.factories import make_assessment, make_built_in_edition, submit


def test_nothing_was_opened_yet(aozora, now):
    make_built_in_edition()

    found = assessments_of(aozora, now)

    assert (found.open, found.submitted, found.amendable) == ([], [], None)
    assert (found.period, found.minutes, found.scan_minutes) == ("2026-Q4", 50, 9)


def test_without_an_edition_nothing_is_promised(aozora, now):
    assert (assessments_of(aozora, now).minutes, assessments_of(aozora, now).scan_minutes) == (0, 0)


def test_the_quarter_is_that_of_the_organizations_day(aozora, now):
    assert assessments_of(aozora, now.replace(month=12, day=31, hour=20)).period == "2027-Q1"


def test_while_one_is_open_none_may_be_opened_or_amended(aozora, mana, now):
    first = submit(make_assessment(aozora, mana, now=now - timedelta(days=90)), mana, now=now - timedelta(days=80))
    assessment = make_assessment(aozora, mana, now=now)

    found = assessments_of(aozora, now)

    assert (found.open, found.submitted, found.period, found.amendable) == ([assessment], [first], "", None)


def test_a_submitted_quarter_may_be_amended_and_the_next_one_opened(aozora, mana, now):
    first = submit(make_assessment(aozora, mana, now=now - timedelta(days=90)), mana, now=now - timedelta(days=80))
    second = submit(make_assessment(aozora, mana, now=now), mana, now=now)

    assert (assessments_of(aozora, now).period, assessments_of(aozora, now).amendable) == ("", second)
    later = assessments_of(aozora, now + timedelta(days=90))
    assert (later.period, later.amendable, later.submitted) == ("2027-Q1", second, [second, first])


def test_what_an_amendment_superseded_stays_in_the_list(aozora, mana, now, django_assert_num_queries):
    first = submit(make_assessment(aozora, mana, now=now), mana, now=now)
    amended = amend_assessment(assessment=first, by=mana, now=now)
    submit(amended, mana, now=now + timedelta(hours=1))

    with django_assert_num_queries(1):
        found = assessments_of(aozora, now)

    assert {(one.pk, one.state) for one in found.submitted} == {(first.pk, "superseded"), (amended.pk, "submitted")}
    assert found.amendable and found.amendable.pk == amended.pk


def test_submitters_are_named_by_role_in_one_query(aozora, alice, mana, now, django_assert_num_queries):
    first = submit(make_assessment(aozora, mana, now=now - timedelta(days=90)), mana, now=now - timedelta(days=80))
    second = submit(make_assessment(aozora, alice, now=now), alice, now=now)
    opened = make_assessment(aozora, mana, now=now + timedelta(days=90))

    with django_assert_num_queries(1):
        found = with_submitters(aozora, [opened, second, first])
    assert found == [(opened, ""), (second, "the owner"), (first, "the OSPO manager")]
    with django_assert_num_queries(0):
        assert with_submitters(aozora, [opened]) == [(opened, "")]
