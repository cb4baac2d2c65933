# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from assessments.reports.document import (
    Figures,
    Heading,
    Heat,
    LevelFigures,
    Notice,
    Paragraph,
    Range,
    Ranges,
    Table,
    Trend,
    Trends,
    Words,
)
from assessments.reports.pdf import pdf_of
from tests.assessments.reports.documents import MADE_AT, document, report

HOSTILE = [
    '#eval("1+1") #read("/etc/passwd") #import "@preview/x:1.0.0"',
    "$x^2$ `raw` _a_ *b* @label <label> // line /* block */",
    "\\u{41} [content] {code} #[x] #{1} ]]",
    '"quoted" \\" \\\\ {{x}} %s {0}',
    "é が Ω Ж ± 〒 ㈱ 髙﨑",
    "= no heading",
]


def opened(data: bytes) -> PdfReader:
    return PdfReader(BytesIO(data))


def text_of(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in opened(data).pages)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def tags(node: Any) -> Iterator[str]:
    """What the elements of the structure are, in the order of reading."""
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            yield from tags(one)
    elif isinstance(node, dict):
        if "/S" in node:
            yield str(node["/S"])
        if "/K" in node:
            yield from tags(node["/K"])


@pytest.mark.parametrize("language", ["en", "ja"])
def test_it_says_its_title_its_language_and_that_it_is_accessible(language: str) -> None:
    made = report(language)
    reader = opened(pdf_of(made))
    root = reader.trailer["/Root"]

    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == made.title
    assert reader.metadata.creation_date == MADE_AT
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()


def test_headings_tables_lists_and_links_are_tagged() -> None:
    found = list(tags(opened(pdf_of(report())).trailer["/Root"]["/StructTreeRoot"]))
    count = Counter(found)

    assert [tag for tag in found if re.fullmatch(r"/H\d", tag)] == ["/H1", "/H2", "/H3"]
    assert (count["/Table"], count["/Caption"], count["/TH"]) == (4, 4, 6 + 4 + 5 + 2)
    assert count["/L"] == 3
    assert count["/Link"] == 2
    assert count["/Figure"] == 0  # drawings stand beside their figures


def test_its_text_can_be_copied() -> None:
    text = squeezed(text_of(pdf_of(report())))

    for words in ("Where the levels stand", "Business units", "20%45%60%70%", "10%30%45%60%", "3 of 4", "plain code"):
        assert squeezed(words) in text
    assert "link(https://example.org/x)" in text
    assert "<script>alert(1)</script>" in text


def test_japanese_is_right() -> None:
    text = squeezed(text_of(pdf_of(report("ja"))))

    for words in ("OSS四半期レポート", "各段階の現状", "髙橋さんが「方針」を確認しました。", "事業部門", "1/2ページ"):
        assert words in text


def test_each_page_has_its_foot() -> None:
    pages = opened(pdf_of(report(rounds=4))).pages

    for number, page in enumerate(pages, start=1):
        foot = page.extract_text().splitlines()[-1]
        assert "Kitayama Group · 2026 Q4 · ospo-journey 1.0.0 · Colours show distance to own target" in foot
        assert f"Page {number} of {len(pages)}" in foot
        assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]


def test_the_foot_speaks_of_targets_only_where_colours_do() -> None:
    cells = ((("Games", Heat(50, "50%")),), (("Games", "50%"),))
    tables = [Table("", ("a", "b"), cells[0]), Table("", ("a", "b"), cells[0], is_of_targets=False)]
    tables.append(Table("", ("a", "b"), cells[1]))

    feet = ["Colours show distance to own target" in text_of(pdf_of(document(table))) for table in tables]

    assert feet == [True, False, False]


def test_a_cell_has_its_second_line_and_a_level_says_until_when_nothing_is_linked() -> None:
    words = Table("", ("a", "b"), ((Words("Games", "in Tokyo"), "x"),))
    figures = Figures("", (LevelFigures("ospo", "OSPO", 0, 25, 25, 75, linked=False),))

    text = " ".join(text_of(pdf_of(document(words, figures))).split())

    assert "Games in Tokyo" in text
    assert "nothing linked yet 25% 25% 75%" in text


def test_where_units_lie_is_drawn_beside_its_figures() -> None:
    lines = (
        Range("ospo", "OSPO", 0, 20, 60, 100, "Games: 0 of 6"),
        Range("x", "Nothing", None, None, None, None),
    )

    text = " ".join(text_of(pdf_of(document(Ranges("Units", lines)))).split())

    assert "OSPO 20%–60% 100% Games: 0 of 6" in text
    assert "Nothing – – –" in text


def test_all_its_fonts_are_in_it() -> None:
    for page in opened(pdf_of(report("ja"))).pages:
        for font in page["/Resources"]["/Font"].get_object().values():
            (inner,) = font.get_object()["/DescendantFonts"]
            assert {"/FontFile2", "/FontFile3"} & inner.get_object()["/FontDescriptor"].keys()


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_are_never_code(text: str) -> None:
    made = pdf_of(
        document(
            Heading(text),
            Paragraph(text),
            Table(text, (text, "b"), ((text, Heat(50, text, text)),)),
            Figures(text, (LevelFigures("ospo", text, 1, 2, 3, 4, text),)),
            Trends(text, (Trend("ospo", text, ("2026-Q4",), (1,), (2,), (3,)),)),
            title=text,
        )
    )

    # Title, heading, paragraph; caption, title, three cells' words; caption, name, focus; caption, trend and its row.
    assert squeezed(text_of(made)).count(squeezed(text)) == 14
    assert "root:" not in text_of(made)


@given(st.lists(st.text(max_size=200), max_size=4))
@settings(deadline=None, max_examples=60)
def test_any_text_makes_a_report(texts: list[str]) -> None:
    parts = [Paragraph(text, is_markdown=bool(number % 2)) for number, text in enumerate(texts)]

    assert pdf_of(document(*parts, *(Notice(text) for text in texts), title="x")).startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("😀 𠮷", "[U+1F600] [U+20BB7]"),
        ("\x00\x07", "[U+0000][U+0007]"),
        ("\u202egpj.exe", "[U+202E]gpj.exe"),
        ("\x00\u200b\u2028\ufeff", "[U+FEFF]"),
        ("\ufffe\ud800", "[U+FFFE][U+D800]"),
        ("ไทย", "[U+0E44][U+0E17][U+0E22]"),
    ],
)
def test_what_no_font_draws_is_given_by_its_number(text: str, said: str) -> None:
    found = squeezed(text_of(pdf_of(document(Paragraph(text)))))

    assert squeezed(said) in found
    assert squeezed("The font lacks some characters") in found
    assert squeezed("The font lacks some characters") not in squeezed(text_of(pdf_of(document(Paragraph("é 髙 ✓")))))


def test_a_long_word_stays_on_the_page() -> None:
    made = pdf_of(document(Heading("w" * 400), Table("", ("b", "c"), (("w" * 400, "e"),))))
    lines = [line for page in opened(made).pages for line in page.extract_text().splitlines()]

    assert text_of(made).count("w") == 800 + text_of(pdf_of(document())).count("w")
    assert max(line.count("w") for line in lines) < 80


def test_rows_go_on_over_pages_under_their_titles() -> None:
    rows = tuple((f"Unit {number}", "x" * 20) for number in range(120))
    pages = opened(pdf_of(document(Table("Units", ("Name of the unit", "What"), rows)))).pages

    assert len(pages) > 2
    assert all("Name of the unit" in page.extract_text() for page in pages)


def test_equal_documents_give_equal_bytes() -> None:
    made = report("ja")

    assert pdf_of(made) == pdf_of(made)
    assert pdf_of(replace(made, made_at=MADE_AT + timedelta(days=1))) != pdf_of(made)


def test_several_at_once_do_not_mix() -> None:
    made = [document(Paragraph(f"number {number}")) for number in range(8)]
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(pdf_of, made))

    assert found == [pdf_of(one) for one in made]


def test_it_says_where_the_font_should_be(tmp_path: Path, settings: Any) -> None:
    settings.REPORT_FONTS = tmp_path

    with pytest.raises(FileNotFoundError, match=r"is missing: run python -m ospo_app\.prepare"):
        pdf_of(report())
