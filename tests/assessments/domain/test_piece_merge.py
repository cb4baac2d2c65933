# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from typing import Any

import pytest

from assessments.domain.piece_merge import joined

BASE: dict[str, Any] = {
    "key": "health",
    "title": {"en": "Look at the health of projects", "ja": "健全性"},
    "practices": ["a", "b"],
    "when": {"faced": "one"},
    "actions": [{"key": "look", "title": {"en": "Look"}}, {"key": "act", "title": {"en": "Act"}}],
}


def test_changes_of_different_fields_are_joined() -> None:
    theirs = {**BASE, "when": {"faced": "two"}, "origin": "seed"}
    mine = {**BASE, "practices": ["a"], "title": {"en": "Look at the health of projects"}}

    assert joined(BASE, theirs, mine) == {**mine, "when": {"faced": "two"}, "origin": "seed"}


def test_words_that_lie_apart_are_joined_within_one_text() -> None:
    theirs = {**BASE, "title": {**BASE["title"], "en": "See the health of projects"}}
    mine = {**BASE, "title": {**BASE["title"], "en": "Look at the health of communities"}}

    both = joined(BASE, theirs, mine)

    assert both is not None and both["title"]["en"] == "See the health of communities"


def test_parts_with_keys_are_joined_where_they_stand_in_the_same_order() -> None:
    theirs = {**BASE, "actions": [{"key": "look", "title": {"en": "See"}}, BASE["actions"][1]]}
    mine = {**BASE, "actions": [BASE["actions"][0], {"key": "act", "title": {"en": "Do"}}]}

    both = joined(BASE, theirs, mine)

    assert both is not None and [one["title"]["en"] for one in both["actions"]] == ["See", "Do"]


@pytest.mark.parametrize(
    ("theirs", "mine"),
    [
        ({"when": {"faced": "two"}}, {"when": {"faced": "three"}}),
        ({"practices": ["a"]}, {"practices": ["b"]}),
        ({"title": {"en": "One"}}, {"title": {"en": "Other"}}),
        ({"actions": BASE["actions"][:1]}, {"actions": BASE["actions"][1:]}),
        ({"title": None}, {"title": {"en": "Mine"}}),
    ],
)
def test_what_both_changed_otherwise_is_not_joined(theirs: Any, mine: Any) -> None:
    assert joined(BASE, {**BASE, **theirs}, {**BASE, **mine}) is None


def test_answers_are_joined_by_their_position() -> None:
    base = {"anchors": [{"en": "No"}, {"en": "Some"}, {"en": "All"}]}
    theirs = {"anchors": [{"en": "Never"}, {"en": "Some"}, {"en": "All"}]}
    mine = {"anchors": [{"en": "No"}, {"en": "Some"}, {"en": "Everything"}]}

    assert joined(base, theirs, mine) == {"anchors": [{"en": "Never"}, {"en": "Some"}, {"en": "Everything"}]}


@pytest.mark.parametrize("name", ["examples", "evidence_examples", "actions"])
def test_parts_without_keys_are_not_joined_since_each_may_stand_elsewhere(name: str) -> None:
    base = {name: [{"who": "A", "did": "a"}, {"who": "B", "did": "b"}]}
    theirs = {name: [{"who": "B", "did": "b"}, {"who": "C", "did": "c"}]}
    mine = {name: [{"who": "A", "did": "a"}, {"who": "B", "did": "more"}]}

    assert joined(base, theirs, mine) is None
