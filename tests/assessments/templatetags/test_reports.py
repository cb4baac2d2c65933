# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import re

import pytest

from assessments.reports.document import (
    Figures,
    Heat,
    LevelFigures,
    Paragraph,
    Range,
    Ranges,
    Table,
    Trend,
    Trends,
    Words,
)
from assessments.templatetags.reports import report_part


def test_a_table_says_in_each_cell_what_its_column_is_for_phones():
    table = Table("Units", ("Unit", "Practices"), ((Words("Games", "in Tokyo"), "3 of 6"),), frozenset({1}))

    html = report_part(table)

    assert "<caption>Units</caption>" in html
    assert re.search(r'<th role="rowheader" scope="row">Games<span[^>]*>in Tokyo</span></th>', html)
    assert '<td role="cell" data-l="Practices" class="end num">3 of 6</td>' in html


def test_a_coloured_cell_says_its_figure_and_the_table_its_scale():
    html = report_part(Table("", ("Unit", "OSPO"), (("Games", Heat(50, "3 of 6", "40% shown")),)))

    assert re.search(r'<td role="cell" class="c-2" data-l="OSPO">3 of 6<small>40% shown</small></td>', html)
    assert 'aria-label="Colour scale, per cent"' in html


def test_figures_say_until_when_nothing_is_linked():
    html = report_part(Figures("", (LevelFigures("ospo", "OSPO", 0, 25, 25, 75, linked=False),)))

    assert "nothing linked yet" in html


def test_the_numbers_of_a_trend_stand_open():
    line = Trend("ospo", "OSPO", ("2026-Q1", "2026-Q2"), (0, 10), (20, 30), (75, 75))

    html = report_part(Trends("", (line,)))

    assert "<details" not in html
    assert "<b>10%</b> 30%" in html


def test_where_units_lie_is_drawn_and_said():
    lines = (Range("ospo", "OSPO", 0, 20, 60, 100, "Games: 0 of 6"), Range("x", "Nothing", None, None, None, None))

    html = report_part(Ranges("Units", lines))

    assert 'x="20.0%" y="6" width="40.0%"' in html
    assert html.count("k-shown") == 1
    assert "<b>20%–60%</b>" in html and "Games: 0 of 6" in html


def test_texts_are_no_markup():
    html = report_part(Table("<b>", ("<i>",), (("<script>",),)))

    assert "<b>" not in html and "<i>" not in html and "<script>" not in html


def test_what_has_no_template_is_refused():
    with pytest.raises(TypeError):
        report_part(Paragraph("x"))
