# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assessments.reports.document import (
    Bullets,
    Figures,
    Heading,
    Heat,
    LevelFigures,
    Notice,
    Paragraph,
    Range,
    Ranges,
    Table,
    Words,
)
from assessments.reports.markdown import escaped, markdown_of
from tests.assessments.reports.documents import document, report

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
marks = st.sampled_from([*"\\`*_[]<>&|~!$#+=-.)(1 \n\t", "&amp;", "<b>", "](", "1.", "```", "    ", "http://x"])
any_text = st.text(st.characters(exclude_categories=["Cs", "Cc"])) | st.lists(marks).map("".join)


def read(markdown: str) -> str:
    return READER.render(markdown)


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


@given(any_text)
def test_a_text_is_read_as_its_words(text: str) -> None:
    html = read(f"x {escaped(text)}")

    assert set(re.findall(r"<(\w+)", html)) == {"p"}
    assert words(html) == " ".join(f"x {text}".split())


@given(any_text.filter(lambda text: text.strip() != ""))
def test_a_text_that_begins_a_line_begins_nothing_else(text: str) -> None:
    assert set(re.findall(r"<(\w+)", read(escaped(text)))) <= {"p"}


@given(any_text.filter(lambda text: text.strip() != ""))
def test_a_cell_stays_a_cell(text: str) -> None:
    html = read(markdown_of(document(Table("", (text, "b"), ((text, "c"), (text, Heat(1, text, "d")))))))

    assert html.count("<td>") == 4
    assert html.count("<th>") == 2


def test_a_report_reads_as_its_parts() -> None:
    html = read(markdown_of(report()))

    assert re.findall(r"<h(\d)>(.*?)</h\d>", html) == [
        ("1", "OSS quarterly report"),
        ("2", "Where the levels stand"),
        ("3", "How it moved"),
    ]
    assert '<strong>bold</strong> word, <code>code</code>, a <a href="https://example.org/x">link</a>' in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert html.count("<table>") == 4
    assert "20%" in html
    assert '<td style="text-align:right">3 of 4 (75%)</td>' in html
    assert words(html).endswith("This is no certification. Texts: CC BY 4.0, https://example.org/")


@pytest.mark.parametrize(
    ("part", "written"),
    [
        (Heading("# a", 3), "### \\# a"),
        (Paragraph("a\nb\n\nc"), "a\\\nb\n\nc"),
        (Paragraph("1) a *b*"), "1\\) a \\*b\\*"),
        (Paragraph("- a\n  - b", is_markdown=True), "- a\n\n  - b"),
        (Paragraph("3. a\n4. b", is_markdown=True), "3. a\n4. b"),
        (Paragraph("````\n```\n````", is_markdown=True), "````\n```\n````"),
        (Paragraph("# a\n<b>", is_markdown=True), "\\# a \\<b\\>"),
        (Paragraph("![x](https://example.org/x.png)", is_markdown=True), "x"),
        (Bullets(("a", "*b*")), "- a\n- \\*b\\*"),
        (Notice("a\n\nb"), "> a\n>\n> b"),
    ],
)
def test_parts_are_written_so(part: Heading, written: str) -> None:
    assert markdown_of(document(part)).split("\n\n", 2)[2].rstrip("\n") == written


def test_it_is_in_the_language_of_the_document() -> None:
    assert "| レベル |" in markdown_of(report("ja"))


def test_a_second_line_stands_in_brackets_and_nothing_linked_is_said() -> None:
    table = Table("", ("a", "b"), ((Words("Games", "in Tokyo"), "x"),))
    figures = Figures("", (LevelFigures("ospo", "OSPO", 0, 25, 25, 75, linked=False),))

    text = markdown_of(document(table, figures))

    assert "| Games (in Tokyo) | x |" in text
    assert "| OSPO | nothing linked yet | 25% | 25% | 75% |" in text


def test_where_units_lie_stands_as_a_table() -> None:
    text = markdown_of(document(Ranges("Units", (Range("ospo", "OSPO", 0, 20, 60, 100, "Games: 0 of 6"),))))

    assert "| Level | Half of the units | Highest | Lowest unit |\n| --- | --: | --: | --- |" in text
    assert "| OSPO | 20%–60% | 100% | Games: 0 of 6 |" in text
