# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.domain.merging import merged, pieces

TEXTS = st.text(alphabet="ab .\n会社", max_size=20)


def shown(before, after):
    marks = {"same": "{}", "gone": "-{}-", "new": "+{}+"}
    return "".join(marks[piece.kind].format(piece.text) for piece in pieces(before, after))


@pytest.mark.parametrize(
    ("before", "after", "marks"),
    [
        ("", "", ""),
        ("", "New.", "+New.+"),
        ("We build daily.", "We build hourly.", "We build -daily-+hourly+."),
        ("毎日会議をします。", "毎週会議をします。", "毎-日-+週+会議をします。"),
        ("One\ntwo", "One\n\ntwo", "One-\n-+\n\n+two"),
    ],
)
def test_words_that_changed_are_marked(before, after, marks):
    assert shown(before, after) == marks


@pytest.mark.parametrize(
    ("base", "one", "other", "both"),
    [
        ("a b c", "a b c", "a b c", "a b c"),
        ("We build daily. We review weekly.", "We build hourly. We review weekly.",
         "We build daily. We review weekly, in pairs.", "We build hourly. We review weekly, in pairs."),
        ("a b", "a x", "a x", "a x"),
        ("a b", "a x", "a y", None),
        ("", "one", "two", None),
        ("会議は毎日です。", "会議は毎週です。", "会合は毎日です。", "会合は毎週です。"),
    ],
)  # fmt: skip
def test_changes_that_do_not_touch_go_together(base, one, other, both):
    assert merged(base, one, other) == both


@given(TEXTS, TEXTS)
def test_the_pieces_are_the_two_texts(before, after):
    found = pieces(before, after)

    assert "".join(piece.text for piece in found if piece.kind != "new") == before
    assert "".join(piece.text for piece in found if piece.kind != "gone") == after


@given(TEXTS, TEXTS)
def test_a_text_that_one_left_alone_becomes_the_others(base, other):
    assert merged(base, base, other) == other == merged(base, other, base)


@given(TEXTS, TEXTS, TEXTS)
def test_it_does_not_matter_who_comes_first(base, one, other):
    assert merged(base, one, other) == merged(base, other, one)
