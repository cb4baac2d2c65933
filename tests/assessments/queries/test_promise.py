# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import date

import pytest

from assessments.queries.promise import last_day_of, minutes_of, promise_of
from tests.factories import make_asking_edition, make_assessment, make_built_in_edition, make_invitation, make_link


def test_an_open_link_promises_what_is_kept_and_who_could_look_further():
    words = " ".join(promise_of("employee", "Aozora", is_open=True))

    assert (
        "no name and no address: only a random number, which your browser keeps too, your answers and the day" in words
    )
    assert "once five people have replied, and only together" in words
    assert "Whoever runs this server could look further." in words


def test_an_invited_employee_is_told_that_the_invitation_is_known():
    words = " ".join(promise_of("employee", "Aozora", is_open=False))

    assert "knows whom they asked, and not who said what" in words
    assert "a random number that belongs to your invitation" in words
    assert "Whoever runs this server could look further." in words


@pytest.mark.parametrize("perspective", ["management", "business_unit", "ospo"])
def test_others_are_told_that_their_answers_are_seen_one_by_one(perspective):
    words = " ".join(promise_of(perspective, "Aozora", is_open=False))

    assert "Whoever manages this assessment at Aozora sees your answers one by one" in words
    assert "may recognise yours" in words


def test_minutes_and_the_last_day_are_those_of_the_link(aozora, mana, now):
    assessment = make_assessment(aozora, mana, make_built_in_edition(), now=now)
    link, _token = make_link(assessment, mana, now=now)
    situations = ["technology-only", "community-underestimated"]
    invitation, _token = make_invitation(assessment, mana, practices=[], situations=situations, now=now)

    assert (minutes_of(link), minutes_of(invitation)) == (8, 1)
    assert last_day_of(assessment, link.expires_at) == date(2026, 11, 30)


def test_a_link_of_the_small_edition_takes_a_minute_at_least(aozora, mana, now):
    assessment = make_assessment(aozora, mana, make_asking_edition(), now=now)

    assert minutes_of(make_link(assessment, mana, now=now)[0]) == 1
