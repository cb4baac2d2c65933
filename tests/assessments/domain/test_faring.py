# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""How advice fared, and that the counts which are shown say nothing of fewer than five organizations.

`worlds` lists all numbers that could stand behind what is shown, from what everybody knows: which counts are parts of
which. A group is disclosed where in all of them it has some organizations, and fewer than five.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.domain.faring import Act, Fared, fared, rounded_down

DAY = datetime(2026, 11, 16, tzinfo=UTC)
Group = Callable[[Fared], int]

# Whatever the counts let one name: each itself, what one has more than another, what is left of a whole, sums of parts.
GROUPS: dict[str, Group] = {
    "took it up": lambda one: one.taken_up,
    "did an action": lambda one: one.done,
    "took it up, did nothing": lambda one: one.taken_up - one.done,
    "said yes": lambda one: one.yes,
    "said in part": lambda one: one.partly,
    "said no": lambda one: one.no,
    "said yes or in part": lambda one: one.yes + one.partly,
    "said anything": lambda one: one.yes + one.partly + one.no,
    "did, and did not say yes": lambda one: one.done - one.yes,
    "did, and said neither yes nor in part": lambda one: one.done - one.yes - one.partly,
    "did, and said nothing": lambda one: one.done - one.yes - one.partly - one.no,
    "took it up, and said nothing": lambda one: one.taken_up - one.yes - one.partly - one.no,
}


def worlds(shown: Fared, hidden: Callable[[int], range]) -> Iterator[Fared]:
    """All numbers behind what is shown; `hidden` gives those that one shown count may stand for."""
    counts = (shown.taken_up, shown.done, shown.yes, shown.partly, shown.no)
    for taken_up, done, yes, partly, no in product(*map(hidden, counts)):
        if yes + partly + no <= done <= taken_up:
            yield Fared(taken_up, done, yes, partly, no)


def in_fives(shown: int) -> range:
    return range(shown, shown + 5)


def disclosed(possible: list[Fared]) -> list[str]:
    """The groups of which it is certain that they have some organizations, and fewer than five."""
    return [name for name, size in GROUPS.items() if all(0 < size(world) < 5 for world in possible)]


@st.composite
def true_counts(draw: st.DrawFn) -> Fared:
    yes, partly, no, silent, idle = (draw(st.integers(0, 14)) for _part in range(5))
    less, expected, more = (draw(st.integers(0, 4)) for _part in range(3))
    done = yes + partly + no + silent + less + expected + more
    return Fared(done + idle, done, yes, partly, no, less, expected, more)


@given(true_counts())
def test_no_group_under_five_is_disclosed(counts: Fared) -> None:
    possible = list(worlds(counts.shown, in_fives))

    assert counts.taken_up in {world.taken_up for world in possible}
    assert disclosed(possible) == []


@given(true_counts(), true_counts())
def test_no_group_under_five_is_disclosed_by_looking_twice(before: Fared, after: Fared) -> None:
    """What is shown is true of a world of its own, before as after; in these all groups differ by whole fives."""
    first, then = before.shown, after.shown

    assert first in worlds(first, in_fives) and then in worlds(then, in_fives)
    assert {(size(then) - size(first)) % 5 for size in GROUPS.values()} == {0}


@given(true_counts())
def test_effort_is_rounded_like_what_was_said(counts: Fared) -> None:
    shown = counts.shown

    assert shown.less + shown.expected + shown.more <= shown.done
    assert {one % 5 for one in (shown.less, shown.expected, shown.more)} == {0}


def test_exact_counts_with_small_ones_hidden_would_disclose_the_rest() -> None:
    """7 did it and 6 said that it helped: the one who did not is hidden, and known all the same."""
    counts = Fared(taken_up=7, done=7, yes=6, no=1)

    possible = list(worlds(counts, lambda count: range(5) if count < 5 else range(count, count + 1)))

    assert "did, and did not say yes" in disclosed(possible)


def test_a_rounded_total_of_what_was_said_would_disclose_a_part() -> None:
    counts = Fared(taken_up=22, done=22, yes=9, partly=9, no=4)

    with_total = [
        world for world in worlds(counts.shown, in_fives) if rounded_down(GROUPS["said anything"](world)) == 20
    ]

    assert disclosed(with_total) == ["said no"]


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (4, 0), (5, 5), (9, 5), (10, 10), (14, 10)])
def test_counts_are_rounded_down_to_fives(count: int, shown: int) -> None:
    assert Fared(taken_up=count).shown == Fared(taken_up=shown)


def test_an_organization_counts_once_whatever_it_did() -> None:
    acts = [
        Act("a", "x"),
        Act("a", "x", is_done=True),
        Act("a", "x", is_done=True, helped="yes", took="more", said_at=DAY),
        Act("a", "y"),
        Act("b", "x"),
    ]

    assert fared(acts) == {"x": Fared(taken_up=2, done=1, yes=1, more=1), "y": Fared(taken_up=1)}


def test_what_an_organization_said_last_counts() -> None:
    acts = [
        Act("a", "x", is_done=True, helped="no", took="less", said_at=DAY + timedelta(days=1)),
        Act("a", "x", is_done=True, helped="yes", took="more", said_at=DAY),
        # Too early to say whether it helped; what it took is said.
        Act("a", "x", is_done=True, helped="unclear", took="expected", said_at=DAY + timedelta(days=2)),
    ]

    assert fared(acts) == {"x": Fared(taken_up=1, done=1, no=1, expected=1)}
