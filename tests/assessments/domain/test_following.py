# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import copy
from typing import Any

import pytest

from assessments.domain.following import following

NAMES = {
    "practices": {"charter": "mandate"},
    "situations": {"alone": "lonely"},
    "routines": {"meeting": "circle"},
    "facts": {"eu": "europe"},
    "profiles": {"user": "consumer"},
    "actions": {"write": "draft"},
}


def document() -> dict[str, Any]:
    rule = {
        "all": [
            {"faced": "alone"},
            {"any": [{"practice": "charter", "below_target": True}, {"disagreement": "charter", "at_least": 2}]},
            {"not": {"exposure": "alone", "at_least": 0.5}},
            {"routine": "meeting", "at_least": "monthly"},
            {"fact": "eu"},
        ]
    }
    answers = {
        "on": "2026-11-22",
        "profile": "user",
        "targets": {"charter": 2},
        "facts": {"eu": True},
        "practices": {"charter": {"agreed": 1}},
        "situations": {"alone": {"signals": {"charter": {"agreed": "us"}}}},
        "routines": {"meeting": "monthly"},
        "done": ["write"],
    }
    action = {"key": "write", "title": {"en": "charter"}, "raises": {"charter": 3}, "sets": {"meeting": "monthly"}}
    return {
        "practices": [{"key": "charter", "name": {"en": "charter"}, "sources": ["charter"]}],
        "situations": [{"key": "alone", "practices": ["charter", "other"]}],
        "recommendations": [
            {"key": "office", "situation": "alone", "practices": ["charter"], "when": rule, "actions": [action]}
        ],
        "routines": [{"key": "meeting", "supports": ["charter"]}],
        "stages": [{"key": "first", "reached_when": {"practice": "charter", "at_least": 3}}],
        "profiles": [{"key": "user", "targets": {"charter": 2}, "not_applicable": ["charter"]}],
        "samples": [{"key": "one", "answers": answers}],
    }


def test_every_reference_follows_and_nothing_else() -> None:
    found: Any = following(document(), NAMES)

    assert found["practices"] == document()["practices"]
    assert found["situations"] == [{"key": "alone", "practices": ["mandate", "other"]}]
    (advice,) = found["recommendations"]
    assert (advice["situation"], advice["practices"]) == ("lonely", ["mandate"])
    assert advice["when"] == {
        "all": [
            {"faced": "lonely"},
            {"any": [{"practice": "mandate", "below_target": True}, {"disagreement": "mandate", "at_least": 2}]},
            {"not": {"exposure": "lonely", "at_least": 0.5}},
            {"routine": "circle", "at_least": "monthly"},
            {"fact": "europe"},
        ]
    }
    assert advice["actions"] == [
        {"key": "write", "title": {"en": "charter"}, "raises": {"mandate": 3}, "sets": {"circle": "monthly"}}
    ]
    assert found["routines"] == [{"key": "meeting", "supports": ["mandate"]}]
    assert found["stages"] == [{"key": "first", "reached_when": {"practice": "mandate", "at_least": 3}}]
    assert found["profiles"] == [{"key": "user", "targets": {"mandate": 2}, "not_applicable": ["mandate"]}]
    assert found["samples"][0]["answers"] == {
        "on": "2026-11-22",
        "profile": "consumer",
        "targets": {"mandate": 2},
        "facts": {"europe": True},
        "practices": {"mandate": {"agreed": 1}},
        "situations": {"lonely": {"signals": {"charter": {"agreed": "us"}}}},
        "routines": {"circle": "monthly"},
        "done": ["draft"],
    }


def test_the_document_itself_stays_as_it_is() -> None:
    before = document()
    kept = copy.deepcopy(before)

    following(before, NAMES)

    assert before == kept
    assert following(before, {"practices": {}}) is before


@pytest.mark.parametrize(
    "faulty",
    [
        None,
        "text",
        {"recommendations": "none", "stages": [3]},
        {"recommendations": [{"when": ["charter", 3], "practices": "charter", "actions": [None]}]},
    ],
)
def test_what_is_faulty_stays(faulty: Any) -> None:
    assert following(faulty, {"facts": {"eu": "europe"}}) == faulty
