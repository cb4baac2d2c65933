# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from decimal import Decimal

import pytest

from assessments.domain.comparison import compare
from assessments.domain.group import Counts, add, disagreements_in, share_of, unit_result
from assessments.domain.result import evaluate
from tests.assessments.domain.cases import CASES, conformance_answers, conformance_edition

EDITION = conformance_edition()
COMPLETE, STRATEGIC = conformance_answers("01-complete"), conformance_answers("12-strategic")


def unit(answers=COMPLETE, before=None, edition="e"):
    comparison = compare(EDITION, before, EDITION, answers) if before else None
    return unit_result(edition, evaluate(EDITION, answers), comparison, {"period": "2026-Q3"})


@pytest.mark.parametrize("case", CASES)
def test_a_unit_is_its_result_in_plain_numbers(case):
    answers = conformance_answers(case)
    result, found = evaluate(EDITION, answers), unit(answers)

    assert (found.at_target, found.applicable, found.stage) == (result.at_target, result.applicable, result.stage or "")
    for level in result.levels:
        kept = found.levels[level.key]
        assert (kept["said"], kept["at_target"]) == (
            None if level.said is None else float(level.said),
            level.at_target,
        )
    for practice in result.practices:
        assert found.practices[practice.key] == [practice.value, practice.target, practice.spread]
    assert found.gap == max(one.spread for one in result.practices)
    assert found.situations == {one.key: one.faced for one in result.situations}
    matched = [one for one in result.recommendations if one.verdict == "matched"]
    assert found.advice == [[one.key, float(one.priority)] for one in matched]
    assert (found.change, found.moved) == (None, {})
    differing = tuple(one.key for one in result.practices if one.disagreement)
    assert found.disagreements == disagreements_in(found.practices, EDITION.settings.disagreement_at) == differing


def test_what_moved_is_the_comparison():
    found, comparison = unit(STRATEGIC, COMPLETE), compare(EDITION, COMPLETE, EDITION, STRATEGIC)

    assert found.change == comparison.at_target.after - comparison.at_target.before
    assert found.moved["since"] == {"period": "2026-Q3"}
    assert set(found.moved["at_target"]) == {"from", "to", "to_with_old_targets"}
    for level in comparison.levels:
        if level.change is not None:
            assert found.moved["levels"][level.key]["change"] == float(level.change)
            assert found.moved["levels"][level.key]["voices"] == float(level.voices)
    assert found.moved["situations"]["gone"] == list(comparison.situations.gone)
    assert found.moved["recommendations"]["new"] == list(comparison.recommendations.new)


def test_the_share_has_four_places():
    assert [share_of(2, 3), share_of(0, 4), share_of(0, 0)] == [Decimal("0.6667"), Decimal("0.0000"), None]


def test_units_are_counted_in_and_out_again():
    counts, first, second = Counts(), unit(), unit(STRATEGIC, COMPLETE, "other")

    add(counts, first, 1)
    add(counts, second, 1)

    assert counts.units == 2
    assert counts.at_target == first.at_target + second.at_target
    assert counts.editions.keys() == {"e", "other"}
    assert counts.moves["first"] == 1
    for key, level in counts.levels.items():
        assert sum(level.values()) == 2, key
    faced = sum(value == "yes" for value in first.situations.values())
    assert sum(yes for yes, _unknown in counts.editions["e"]["situations"].values()) == faced
    assert {key: cell[0] for key, cell in counts.editions["e"]["advice"].items()} == {key: 1 for key, _ in first.advice}

    add(counts, first, -1)
    alone = Counts()
    add(alone, second, 1)
    assert counts == alone
    add(counts, second, -1)
    assert counts == Counts()
