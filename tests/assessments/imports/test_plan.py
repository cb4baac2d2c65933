# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import csv
import json
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.domain.plan_file import READ
from assessments.imports import limited, plan
from assessments.imports.limited import read_plan_limited
from assessments.imports.plan import letters_of, read_plan
from assessments.imports.unreadable import UnreadableDocument
from assessments.reports.csv import csv_of

HOSTILE = [
    *("=1+1", "'=1+1", "''", "'", "'90s", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "\ufeff=1", '"', '""'),
    *('a "b", c', "a;b", "a\tb", "a\nb", "a\r\nb", " before and after ", "日本語、「括弧」", "\u202eabc", "עברית"),
    *("👩\u200d👩\u200d👧", "sep=;", "\ufeffx", "a,b;c\td", "𠮷", "<b>", "{{ 1 }}", "%s", "\x00x"),
]
any_text = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(HOSTILE)
TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def written(rows: list[list[str]], head: list[str] | None = None) -> bytes:
    return b"".join(csv_of(head or ["id", "revision", "title", "note"], rows))


def cells(data: bytes) -> list[list[str]]:
    read = read_plan(data, name="")
    names = sorted(read["columns"], key=lambda name: read["columns"][name])
    return [[row["cells"][name] for name in names] for row in read["rows"]]


def refusal(data: bytes) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as refused:
        read_plan(data, name="plan.csv")
    return refused.value


@given(st.lists(st.tuples(any_text, any_text), min_size=1, max_size=5))
def test_every_text_comes_back_and_no_cell_is_a_formula(texts: list[tuple[str, str]]) -> None:
    data = written([["1", "2", *both] for both in texts])

    assert cells(data) == [["1", "2", *both] for both in texts]
    for row in csv.reader(StringIO(data.decode("utf-8-sig"), newline="")):
        for cell in row[2:]:
            assert not cell.startswith(TRIGGERS)
            assert not cell.lstrip().startswith(TRIGGERS)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_it_comes_as_programs_write_it(encoding: str, delimiter: str) -> None:
    page = StringIO()
    writer = csv.writer(page, delimiter=delimiter)
    writer.writerows([["title", "id", "Revision", "x"], *([text, "1", "2", "y"] for text in HOSTILE[15:])])

    read = read_plan(page.getvalue().encode(encoding), name="")

    assert [row["cells"]["title"] for row in read["rows"]] == HOSTILE[15:]
    assert read["columns"] == {"id": "B", "revision": "C", "title": "A"}


def test_big_end_first_is_read_too() -> None:
    assert cells(b"\xfe\xff" + "title\n木".encode("utf-16-be")) == [["木"]]


def test_a_first_line_may_say_what_parts_the_cells() -> None:
    assert cells(b"sep=;\r\ntitle;note\r\na;b\r\n") == [["a", "b"]]


def test_what_a_text_says_of_itself_stays_a_text() -> None:
    assert cells(written([["'90s"]], ["title"])) == [["'90s"]]
    assert cells(b"title\n'90s\n") == [["'90s"]]


def test_rows_are_numbered_as_spreadsheets_do_and_empty_ones_left_out() -> None:
    read = read_plan(b'title,note\n"a\nb",\n,\n\nc', name="")

    assert [(row["row"], row["cells"]["title"]) for row in read["rows"]] == [(2, "a\nb"), (5, "c")]


def test_columns_have_letters() -> None:
    assert [letters_of(at) for at in (0, 25, 26, 51, 52)] == ["A", "Z", "AA", "AZ", "BA"]


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        ("title\nok\n日本".encode("shift-jis"), 3, "is not in UTF-8"),
        (b"\xff\xfet\x00\n\x00\x00\xd8", 2, "is not in UTF-8"),
        (b'title\na\n"b', 3, "cannot be read as CSV"),
        (b'title\n"b"c', 2, "cannot be read as CSV"),
        (b"title\n" + b"x" * 200_001, 2, "cannot be read as CSV"),
        (b"note\na", 1, "lacks the column title"),
        (b"", 1, "lacks the column title"),
        (b"PK\x03\x04", 1, "lacks the column title"),
        (b"id,title\na", 1, "lacks the column revision"),
        (b"title,note,Title\na", 1, "has the column title twice"),
        (b"title\n" + b"x\n" * 5_001, 5_002, "has more than 5000 rows"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(data: bytes, line: int, words: str) -> None:
    refused = refusal(data)

    assert (refused.line, words in refused.message) == (line, True)


def test_it_is_read_in_a_process_of_its_own_which_opens_nothing() -> None:
    for encoding in ("utf-8-sig", "utf-16"):
        read = json.loads(read_plan_limited("title\n'=1\u30c6\n".encode(encoding), name="plan.csv"))
        assert read == {"columns": {"title": "A"}, "rows": [{"row": 2, "cells": {"title": "=1テ"}}]}


def test_that_process_hands_on_what_is_refused() -> None:
    with pytest.raises(UnreadableDocument) as refused:
        read_plan_limited(b"title\n\xff", name="plan.csv")

    assert (refused.value.line, refused.value.name) == (2, "plan.csv")


def test_what_is_larger_than_two_mib_is_not_read() -> None:
    with pytest.raises(UnreadableDocument, match="is larger than 2 MiB"):
        read_plan_limited(b"x" * (limited.MOST_OF_A_PLAN + 1), name="plan.csv")


def test_five_thousand_rows_of_all_columns_are_read_in_time() -> None:
    data = written([["x" * 10] * len(READ)] * plan.MOST_ROWS, list(READ))

    assert len(json.loads(read_plan_limited(data, name="plan.csv"))["rows"]) == plan.MOST_ROWS
