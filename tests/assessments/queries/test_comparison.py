# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import json
from decimal import Decimal
from pathlib import Path

import pytest

from assessments.domain.answers import parse_answers
from assessments.domain.comparison import compare
from assessments.domain.edition import parse_edition
from assessments.domain.result import evaluate
from assessments.models import Assessment
from assessments.queries.comparison import compared
from assessments.queries.result import Outcome
from tests.factories import CONFORMANCE

CASES = sorted(path.name.removeprefix("compare-before-") for path in CONFORMANCE.glob("compare-before-*.json"))


def outcome(edition: str, answers: str) -> Outcome:
    document = parse_edition(_read(CONFORMANCE / edition))
    said = parse_answers(document, _read(CONFORMANCE / answers))
    return Outcome(Assessment(), document, said, evaluate(document, said))


def _read(path: Path) -> object:
    return json.loads(path.read_text(), parse_float=Decimal)


def before() -> Outcome:
    return outcome("edition-before.json", "before.answers.json")


def after(case: str) -> Outcome:
    return outcome("edition.json", case.replace(".json", ".answers.json"))


@pytest.mark.parametrize("case", CASES)
def test_parts_and_rounding_add_up_to_the_change(case: str) -> None:
    found = compared(before(), after(case))

    for level in found.levels:
        if level.change is None:
            assert [part.points for part in level.parts] == [None] * 5
            assert level.rounding == 0
        else:
            assert sum(part.points or 0 for part in level.parts) + level.rounding == level.change
    assert found.has_rounding == any(level.rounding for level in found.levels)


@pytest.mark.parametrize("case", CASES)
def test_only_one_part_is_called_progress(case: str) -> None:
    found = compared(before(), after(case))

    for level in found.levels:
        assert [part.name for part in level.parts if part.is_progress] == ["progress"]
        assert [part.name for part in level.parts] == found.part_names


@pytest.mark.parametrize("case", CASES)
def test_it_says_what_the_engine_says(case: str) -> None:
    a, b = before(), after(case)
    engine = compare(a.edition, a.answers, b.edition, b.answers)

    found = compared(a, b)

    assert [(one.key, one.before, one.after) for one in found.answers] == [
        (one.key, one.before, one.after) for one in engine.practices
    ]
    assert {what: tuple(one.key for one in named) for what, named in found.recommendations.items()} == (
        engine.recommendations.model_dump()
    )
    assert {what: tuple(one.key for one in named) for what, named in found.situations.items()} == (
        engine.situations.model_dump()
    )
    assert found.has_new_edition


def test_nothing_has_changed_between_the_same() -> None:
    found = compared(before(), before())

    assert (found.story.rose, found.story.fell, found.story.by_progress, found.story.every_rose) == ("", "", "", False)
    assert found.answers == []
    assert not found.has_new_edition
    assert [name for name, named in found.recommendations.items() if named] in ([], ["kept"])
