# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override

from assessments.forms.studio.condition import SUBJECTS, Condition, condition_of, document_of
from assessments.forms.studio.condition_tests import known_tests

SAID = [
    ({"faced": "s"}, Condition("situation:s", "faced"), "is faced", "is not faced"),
    (
        {"exposure": "s", "at_least": Decimal("0.075")},
        Condition("situation:s", "exposure", "7.5"),
        "is you: at least",
        "is you: less than",
    ),
    ({"practice": "p", "at_most": 0}, Condition("practice:p", "at_most-0"), "is at most 0", "is not at most 0"),
    ({"practice": "p", "at_least": 4}, Condition("practice:p", "at_least-4"), "is at least 4", "is not at least 4"),
    (
        {"practice": "p", "at_least": 3, "or_na": True},
        Condition("practice:p", "or_na-3"),
        "is at least 3 or does not apply",
        "is under 3 and applies",
    ),
    (
        {"practice": "p", "below_target": True},
        Condition("practice:p", "below_target"),
        "is below its target",
        "is not below its target",
    ),
    ({"level": "l", "below": 50}, Condition("level:l", "below", "50"), "could be: under", "could be: not under"),
    (
        {"level": "l", "at_least": Decimal("62.5")},
        Condition("level:l", "at_least", "62.5"),
        "said: at least",
        "said: not at least",
    ),
    (
        {"disagreement": "p", "at_least": 2},
        Condition("disagreement:p", "at_least-2"),
        "are at least 2 apart",
        "are less than 2 apart",
    ),
    (
        {"routine": "r", "at_least": "half-yearly"},
        Condition("routine:r", "at_least-half-yearly"),
        "takes place at least half-yearly",
        "takes place less often than half-yearly",
    ),
    ({"fact": "f"}, Condition("fact:f", "holds"), "is yes", "is no"),
]


@pytest.mark.parametrize(("leaf", "condition", "plain", "denied"), SAID, ids=[plain for _, _, plain, _ in SAID])
def test_a_leaf_and_its_denial_are_one_test_each(leaf: Any, condition: Condition, plain: str, denied: str) -> None:
    contrary = Condition(condition.subject, f"not-{condition.test}", condition.number)

    assert condition_of(leaf) == condition
    assert condition_of(leaf, denied=True) == contrary
    assert (document_of(condition), document_of(contrary)) == (leaf, {"not": leaf})
    assert [one.chosen.words for one in (condition, contrary) if one.chosen] == [plain, denied]


@pytest.mark.parametrize("kind", SUBJECTS)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_no_two_tests_of_a_subject_read_the_same(kind: str, language: str) -> None:
    with override(language):
        tests = known_tests(kind)

        assert len({test.words for test in tests}) == len({test.code for test in tests}) == len(tests) > 1


def test_no_test_asks_for_what_is_always_so_unless_it_stands_there() -> None:
    unusual = {test.code for kind in SUBJECTS for test in known_tests(kind) if not test.is_usual}

    assert {"at_most-4", "at_least-0", "or_na-0", "at_least-never", "not-at_least-never"} <= unusual
    assert known_tests("") == known_tests("other") == ()


@pytest.mark.parametrize("number", [Decimal("50.0"), 50, Decimal("5E+1")])
def test_a_whole_number_is_written_without_a_point(number: Any) -> None:
    condition = condition_of({"level": "l", "below": number})

    assert condition.number == "50"
    assert str(document_of(condition)) == "{'level': 'l', 'below': 50}"


def test_a_leaf_that_cannot_be_read_is_kept_as_it_was_written() -> None:
    condition = condition_of({"practice": "p", "at_most": Decimal("7.50")})

    assert condition == Condition('other:{"at_most":7.5,"practice":"p"}')
    assert document_of(condition) == {"practice": "p", "at_most": Decimal("7.5")}
    assert document_of(Condition("other:" + "[" * 10_001)) is None
