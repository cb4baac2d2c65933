# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import json
from typing import Any

import pytest

from assessments.domain.edition import parse_edition
from assessments.domain.faults import EditionFaults
from assessments.forms.studio.rule import rule_draft, rule_from_post
from tests.assessments.domain.cases import recommendation, small_document
from tests.assessments.forms.studio.posting import posted_again

FACED, FACT = {"faced": "s"}, {"fact": "f"}
DEEP = "This nests deeper than 6, where each “not” counts, too. Move it up, or take a group apart."


def errors(rule: object) -> dict[str, str]:
    return dict(rule_draft(rule, "when", small_document()).errors)


def errors_of_posted(subject: str = "", test: str = "", number: str = "") -> list[str]:
    data = {"when.subject": subject, "when.test": test, "when.number": number}
    return list(rule_from_post(data, "when", small_document()).errors.values())


@pytest.mark.parametrize(
    ("posted", "words"),
    [
        (("", ""), "Choose what this condition is about."),
        (("practice:x", "at_most-1"), "Practice “x” is not in this edition. Choose another, or remove this condition."),
        (("disagreement:x", ""), "Practice “x” is not in this edition. Choose another, or remove this condition."),
        (("practice:p", ""), "Choose what must hold."),
        (("practice:p", "faced"), "Choose what must hold."),
        (("practice:p", "at_most-5"), "Choose what must hold."),
        (("level:ospo", "below", ""), "Enter a number from 0 to 100, with at most 4 decimals."),
        (("level:ospo", "not-at_least", "100.5"), "Enter a number from 0 to 100, with at most 4 decimals."),
        (("level:ospo", "below", "-1"), "Enter a number from 0 to 100, with at most 4 decimals."),
        (("level:ospo", "below", "12,5"), "Enter a number from 0 to 100, with at most 4 decimals."),
        (("situation:s", "exposure", "33.333"), "Enter a number from 0 to 100, with at most 2 decimals."),
        (("situation:s", "exposure", "much"), "Enter a number from 0 to 100, with at most 2 decimals."),
    ],
)
def test_a_condition_says_what_is_to_be_mended(posted: tuple[str, ...], words: str) -> None:
    assert errors_of_posted(*posted) == [words]


@pytest.mark.parametrize("number", ["0", "100", "62.5", " 62.50 % ", "６２．５", "100.0"])
def test_numbers_are_read_as_people_type_them(number: str) -> None:
    assert errors_of_posted("level:ospo", "below", number) == []


def test_a_group_says_what_is_to_be_mended() -> None:
    two = {"when.word": "not", "when.0.subject": "fact:f", "when.0.test": "holds", "when.1.word": "any"}

    assert rule_from_post(two, "when", small_document()).errors == {
        "when": "Only one part can be denied here. Choose “None of these holds”, or “Not all of these hold”.",
        "when.1": "Add a condition, or remove this group.",
    }


def test_a_condition_that_names_what_was_deleted_keeps_its_rule() -> None:
    draft = rule_draft({"all": [FACED, {"fact": "deleted"}]}, "when", small_document())

    assert draft.errors == {
        "when.1": "Fact “deleted” is not in this edition. Choose another, or remove this condition."
    }
    assert draft.rule == {"all": [FACED, {"fact": "deleted"}]}


def nested(rule: Any, times: int, word: str = "all") -> Any:
    for _ in range(times):
        rule = {word: [rule]}
    return rule


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        (nested(FACT, 6), {}),
        (nested(FACT, 7), {"when.0.0.0.0.0.0": DEEP}),
        (nested(FACT, 9), {"when.0.0.0.0.0.0": DEEP}),
        (nested({"not": FACT}, 5), {}),
        (nested({"not": FACT}, 6), {"when.0.0.0.0.0.0": DEEP}),
        (nested({"not": {"any": [FACT]}}, 4), {}),
        (nested({"not": {"any": [FACT]}}, 5), {"when.0.0.0.0.0": DEEP}),
        ({"any": [FACT] * 40}, {}),
        ({"any": [FACT] * 42}, {"when.40": "A rule has at most 40 conditions. Remove this one, or another."}),
        ({"all": [{"any": [FACED, FACT]}] * 10}, {}),
        (
            {"all": [{"any": [FACED, FACT]}] * 11},
            {"when": "This rule can hold, or fail, in more than 1,024 ways. Remove conditions, or use fewer groups."},
        ),
        (
            {"any": [{"all": [FACED, FACT]}] * 11},
            {"when": "This rule can hold, or fail, in more than 1,024 ways. Remove conditions, or use fewer groups."},
        ),
    ],
)
def test_limits_are_those_of_editions_and_nothing_is_lost(rule: Any, found: dict[str, str]) -> None:
    assert errors(rule) == found
    assert refused(rule) == bool(found)
    assert posted_again(rule_draft(rule, "when", small_document())).rule == rule


def refused(rule: Any) -> bool:
    """Whether an edition with this rule is."""
    try:
        parse_edition(small_document(recommendations=[recommendation("x", rule)]))
    except EditionFaults:
        return True
    return False


def test_a_condition_that_bears_a_rule_of_its_own_is_no_way_around_the_limits() -> None:
    hidden = json.dumps({"any": [FACT] * 41})
    draft = rule_from_post({"when.subject": f"other:{hidden}"}, "when", small_document())

    assert list(draft.errors.values()) == ["This condition cannot be read. Choose what it is about, or remove it."]


def test_without_a_rule_there_is_nothing_to_mend() -> None:
    assert errors(None) == {}
