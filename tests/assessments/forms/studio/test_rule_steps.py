# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.forms.studio.condition import Condition
from assessments.forms.studio.rule import RuleDraft
from assessments.forms.studio.rule_steps import Stepped, stepped
from assessments.forms.studio.rule_tree import Group, Node, Way, part_at, walked
from tests.assessments.domain.cases import small_document
from tests.assessments.forms.studio.posting import posted_again

A, B, C, D = (Condition(f"fact:{key}", "holds") for key in "abcd")
NEW = Condition()


def every(*parts: Node) -> Group:
    return Group("all", parts)


def some(*parts: Node) -> Group:
    return Group("any", parts)


@pytest.mark.parametrize(
    ("before", "step", "way", "after", "goes_on"),
    [
        (None, "add", (), every(NEW), ((0,), "subject")),
        (None, "group", (), every(some(NEW)), ((0, 0), "subject")),
        (A, "add", (), every(A, NEW), ((1,), "subject")),
        (A, "group", (), every(A, some(NEW)), ((1, 0), "subject")),
        (every(A), "add", (), every(A, NEW), ((1,), "subject")),
        (every(A, some(B)), "add", (1,), every(A, some(B, NEW)), ((1, 1), "subject")),
        (every(A), "group", (), every(A, some(NEW)), ((1, 0), "subject")),
        (every(A, some(B)), "group", (1,), every(A, some(B, every(NEW))), ((1, 1, 0), "subject")),
        (every(A, B), "remove", (0,), every(B), ((0,), "subject")),
        (every(A, B), "remove", (1,), every(A), ((0,), "subject")),
        (every(A, some(B)), "remove", (0,), every(some(B)), ((0,), "word")),
        (every(A, some(B)), "remove", (1, 0), every(A), ((0,), "subject")),
        (every(some(B)), "remove", (0, 0), None, ((), "add")),
        (every(A), "remove", (), None, ((), "add")),
        (every(A, B), "down", (0,), every(B, A), ((1,), "down")),
        (every(A, B), "up", (1,), every(B, A), ((0,), "up")),
        (every(A, some(B)), "down", (0,), every(some(A, B)), ((0, 0), "down")),
        (every(some(A), B), "up", (1,), every(some(A, B)), ((0, 1), "up")),
        (every(A, some(B, C)), "up", (1, 0), every(A, B, some(C)), ((1,), "up")),
        (every(some(B, C), A), "down", (0, 1), every(some(B), C, A), ((1,), "down")),
        (every(some(B), A), "down", (0, 0), every(B, A), ((0,), "down")),
        (every(A, some(B)), "up", (1, 0), every(A, B), ((1,), "up")),
        (every(some(A), some(B)), "down", (0,), every(some(B), some(A)), ((1,), "down")),
        (every(Group("not", (A,)), B), "up", (1,), every(B, Group("not", (A,))), ((0,), "up")),
        (every(A, some(B, C), D), "unwrap", (1,), every(A, B, C, D), ((1,), "subject")),
        (every(A, B), "wrap", (), some(every(A, B)), ((), "word")),
        (every(A, B), "wrap", (1,), every(A, some(B)), ((1,), "word")),
    ],
)
def test_a_step_changes_the_tree(
    before: Node | None, step: str, way: Way, after: Node | None, goes_on: tuple[Way, str]
) -> None:
    assert stepped(before, step, way) == Stepped(after, *goes_on)


@pytest.mark.parametrize(
    ("before", "step", "way"),
    [
        (None, "remove", ()),
        (A, "up", ()),
        (every(A), "unwrap", ()),
        (every(A), "unwrap", (0,)),
        (every(A, B), "up", (0,)),
        (every(A, B), "down", (1,)),
        (every(A), "remove", (1,)),
        (every(A), "add", (0, 0)),
        (every(A), "update", (0,)),
    ],
)
def test_a_step_that_leads_nowhere_changes_nothing(before: Node | None, step: str, way: Way) -> None:
    assert stepped(before, step, way) == Stepped(before)


NAMES = st.sampled_from(["add", "group", "remove", "up", "down", "wrap", "unwrap"])
STEPS = st.lists(st.tuples(NAMES, st.integers(0, 40)), max_size=12)


@settings(deadline=None)
@given(STEPS)
def test_whatever_is_pressed_the_form_still_shows_what_is_there(steps: list[tuple[str, int]]) -> None:
    root: Node | None = every(A, some(B, C), D)
    for step, place in steps:
        ways = [way for way, _ in walked(root)] if root else [()]
        before = sorted(_conditions(root))
        root, way, control = stepped(root, step, ways[place % len(ways)])

        assert not control or control == "add" or part_at(root, way) is not None
        assert step not in ("up", "down", "wrap", "unwrap") or sorted(_conditions(root)) == before

    assert posted_again(RuleDraft("when", root, small_document())).root == root


def _conditions(root: Node | None) -> list[str]:
    return [node.subject for _, node in walked(root) if isinstance(node, Condition)] if root else []
