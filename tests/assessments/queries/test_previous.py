# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import timedelta

import pytest

from assessments.models.answer import Kind
from assessments.queries.edition import edition_of
from assessments.queries.previous import Previous, previous_of, quarter_of
from tests.factories import make_assessment, make_edition, say, submit


@pytest.mark.parametrize(
    ("period", "following", "name"),
    [
        ("2026-Q3", "2026-Q4", "Q3"),
        ("2026-Q4", "2027-Q3", "Q4"),
        ("2026-Q4", "2027-Q4", "2026 Q4"),
        ("2026-Q4", "2026-Q4", "Q4"),
    ],
)
def test_a_quarter_bears_its_year_only_where_it_is_far_away(period, following, name):
    assert quarter_of(period, following) == name


def test_the_first_assessment_has_none_before_it(aozora, mana, now, django_assert_num_queries):
    assessment = make_assessment(aozora, mana, now=now)
    edition = edition_of(assessment.edition)

    with django_assert_num_queries(0):
        assert previous_of(assessment, edition) == Previous()
    assert Previous().quarter == ""


def test_what_was_said_stands_under_the_keys_of_this_edition(aozora, mana, now, django_assert_num_queries):
    before = make_edition("edition-before", now=now - timedelta(days=200))
    first = make_assessment(aozora, mana, before, now=now - timedelta(days=90))
    say(first, mana, Kind.PRACTICE, now=now, old_charter=2, newsletter=3, health="na", strategy="unknown")
    say(first, mana, Kind.SIGNAL, now=now, technology_only__tools="us")
    say(first, mana, Kind.ROUTINE, now=now, monthly_meeting="monthly")
    submit(first, mana, now=now - timedelta(days=80))
    later = make_assessment(aozora, mana, make_edition(now=now - timedelta(days=1)), now=now)
    edition = edition_of(later.edition)

    with django_assert_num_queries(1):
        previous = previous_of(later, edition)

    assert (previous.period, previous.quarter) == ("2026-Q3", "Q3")
    said = {key: value for key, value in previous.practices.items() if value is not None}
    assert said == {"charter": 2, "newsletter": 3, "health": "na"}
    assert previous.situations["technology-only"].faced == "yes"
    assert previous.signs["technology-only"].signals["tools"].agreed == "us"
    assert previous.routines == {"monthly-meeting": "monthly"}
