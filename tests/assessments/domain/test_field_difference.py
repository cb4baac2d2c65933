# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from decimal import Decimal
from typing import Any

import pytest

from assessments.domain.field_difference import FieldChange, field_changes, is_same


def changes(before: Any, after: Any, **names: Any) -> list[tuple[str, Any, Any]]:
    return [(one.path, one.before, one.after) for one in field_changes(before, after, **names)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": "x"}, {"a": "y"}, [("a", "x", "y")]),
        ({"t": {"en": "x", "ja": "X"}}, {"t": {"en": "y", "ja": "X"}}, [("t.en", "x", "y")]),
        ({}, {"t": {"en": "x", "ja": "X"}}, [("t.en", None, "x"), ("t.ja", None, "X")]),
        ({"t": {"en": "x"}}, {}, [("t.en", "x", None)]),
        ({"l": [{"en": "x"}]}, {"l": [{"en": "x"}, {"en": "y"}]}, [("l[1].en", None, "y")]),
        ({"l": [{"en": "x"}, {"en": "y"}]}, {"l": [{"en": "y"}]}, [("l[0].en", "x", "y"), ("l[1].en", "y", None)]),
        ({"k": ["a", "b"]}, {"k": ["b"]}, [("k", ["a", "b"], ["b"])]),
        ({"when": {"fact": "a"}}, {"when": {"fact": "b"}}, [("when", {"fact": "a"}, {"fact": "b"})]),
        ({"x": {"en": "text"}}, {"x": "text"}, [("x", {"en": "text"}, "text")]),
        ({"x": [{"en": "text"}]}, {"x": ["text"]}, [("x", [{"en": "text"}], ["text"])]),
        ({"b": 1, "a": 1}, {"a": 2, "b": 2}, [("a", 1, 2), ("b", 1, 2)]),
    ],
)
def test_fields_are_told_one_by_one(before: Any, after: Any, expected: list[tuple[str, Any, Any]]) -> None:
    assert changes(before, after) == expected


def test_parts_are_matched_by_what_they_are_called() -> None:
    one, two, other = ({"perspective": who, "question": {"en": who}} for who in ("ospo", "management", "employee"))

    assert changes({"wordings": [one, two]}, {"wordings": [other, two]}) == [
        ("wordings.employee", None, other),
        ("wordings.ospo", one, None),
    ]
    assert changes({"wordings": [one]}, {"wordings": [one | {"question": {"en": "?"}}]}) == [
        ("wordings.ospo.question.en", "ospo", "?")
    ]
    assert changes({"wordings": [one, two]}, {"wordings": [two, one]}) == [
        ("wordings", ["ospo", "management"], ["management", "ospo"])
    ]
    assert changes({}, {"wordings": [one]}) == [("wordings.ospo", None, one)]


@pytest.mark.parametrize("faulty", [[{"key": "a"}, {"key": "a"}], [{"text": {"en": "x"}}], [{"key": 3}]])
def test_parts_without_a_name_of_their_own_are_matched_by_position(faulty: Any) -> None:
    after = [*faulty[:-1], faulty[-1] | {"text": {"en": "y"}}]

    ((path, _before, after_text),) = changes({"signals": faulty}, {"signals": after})

    assert (path, after_text) == (f"signals[{len(faulty) - 1}].text.en", "y")


def test_an_action_with_a_new_name_is_matched_by_it_unless_both_are_there() -> None:
    write, draft = {"key": "write", "effort": "S"}, {"key": "draft", "effort": "S"}

    assert changes({"actions": [write]}, {"actions": [draft]}, part_names={"write": "draft"}) == [
        ("actions.draft.key", "write", "draft")
    ]
    assert changes({"actions": [write]}, {"actions": [write, draft]}, part_names={"write": "draft"}) == [
        ("actions.draft", None, draft)
    ]
    assert list(field_changes({"signals": [write]}, {"signals": [draft]}, part_names={"write": "draft"})) == [
        FieldChange("signals.draft", None, draft),
        FieldChange("signals.write", write, None),
    ]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (1, Decimal("1.0"), True),
        (0.1, Decimal("0.1"), True),
        (1, 2, False),
        (1, True, False),
        (1, "1", False),
        (None, [], True),
        (None, {}, True),
        (None, "", False),
        ({"a": None}, {}, True),
        ([1, [2.0]], [1.0, [2]], True),
        ([1], [1, 2], False),
        ({"a": 1}, [1], False),
    ],
)
def test_what_says_the_same(one: Any, other: Any, same: bool) -> None:
    assert is_same(one, other) is same
    assert is_same(other, one) is same
