# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest

from assessments.domain.edition_number import next_number


@pytest.mark.parametrize(
    ("number", "taken", "wanted"),
    [
        ("1.0.0", ["1.0.0"], "1.1.0"),
        ("1.0.4", ["1.1.0", "1.2.0"], "1.3.0"),
        ("2.3-beta", [], "2.4"),
        ("7", ["8"], "9"),
        ("1.2.3.4", [], "1.3.0"),
        ("", [], "1.0.0"),
    ],
)
def test_the_next_number_is_free_and_comes_after(number: str, taken: list[str], wanted: str) -> None:
    assert next_number(number, taken) == wanted
