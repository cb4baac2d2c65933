# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import json
from datetime import timedelta
from decimal import Decimal

import pytest

from assessments.models.answer import Kind
from assessments.queries.edition import edition_of
from assessments.queries.situation import questions_of, situation_about, situation_page
from tests.factories import CONFORMANCE, make_assessment, make_edition, say, submit


def page_of(assessment, now, key="technology-only"):
    return situation_page(assessment, edition_of(assessment.edition).situation(key), now, sees_views=True)


def test_a_step_is_done_when_its_signs_are_or_the_organization_has_said_so_itself(aozora, mana, now):
    assessment = make_assessment(aozora, mana, now=now)
    say(assessment, mana, Kind.SIGNAL, now=now, technology_only__tools="unknown", community_underrated__names="us")

    assert [(step.number, step.is_answered) for step in page_of(assessment, now).steps] == [(1, False), (2, True)]
    say(assessment, mana, Kind.STANCE, now=now, community_underrated="faced")
    assert [step.is_answered for step in page_of(assessment, now).steps] == [True, True]


def test_what_was_carried_over_is_to_be_confirmed(aozora, mana, now):
    first = make_assessment(aozora, mana, now=now - timedelta(days=90))
    say(first, mana, Kind.SIGNAL, now=now, technology_only__tools="us")
    submit(first, mana, now=now - timedelta(days=80))
    assessment = make_assessment(aozora, mana, now=now)

    page = page_of(assessment, now)

    assert (page.is_carried, page.quarter, page.about.before.faced) == (True, "Q3", "yes")
    assert [step.is_answered for step in page.steps] == [False, False]
    say(assessment, mana, Kind.SIGNAL, now=now, technology_only__tools="us")
    assert not page_of(assessment, now).is_carried


@pytest.mark.parametrize(
    ("signs", "said", "could_be", "faced", "is_open"),
    [
        ({}, 0, 1, "unknown", True),
        ({"names": "us", "surprise": "us"}, Decimal("0.6"), 1, "yes", True),
        ({"names": "us", "surprise": "somewhat", "nobody": "not_us"}, Decimal("0.4"), Decimal("0.4"), "no", False),
    ],
)
def test_how_much_this_is_you_is_the_engines_word(signs, said, could_be, faced, is_open, aozora, mana, now):
    situations = json.loads((CONFORMANCE / "edition.json").read_text())["situations"]
    situations[0]["signals"][1]["weight"] = 2
    situations[0]["signals"][2]["weight"] = 2
    assessment = make_assessment(aozora, mana, make_edition(situations=situations), now=now)
    say(assessment, mana, Kind.SIGNAL, now=now, **{f"community_underrated__{key}": one for key, one in signs.items()})
    situation = edition_of(assessment.edition).situation("community-underrated")

    about = situation_about(assessment, situation, now, sees_views=True)

    assert (about.result.said, about.result.could_be, about.result.faced) == (said, could_be, faced)
    assert (about.is_open, about.is_weighed, about.faced_at) == (is_open, True, Decimal("0.5"))


def test_what_is_asked_is_the_same_with_answers_and_without(aozora, mana, now):
    assessment = make_assessment(aozora, mana, now=now)
    say(assessment, mana, Kind.SIGNAL, now=now, technology_only__tools="us")
    page = page_of(assessment, now)

    bare = questions_of(page.situation)

    assert [one.field for one in bare] == [one.field for one in [*page.signs, page.stance]]
    assert [one.row for one in bare] == [None, None]


def test_it_takes_so_many_queries(aozora, mana, now, django_assert_num_queries):
    submit(make_assessment(aozora, mana, now=now - timedelta(days=90)), mana, now=now - timedelta(days=80))
    assessment = make_assessment(aozora, mana, now=now)

    for count in (1, 3):
        keys = ["names", "surprise", "nobody"][:count]
        say(assessment, mana, Kind.SIGNAL, now=now, **{f"community_underrated__{key}": "us" for key in keys})
        with django_assert_num_queries(4):
            page_of(assessment, now)
