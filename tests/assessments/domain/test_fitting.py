# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from typing import Any

import pytest

from assessments.domain.answers import parse_answers
from assessments.domain.canonical import plain
from assessments.domain.content import Renames
from assessments.domain.fitting import LeftOut, backwards, fitted
from tests.assessments.domain.cases import conformance_answers, conformance_edition

OFFERED = conformance_edition().offered


@pytest.mark.parametrize("case", ["01-complete", "03-consume-only", "14-signals-from-several-views", "09-what-if"])
def test_answers_that_are_all_asked_for_stay_as_they_are(case: str) -> None:
    answers: Any = plain(conformance_answers(case))

    found = fitted(answers, OFFERED, {})

    assert found.left_out == ()
    assert parse_answers(conformance_edition(), found.answers) == conformance_answers(case)


def test_what_is_not_asked_is_left_out_and_named() -> None:
    answers = {
        "on": "2026-11-22",
        "profile": "giant",
        "targets": {"moon": 3, "charter": 2},
        "facts": {"on-mars": True},
        "practices": {"moon": {"agreed": 1}, "charter": {"agreed": 2}},
        "situations": {"technology-only": {"signals": {"tools": {"agreed": "us"}, "stars": {"agreed": "us"}}}},
        "routines": {"monthly-meeting": "weekly", "training-course": "once"},
        "done": ["land"],
    }

    found = fitted(answers, OFFERED, {})

    assert found.answers == {
        "on": "2026-11-22",
        "targets": {"charter": 2},
        "practices": {"charter": {"agreed": 2}},
        "situations": {"technology-only": {"signals": {"tools": {"agreed": "us"}}}},
        "routines": {"training-course": "once"},
    }
    assert found.left_out == (
        LeftOut("practices", "moon"),
        LeftOut("facts", "on-mars"),
        LeftOut("signals", "technology-only/stars"),
        LeftOut("routines", "monthly-meeting"),
        LeftOut("profiles", "giant"),
        LeftOut("actions", "land"),
    )


def test_not_applicable_is_left_out_where_it_is_not_offered() -> None:
    views = [{"perspective": "ospo", "value": "na"}, {"perspective": "ospo", "value": 2}]
    answers = {"practices": {"charter": {"agreed": "na", "responses": views}, "health": {"agreed": "na"}}}

    found = fitted(answers, OFFERED, {})

    assert found.answers == {"practices": {"charter": {"responses": views[1:]}, "health": {"agreed": "na"}}}
    assert found.left_out == (LeftOut("practices", "charter"),)


def test_keys_are_read_as_the_earlier_edition_calls_them() -> None:
    renames = Renames(practices={"charter": "mandate", "old-health": "health"}, profiles={"consumer": "user"})
    called = backwards(renames, OFFERED)

    found = fitted(
        {"profile": "user", "practices": {"mandate": {"agreed": 1}, "health": {"agreed": 2}}}, OFFERED, called
    )

    assert found.answers == {"profile": "consumer", "practices": {"charter": {"agreed": 1}, "health": {"agreed": 2}}}
    assert found.left_out == ()


@pytest.mark.parametrize(
    "answers",
    [
        {"practices": 3, "situations": [], "routines": {"monthly-meeting": ["monthly"]}, "done": "all", "profile": 4},
        {"situations": {"technology-only": 3}, "practices": {"charter": "2"}, "nonsense": 1},
    ],
)
def test_faulty_answers_are_passed_on_or_dropped_without_failing(answers: dict[str, Any]) -> None:
    assert "nonsense" not in fitted(answers, OFFERED, {}).answers
