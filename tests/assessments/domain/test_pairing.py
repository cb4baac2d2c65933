# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest

from assessments.domain.pairing import Item, earlier_places


def item(name, *words):
    return Item(name, frozenset(enumerate(words)))


def unnamed(*texts):
    """Items without a name, each with the words of one text."""
    return [item("", *text.split()) for text in texts]


@pytest.mark.parametrize(
    ("before", "after", "places"),
    [
        (["A あ", "B い"], ["A あ", "B い"], [0, 1]),
        (["A あ", "B い"], ["C う", "A あ", "B い"], [None, 0, 1]),
        (["A あ", "B い", "C う"], ["C う", "A あ"], [2, 0]),
        (["A あ", "B い"], ["C う", "A あ", "D い"], [None, 0, 1]),
        (["A あ", "B い"], ["A2 あ", "B い"], [0, 1]),
        (["A あ"], ["Z ん"], [0]),
        (["A あ", "B い"], ["Z ん"], [0]),
        (["A あ", "A あ"], ["A あ", "A あ", "A あ"], [0, 1, None]),
        (["A あ", "B あ"], ["B2 あ", "A2 あ"], [0, 1]),
        ([], ["A あ"], [None]),
    ],
    ids=[
        "same",
        "inserted",
        "moved",
        "inserted and changed",
        "changed",
        "all else",
        "fewer",
        "twice",
        "alike",
        "first",
    ],
)
def test_what_has_no_name_is_known_by_its_words_and_then_by_its_place(before, after, places):
    assert earlier_places(unnamed(*before), unnamed(*after)) == places


def test_what_has_a_name_is_known_by_it_whatever_it_says():
    before = [item("look", "A", "あ"), item("ask", "B", "い")]

    assert earlier_places(before, [item("ask", "A", "あ"), item("look", "B", "い")]) == [1, 0]


def test_another_name_is_the_same_item_where_half_of_its_words_are():
    before = [item("look", "A", "あ", "B", "い")]

    assert earlier_places(before, [item("see", "A", "あ", "C", "う")]) == [0]
    assert earlier_places(before, [item("see", "A", "え", "C", "う")]) == [None]
    assert earlier_places([], [item("see")]) == [None]


def test_items_without_words_are_not_one_another():
    assert earlier_places([item("look")], [item("see")]) == [None]


def test_of_very_many_only_those_that_say_the_same_are_looked_for():
    before = [item("", f"A{number}", f"あ{number}") for number in range(300)]
    after = [item("", f"B{number}", f"あ{number}") for number in range(299, -1, -1)]

    assert earlier_places(before, after) == list(range(300))
    assert earlier_places(before, before[::-1]) == list(range(299, -1, -1))
