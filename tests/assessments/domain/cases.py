# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Documents for tests of the engine: the conformance cases, and a small edition to put a rule into."""

import copy
import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from assessments.domain.answers import Answers, parse_answers
from assessments.domain.edition import Edition, parse_edition

CONFORMANCE = Path(__file__).parents[2] / "conformance"
CASES = sorted(path.name.removesuffix(".answers.json") for path in CONFORMANCE.glob("[0-9]*.answers.json"))
COMPARED = sorted(path.stem.removeprefix("compare-before-") for path in CONFORMANCE.glob("compare-before-*.json"))
ON = "2026-11-22"


def conformance(name: str) -> Any:
    return json.loads((CONFORMANCE / name).read_text(), parse_float=Decimal)


@cache
def conformance_edition(name: str = "edition.json") -> Edition:
    return parse_edition(conformance(name))


def conformance_answers(case: str) -> Answers:
    return parse_answers(conformance_edition(), conformance(f"{case}.answers.json"))


def changed(document: Any, change: Callable[[Any], object]) -> Any:
    """A copy of a document after a change."""
    copied = copy.deepcopy(document)
    change(copied)
    return copied


def text(words: str) -> dict[str, str]:
    return {"en": words}


def practice(key: str, **fields: Any) -> dict[str, Any]:
    five = [text(f"{key} {number}") for number in range(5)]
    return {"key": key, "level": "ospo", "name": text(key), "question": text(key), "anchors": five, **fields}


def situation(key: str, **fields: Any) -> dict[str, Any]:
    signals = [{"key": "a", "text": text("a")}, {"key": "b", "text": text("b")}]
    return {"key": key, "number": 1, "statement": text(key), "signals": signals, "practices": ["p"], **fields}


def recommendation(key: str, when: Mapping[str, Any], **fields: Any) -> dict[str, Any]:
    return {"key": key, "title": text(key), "advice": text(key), "practices": ["p"], "when": when, **fields}


def action(key: str, **fields: Any) -> dict[str, Any]:
    return {
        "key": key,
        "level": "ospo",
        **{field: text(field) for field in ("title", "first_step", "owner", "measure")},
        **{"effort": "S", "horizon": "month"},
        **fields,
    }


def small_document(**fields: Any) -> dict[str, Any]:
    """Two practices (p may be "na"), a situation of two signals, a routine and a fact."""
    return {
        **{"pack": "small", "edition": "1.0.0", "languages": ["en"], "title": text("Small"), "summary": text("s")},
        **{"licence": "CC0-1.0", "attribution": []},
        "levels": [{"key": "ospo", "name": text("OSPO"), "focus": text("f")}],
        "facts": [{"key": "f", "question": text("f?")}],
        "practices": [practice("p", not_applicable=text("never")), practice("q")],
        "situations": [situation("s")],
        "recommendations": [],
        "routines": [
            {
                **{"key": "r", "kind": "channel", "audience": text("a"), "name": text("r"), "supports": ["p"]},
                "cadences": ["never", "yearly", "monthly"],
            }
        ],
        **fields,
    }


def small_edition(**fields: Any) -> Edition:
    return parse_edition(small_document(**fields))


def answers(edition: Edition, **fields: Any) -> Answers:
    return parse_answers(edition, {"on": ON, **fields})


def agreed(**values: Any) -> dict[str, Any]:
    """Answers to practices on which the organization has settled."""
    return {key: {"agreed": value} for key, value in values.items()}
