# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import UTC, date, datetime

import pytest

from assessments.services.links import chosen_questions, ends_at, moment_kept
from assessments.services.refusal import NotAccepted
from tests.factories import built_in_document, make_asking_edition, make_assessment


def test_what_is_chosen_is_asked_in_the_order_of_the_edition():
    asked = chosen_questions(built_in_document(), "employee", ["culture-and-recognition", "training"], [])

    assert asked.practices == ["training", "culture-and-recognition"]


def test_more_than_ten_minutes_are_refused_with_how_long_it_takes():
    edition = built_in_document()
    every = [one.key for one in edition.practices if "ospo" in one.ask]

    with pytest.raises(NotAccepted, match="These questions take 19 minutes"):
        chosen_questions(edition, "ospo", every, [])


def test_a_link_ends_with_a_day_where_the_organization_is(aozora, mana, now):
    assessment = make_assessment(aozora, mana, make_asking_edition(), now=now)

    # 23:30 of the 16th in London is the 17th in Tokyo.
    late = datetime(2026, 11, 16, 23, 30, tzinfo=UTC)
    assert ends_at(assessment, late) == datetime(2026, 12, 1, 15, tzinfo=UTC)
    assessment.due_date = date(2026, 11, 19)
    assert ends_at(assessment, late) == datetime(2026, 11, 26, 15, tzinfo=UTC)
    assessment.due_date = date(2026, 11, 10)
    assert ends_at(assessment, late) == datetime(2026, 11, 24, 15, tzinfo=UTC)


def test_of_an_employee_the_day_is_kept_and_of_others_the_moment(aozora, mana, now):
    assessment = make_assessment(aozora, mana, make_asking_edition(), now=now)

    assert moment_kept(assessment, "management", now) == now
    assert moment_kept(assessment, "employee", now) == datetime(2026, 11, 15, 15, tzinfo=UTC)
