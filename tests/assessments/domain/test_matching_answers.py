# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import date
from typing import Any

import pytest

from assessments.domain.matching_answers import matching_answers
from assessments.domain.result import evaluate
from tests.assessments.queries.outcomes import changed_edition
from tests.factories import built_in_document

TODAY = date(2026, 11, 22)
CONTRARY = [{"fact": "eu-market"}, {"not": {"fact": "eu-market"}}]


def matched(when: Any) -> bool:
    """Whether answers are found under which a recommendation with this rule matches, as the engine says."""
    plain = {"key": "one", "title": {"en": "One"}, "advice": {"en": "Do."}, "practices": [], "when": when}
    edition = changed_edition(recommendations=[plain])
    answers = matching_answers(edition, edition.recommendations[0], TODAY)
    return answers is not None and [one.verdict for one in evaluate(edition, answers).recommendations] == ["matched"]


@pytest.mark.parametrize(
    "when",
    [
        {"any": [{"all": CONTRARY}, {"practice": "charter", "at_most": 1}]},
        {"faced": "technology-only"},
        {"not": {"faced": "technology-only"}},
        {"exposure": "technology-only", "at_least": 0.75},
        {"not": {"exposure": "technology-only", "at_least": 0.75}},
        {"practice": "charter", "at_most": 0},
        {"practice": "charter", "at_least": 4},
        {"practice": "charter", "below_target": True},
        {"not": {"practice": "charter", "below_target": True}},
        {"not": {"practice": "publishing", "at_least": 0}},
        {"practice": "publishing", "at_least": 3, "or_na": True},
        {"all": [{"practice": "charter", "at_least": 2}, {"practice": "charter", "at_most": 2}]},
        {"level": "employee", "below": 10},
        {"level": "employee", "at_least": 90},
        {"all": [{"level": "employee", "at_least": 60}, {"practice": "training", "below_target": True}]},
        {"disagreement": "strategy", "at_least": 4},
        {"all": [{"disagreement": "strategy", "at_least": 2}, {"practice": "strategy", "at_least": 3}]},
        {"routine": "training-course", "at_least": "yearly"},
        {"not": {"routine": "training-course", "at_least": "yearly"}},
        {"fact": "eu-market"},
        {"not": {"fact": "eu-market"}},
        {
            "any": [
                {"all": CONTRARY},
                {"practice": "charter", "at_most": 1},
            ]
        },
    ],
)
def test_answers_are_found_to_which_it_matches(when: Any) -> None:
    assert matched(when)


@pytest.mark.parametrize(
    "when",
    [
        {"all": CONTRARY},
        {"all": [{"practice": "charter", "at_most": 1}, {"practice": "charter", "at_least": 2}]},
    ],
)
def test_none_are_found_where_none_can_be(when: Any) -> None:
    assert not matched(when)


def test_every_recommendation_of_the_built_in_pack_can_be_shown() -> None:
    edition = built_in_document()

    assert [one.key for one in edition.recommendations if matching_answers(edition, one, TODAY) is None] == []
