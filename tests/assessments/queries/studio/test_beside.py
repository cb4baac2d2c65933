# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from typing import Any

import pytest

from accounts.models import User
from assessments.domain.pieces import keys_of, rename
from assessments.queries.draft import document_of
from assessments.queries.studio.beside import Beside, beside
from assessments.queries.studio.trial import bench_of, trial_of
from tests.assessments.domain.cases import conformance
from tests.factories import make_draft

ANSWERS: dict[str, Any] = {
    "on": "2026-11-22",
    "practices": {"charter": {"agreed": 1}, "sponsor": {"agreed": 1}},
    "situations": {"technology-only": {"signals": {"tools": {"agreed": "us"}}}},
}


@pytest.fixture
def document() -> dict[str, Any]:
    document: dict[str, Any] = conformance("edition.json")
    return document


def compared(carol: User, **changes: Any) -> Beside:
    draft = make_draft(carol, **changes)
    bench = bench_of(draft, document_of(draft))
    return beside(trial_of(bench, ANSWERS), bench.called)


def test_the_same_edition_comes_to_the_same(carol: User) -> None:
    found = compared(carol)

    assert found.differences == 0
    assert found.has_base
    assert {pair.draft == pair.base for pair in found.levels} == {True}


def test_what_newly_matches_and_no_longer_does_is_said_in_words(carol: User, document: dict[str, Any]) -> None:
    recommendations = document["recommendations"]
    recommendations[0]["when"] = {"practice": "charter", "at_most": 1}
    recommendations[1]["when"] = {"practice": "charter", "at_most": 0}
    added = {
        **recommendations[4],
        "key": "added",
        "title": {"en": "Added"},
        "when": {"practice": "charter", "at_most": 1},
    }

    found = compared(carol, recommendations=[*recommendations, {**added, "actions": []}])

    said = {pair.key: (pair.difference, pair.draft, pair.base) for pair in found.advice}
    assert said["engage-community"][0] == "Newly matches"
    assert said["genuine-office"][:2] == ("No longer matches", "Doesn’t match")
    assert said["added"][0] == "Newly matches"
    assert said["added"][2] == "Not in this edition"


def test_the_reasons_differ_though_both_match(carol: User, document: dict[str, Any]) -> None:
    recommendations = document["recommendations"]
    recommendations[1]["when"] = {"practice": "charter", "at_most": 2}

    found = compared(carol, recommendations=recommendations)

    pair = next(pair for pair in found.advice if pair.key == "genuine-office")
    assert pair.difference == "Differs"
    assert pair.draft_advice is not None and pair.base_advice is not None
    assert pair.draft_advice.grounds[0].ends_at == "3"


def test_situations_and_levels_that_are_gone_stand_last(carol: User, document: dict[str, Any]) -> None:
    for recommendation in document["recommendations"]:
        recommendation.pop("situation", None)
        recommendation["when"] = {"fact": "eu-market"}
    gone = "community-underrated"
    situations = [one for one in document["situations"] if one["key"] != gone]

    found = compared(carol, situations=situations, recommendations=document["recommendations"])

    pair = next(pair for pair in [*found.situations, *found.quiet_situations] if pair.key == gone)
    assert (pair.draft, pair.difference) == ("Not in this edition", "Differs")
    assert pair in found.situations


def test_what_does_not_differ_and_is_not_faced_is_quiet(carol: User, document: dict[str, Any]) -> None:
    found = compared(carol)

    assert [pair.key for pair in found.situations] == ["community-underrated", "technology-only"]  # one is unknown
    assert found.situations[1].draft == "You face it, 100%"
    told = {pair.key for pair in found.advice}
    assert told | {pair.key for pair in found.quiet_advice} == {one["key"] for one in document["recommendations"]}
    assert not told & {pair.key for pair in found.quiet_advice}


def test_the_stage_and_what_it_lacks_are_compared(carol: User, document: dict[str, Any]) -> None:
    stages = document["stages"]
    stages[1]["reached_when"] = {"practice": "charter", "at_least": 1}

    found = compared(carol, stages=stages)

    assert found.stage.difference == "Differs"
    assert found.stage.draft != found.stage.base
    assert any(step.lacking for step in found.base_journey)


def test_without_a_base_nothing_differs(carol: User) -> None:
    draft = make_draft(carol)
    draft.based_on = None
    bench = bench_of(draft, document_of(draft))

    found = beside(trial_of(bench, ANSWERS), bench.called)

    assert (found.has_base, found.differences, found.base_journey) == (False, 0, [])
    assert {pair.base for pair in [*found.levels, *found.advice]} == {""}


def test_a_new_key_is_no_difference(carol: User) -> None:
    draft = make_draft(carol)
    document = document_of(draft)
    for kind, old, new in [
        ("practices", "strategy", "plan"),
        ("situations", "technology-only", "tools-only"),
        ("recommendations", "talk-it-through", "talk"),
        ("actions", "write-charter", "write-mandate"),
    ]:
        document = rename(document, kind, old, new, earlier=keys_of(document, kind))
    bench = bench_of(draft, document)
    answers = {
        "on": "2026-11-22",
        "practices": {"plan": {"agreed": 1}, "sponsor": {"agreed": 1}},
        "situations": {"tools-only": {"signals": {"tools": {"agreed": "us"}}}},
    }

    found = beside(trial_of(bench, answers), bench.called)

    assert found.differences == 0
    assert "talk" in [pair.key for pair in (*found.advice, *found.quiet_advice)]
    assert [pair.base for pair in found.advice] == [pair.draft for pair in found.advice]
