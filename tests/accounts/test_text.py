# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.text import TextRefused, clean_text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  plain  ", "plain"),
        ("Cafe\u0301", "Café"),
        ("a\u0000b", "ab"),
        ("a\ud800b", "ab"),
        ("a\u0007\u009fb", "ab"),
        ("one\r\ntwo\rthree", "one two three"),
        ("右から左 \u202eabc", "右から左 \u202eabc"),
        ("👩‍💻", "👩‍💻"),
        ("e\u0000\u0301", "é"),
        ("e" + "\u0316" * 31, "e" + "\u0316" * 30),
    ],
)
def test_a_line_is_kept_without_what_cannot_be_seen_or_stored(typed, kept):
    assert clean_text(typed, most=100) == kept


def test_lines_are_kept_where_asked_for():
    assert clean_text("one\r\n\ttwo\n", most=100, lines=True) == "one\n\ttwo"


def test_the_cap_counts_what_would_be_kept():
    assert clean_text("\u0000" * 9 + "12345", most=5) == "12345"
    with pytest.raises(TextRefused) as raised:
        clean_text("123456", most=5)
    assert (raised.value.length, raised.value.most) == (6, 5)


def test_marks_upon_marks_take_no_time():
    heap = "a" + "\u0315" * 250_000 + "\u0316" * 250_000
    started = time.process_time()

    assert len(clean_text(heap, most=100)) == 31
    assert time.process_time() - started < 2


@given(st.text(alphabet=st.characters(exclude_categories=[])))
def test_what_passed_once_passes_unchanged_and_can_be_encoded(typed):
    kept = clean_text(typed, most=10_000, lines=True)

    assert clean_text(kept, most=10_000, lines=True) == kept
    assert "\x00" not in kept
    kept.encode()
