# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest

from assessments.domain.piece_order import order_before, place_among


@pytest.mark.parametrize(
    ("keys", "order", "place"),
    [("ac", "abc", 1), ("c", "abc", 0), ("ax", "abc", 1), ("cxa", "abc", 3), ("xy", "abc", 2), ("xy", "", 2)],
)
def test_a_key_goes_beside_what_it_stood_beside(keys: str, order: str, place: int) -> None:
    assert place_among(keys, "b", order) == place


@pytest.mark.parametrize(
    ("keys", "order", "wanted"), [("ae", "abcde", "abcde"), ("ea", "abe", "eab"), ("xa", "", "xa")]
)
def test_an_order_keeps_what_was_dropped_in_its_place(keys: str, order: str, wanted: str) -> None:
    assert "".join(order_before(keys, order)) == wanted
