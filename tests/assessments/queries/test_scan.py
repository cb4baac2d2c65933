# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import json
from datetime import timedelta

from assessments.domain.canonical import canonical_json
from assessments.models.answer import Kind
from assessments.queries.scan import scan_page, scan_questions
from tests.factories import built_in_document, make_assessment, make_built_in_edition, make_edition, say, submit


def test_situations_that_the_seed_does_not_name_stand_apart(aozora, mana, now):
    document = json.loads(canonical_json(built_in_document()))
    situations = document["situations"]
    situations[0]["origin"] = "local"
    assessment = make_assessment(aozora, mana, make_edition(**{"renames": {}, **document}), now=now)

    page = scan_page(assessment)

    assert [one.situation.key for one in page.situations] == [one["key"] for one in situations[1:5]]
    assert situations[0]["key"] in {one.situation.key for one in page.further}
    assert len(page.questions) == sum(len(one["signals"]) for one in situations) + 8


def test_practices_stand_with_their_levels(aozora, mana, now):
    page = scan_page(make_assessment(aozora, mana, make_built_in_edition(), now=now))

    assert [one.level.key for one in page.practices].count("management") >= 1
    assert {one.level.key for one in page.practices} == {"management", "ospo", "employee", "business-units"}
    assert (page.minutes, page.is_carried) == (9, False)


def test_what_was_carried_over_is_said(aozora, mana, now, django_assert_num_queries):
    edition = make_built_in_edition()
    first = make_assessment(aozora, mana, edition, now=now - timedelta(days=90))
    say(first, mana, Kind.PRACTICE, now=now, training=2)
    submit(first, mana, now=now - timedelta(days=80))
    assessment = make_assessment(aozora, mana, edition, now=now)

    with django_assert_num_queries(4):
        page = scan_page(assessment)

    assert (page.is_carried, page.quarter) == (True, "Q3")


def test_what_was_posted_is_read_beside_the_answers_so_far(aozora, mana, now, django_assert_num_queries):
    assessment = make_assessment(aozora, mana, make_built_in_edition(), now=now)
    say(assessment, mana, Kind.PRACTICE, now=now, training=2)

    with django_assert_num_queries(1):
        questions = scan_questions(assessment)

    assert [one.field for one in questions] == [one.field for one in scan_page(assessment).questions]
    assert {one.key: one.value for one in questions if one.row} == {"training": "2"}
