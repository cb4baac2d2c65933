# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from datetime import timedelta

import pytest

from assessments.models.answer import Kind
from assessments.queries.answer import sheet_of
from assessments.queries.edition import edition_of
from assessments.queries.sign_view import sign_views
from assessments.services.asking import save_responses
from tests.factories import make_assessment, say, submit


@pytest.fixture
def assessment(aozora, mana, now):
    return make_assessment(aozora, mana, now=now)


def reply(assessment, now, perspective, **signs):
    values = {(Kind.SIGNAL, f"community-underrated/{key}"): value for key, value in signs.items()}
    save_responses(assessment=assessment, perspective=perspective, respondent=uuid.uuid4(), values=values, now=now)


def views_of(assessment):
    edition = edition_of(assessment.edition)
    return sign_views(assessment, edition, edition.situation("community-underrated"), sheet_of(assessment, edition))


def told(found):
    return [
        [(view.perspective, [(one.value, count) for one, count in view.counts]) for view in sign.views]
        for sign in found.signs
    ]


def test_a_signs_views_show_one_by_one_once_it_is_answered(assessment, mana, now):
    reply(assessment, now, "management", names="us", surprise="us")
    reply(assessment, now, "business_unit", names="not_us")
    reply(assessment, now, "business_unit", names="unknown")
    assert (views_of(assessment).signs, views_of(assessment).waits) == ([], True)
    say(assessment, mana, Kind.SIGNAL, now=now, community_underrated__surprise="unknown")
    assert views_of(assessment).signs == []

    say(assessment, mana, Kind.SIGNAL, now=now, community_underrated__names="somewhat")

    found = views_of(assessment)
    assert told(found) == [[("management", [("us", 1)]), ("business_unit", [("not_us", 1), ("unknown", 1)])]]
    assert (found.waits, found.has_blind_spot) == (True, False)


def test_a_sign_that_a_view_sees_and_the_organization_denies(assessment, mana, now):
    reply(assessment, now, "management", names="somewhat", surprise="not_us")
    reply(assessment, now, "business_unit", names="us", surprise="not_us")
    reply(assessment, now, "ospo", names="not_us")
    say(assessment, mana, Kind.SIGNAL, now=now, community_underrated__names="not_us")
    say(assessment, mana, Kind.SIGNAL, now=now, community_underrated__surprise="not_us")

    found = views_of(assessment)

    assert [(sign.seen_by, sign.own) for sign in found.signs] == [
        ("Management, Business units", "Not us"),
        ("", "Not us"),
    ]
    assert found.has_blind_spot


@pytest.mark.parametrize(("stance", "seen_by"), [("not_faced", "Management"), ("faced", "")])
def test_what_the_organization_says_of_itself_shows_and_denies_all_signs(assessment, mana, now, stance, seen_by):
    reply(assessment, now, "management", names="us")
    say(assessment, mana, Kind.STANCE, now=now, community_underrated=stance)

    found = views_of(assessment)

    assert [sign.seen_by for sign in found.signs] == [seen_by]
    assert not found.waits


def test_what_was_only_carried_over_shows_nothing(aozora, mana, now):
    earlier = now - timedelta(days=92)
    first = make_assessment(aozora, mana, now=earlier)
    say(first, mana, Kind.SIGNAL, now=earlier, community_underrated__names="not_us")
    submit(first, mana, now=earlier)
    assessment = make_assessment(aozora, mana, now=now)
    reply(assessment, now, "management", names="us")

    assert views_of(assessment).signs == []
    assert [sign.seen_by for sign in views_of(submit(assessment, mana, now=now)).signs] == ["Management"]
