# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.reports.csv import CHUNK, csv_of, neutralized, restored

any_text = st.text(st.characters(exclude_categories=["Cs"]))
formula_like = st.builds("".join, st.tuples(st.text(" \t\u3000\u200b"), st.sampled_from("=+-@＝＋－＠'\t\r"), any_text))


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))


def file(header: list[str], rows: list[list[object]]) -> bytes:
    return b"".join(csv_of(header, rows))  # type: ignore[arg-type] # what hypothesis gives is wider


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        " =1",
        "\u3000=1",
        "＝1",
        " ＋1",
        "－1",
        "＠x",
        "'",
        "\u200b=1",
        "\ufeff=1",
    ],
)
def test_what_looks_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert neutralized(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "x=1", "1+1", "a@example.org", "日本語", " plain", "−6"])
def test_other_texts_stay(text: str) -> None:
    assert neutralized(text) == text


@given(st.lists(any_text | formula_like, min_size=1, max_size=6))
def test_any_text_comes_back_exactly(texts: list[str]) -> None:
    header, row = read(file(texts, [list(texts)]))

    assert [restored(cell) for cell in header] == texts
    assert [restored(cell) for cell in row] == texts


@given(any_text | formula_like)
def test_no_cell_begins_like_a_formula(text: str) -> None:
    assert not neutralized(text).lstrip(" \u3000").startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r"))


def test_numbers_days_and_moments_stand_as_such() -> None:
    moment = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
    row = [-5, 0.5, Decimal("-1.20"), Fraction(1, 4), date(2026, 11, 26), moment, None, True]

    assert read(file(["a"], [row]))[1] == [
        *("-5", "0.5", "-1.20", "0.25", "2026-11-26", "2026-11-26T09:30:00+00:00", "", "True")
    ]


def test_it_is_utf_8_with_a_mark_and_lines_end_in_cr_lf() -> None:
    assert file(["名"], [['a "b", c']]) == '\ufeff名\r\n"a ""b"", c"\r\n'.encode()


def test_rows_leave_before_all_are_there() -> None:
    taken: list[int] = []

    def rows() -> Iterator[list[str]]:
        for number in range(100):
            taken.append(number)
            yield ["x" * CHUNK]

    chunks = csv_of(["a"], rows())

    assert len(next(chunks)) > CHUNK
    assert taken == [0]
