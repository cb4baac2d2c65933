# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import date
from typing import Any

import pytest
from django.utils import translation

from assessments.domain.pieces import find
from assessments.queries.studio.preview import (
    PracticePreview,
    Preview,
    RecommendationPreview,
    SituationPreview,
    preview_of,
)
from tests.assessments.domain.cases import conformance

TODAY = date(2026, 11, 22)


@pytest.fixture
def document() -> dict[str, Any]:
    document: dict[str, Any] = conformance("edition.json")
    return document


def previewed(document: dict[str, Any], kind: str, key: str, language: str | None = "en", **changes: Any) -> Preview:
    piece = find(document, kind, key)
    assert piece is not None
    return preview_of(document, kind, {**piece, **changes}, language, on=TODAY)


def test_a_practice_is_shown_among_those_of_its_level(document: dict[str, Any]) -> None:
    page = previewed(document, "practices", "health", question={"en": "How well?"}).page

    assert isinstance(page, PracticePreview)
    assert (page.level.key, page.number, len(page.steps)) == ("ospo", 2, 2)
    assert page.practice.question == {"en": "How well?"}
    assert [option.value for option in page.options] == ["0", "1", "2", "3", "4"]


def test_a_practice_is_shown_as_each_view_is_asked_it(document: dict[str, Any]) -> None:
    anchors = [{"en": f"Mine {number}"} for number in range(5)]
    wording = {"perspective": "employee", "question": {"en": "Do you?"}, "anchors": anchors}

    page = previewed(document, "practices", "health", wordings=[wording]).page

    assert isinstance(page, PracticePreview)
    (worded,) = page.wordings
    assert worded.question.text == {"en": "Do you?"}
    assert [str(option.words) for option in worded.question.options[5:]] == [
        "It doesn’t concern my work",
        "I’m not sure",
    ]


def test_a_situation_is_shown_with_its_signs_and_advice(document: dict[str, Any]) -> None:
    page = previewed(document, "situations", "technology-only").page

    assert isinstance(page, SituationPreview)
    assert [one.question.key for one in page.signs] == ["technology-only/tools"]
    assert len({one.field.auto_id for one in [*page.signs, page.stance]}) == 2
    titles = [one["title"] for one in document["recommendations"] if one.get("situation") == "technology-only"]
    assert page.advice == titles


def test_a_recommendation_is_shown_as_if_it_matched(document: dict[str, Any]) -> None:
    when = {"all": [{"faced": "technology-only"}, {"practice": "charter", "at_most": 1}]}

    page = previewed(document, "recommendations", "genuine-office", when=when).page

    assert isinstance(page, RecommendationPreview)
    assert page.matches
    assert (page.advice.rank, page.advice.result.verdict) == (1, "matched")
    assert [ground.ends_at for ground in page.advice.grounds] == ["under 50%", "2"]
    assert page.advice.ways_out


def test_a_recommendation_that_never_matches_says_so(document: dict[str, Any]) -> None:
    when = {"all": [{"fact": "eu-market"}, {"not": {"fact": "eu-market"}}]}

    page = previewed(document, "recommendations", "genuine-office", when=when).page

    assert isinstance(page, RecommendationPreview)
    assert not page.matches
    assert page.advice.grounds == ()


def test_the_words_are_those_of_the_language_that_was_asked_for(document: dict[str, Any]) -> None:
    name = {"en": "Charter", "ja": "憲章"}
    document["practices"][2]["name"] = name
    when = {"practice": "charter", "at_most": 1}

    page = previewed(document, "recommendations", "genuine-office", "ja", when=when).page

    assert isinstance(page, RecommendationPreview)
    assert "憲章" in page.advice.grounds[0].text
    assert translation.get_language() == "en"


@pytest.mark.parametrize(("asked", "shown"), [("ja", "ja"), ("de", "en"), ("", "en"), (None, "en")])
def test_a_language_that_the_edition_lacks_gives_the_source(
    document: dict[str, Any], asked: str | None, shown: str
) -> None:
    preview = previewed(document, "practices", "health", asked)

    assert preview.language == shown
    assert [(one.code, one.name) for one in preview.languages] == [("en", "English"), ("ja", "日本語")]


def test_what_cannot_be_shown_says_what_is_missing(document: dict[str, Any]) -> None:
    action = {"key": "one-step", "level": "ospo", "title": {}, "effort": "S", "horizon": "month"}
    preview = previewed(document, "recommendations", "genuine-office", title={}, situation="moon", actions=[action])

    assert preview.page is None
    assert preview.lacking == [
        "must have a text in English",
        "must have a text in English",
        "is missing",
        "is missing",
        "is missing",
        "names moon, which is not among the situations",
    ]
