# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from assessments.models.answer import Kind
from assessments.queries.target import targets_page
from tests.factories import make_assessment, say


def words_of(page):
    return {
        practice.key: str(question.options[0].words) for level in page.levels for practice, question in level.practices
    }


def test_each_target_says_what_the_profile_would_have(aozora, mana, now):
    assessment = make_assessment(aozora, mana, now=now, profile="consumer", targets={"strategy": 4})

    page = targets_page(assessment, now)

    assert words_of(page)["strategy"] == "As the profile: 2"
    assert words_of(page)["publishing"] == "As the profile: 0"
    assert words_of(page)["charter"] == "As the profile: 3"
    assert {question.key: question.value for question in page.questions if question.value} == {"strategy": "4"}


def test_all_is_there_in_the_editions_order_and_in_one_query(aozora, mana, now, django_assert_num_queries):
    assessment = make_assessment(aozora, mana, now=now)
    say(assessment, mana, Kind.FACT, now=now, eu_market="unknown")

    with django_assert_num_queries(1):
        page = targets_page(assessment, now)

    assert [level.level.key for level in page.levels] == ["management", "ospo", "employee", "business-units"]
    assert [(question.kind, question.key) for question in page.questions][:2] == [
        (Kind.FACT, "eu-market"),
        (Kind.TARGET, "strategy"),
    ]
    assert [(question.key, question.value) for question in page.facts] == [("eu-market", "unknown")]
