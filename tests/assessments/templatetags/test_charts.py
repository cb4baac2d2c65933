# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from typing import Any
from xml.etree import ElementTree

from django.template import Context, Template

from assessments.charts import flags_geometry

PERIODS = ["2026-Q1", "2026-Q2", "2026-Q3"]
LEVEL = {
    "key": "ospo",
    "name": "OSPO",
    "focus": "The office",
    "shown": 17,
    "said": 33.3,
    "could_be": 50,
    "aim": 62.5,
    "linked": True,
    "change": -2,
}


def drawn(template: str, **context: Any) -> str:
    html = Template("{% load charts %}{% load text %}" + template).render(Context(context)).strip()
    assert "style=" not in html
    return html


def parsed(html: str) -> ElementTree.Element:
    return ElementTree.fromstring(f"<root>{html}</root>")  # noqa: S314 - our own markup


def levels_table(**changes: Any) -> str:
    template = '{% include "components/levels_table.html" with levels=levels changed_since="2026 Q2" only %}'
    return drawn(template, levels=[LEVEL | changes])


def test_bar_draws_each_figure_once() -> None:
    bar = parsed(drawn("{% figure_bar 17 33.3 50 62.5 %}"))

    assert [rect.get("class") for rect in bar.iter("rect")] == ["k-track", "k-could", "k-said", "k-shown", "k-aim"]
    assert next(rect.get("width") for rect in bar.iter("rect") if rect.get("class") == "k-could") == "16.7%"


def test_bar_of_nothing_is_only_its_track() -> None:
    bar = parsed(drawn("{% figure_bar None None None None %}"))

    assert [rect.get("class") for rect in bar.iter("rect")] == ["k-track"]


def test_levels_table_says_the_four_words_and_the_change() -> None:
    html = levels_table()

    assert all(words in html for words in ("17%", "33%", "could be 50%", "62%", "−2.0"))


def test_levels_table_says_when_no_evidence_is_linked() -> None:
    assert "nothing linked yet" in levels_table(shown=0, linked=False)


def test_levels_table_says_when_nothing_applies() -> None:
    assert "Nothing applies here" in levels_table(shown=None, said=None, could_be=None, aim=None, change=None)


def test_levels_table_does_not_repeat_a_figure_that_nothing_could_move() -> None:
    assert "could be" not in levels_table(could_be=33.4).replace("what is shown, said, could be", "")


def test_exposure_is_a_bar_and_words() -> None:
    assert "this is you: 62%" in drawn("{% exposure 0.625 %}")
    assert 'width="22.5"' in drawn("{% exposure 0.625 %}")
    assert "not known yet" in drawn("{% exposure None %}")
    assert "this is you: 25% to 50%" in drawn("{% exposure 0.25 could_be=0.5 %}")
    assert "this is you: 50%<" in drawn("{% exposure 0.5 could_be=0.5 %}")
    assert "you" not in drawn("{% exposure 0.625 False %}")


def test_trend_describes_itself() -> None:
    html = drawn(
        '{% trend "ospo" "OSPO" periods shown said aim could %}',
        periods=PERIODS,
        shown=[8, None, 42],
        said=[25, 30, 54],
        aim=[75, 75, 75],
        could=[25, 40, 60],
    )

    assert "OSPO: shown went from 8% to 42%, said from 25% to 54%; the aim is now 75%." in html
    assert len(parsed(html).findall(".//line[@class='k-band']")) == 2


def test_trend_draws_what_could_be_as_a_band_over_all_periods() -> None:
    context = {"periods": PERIODS, "shown": [0, 0, 0], "said": [25, 30, 54], "aim": [75, 75, 75]}
    drawing = '{% trend "ospo" "OSPO" periods shown said aim could %}'

    (band,) = parsed(drawn(drawing, **context, could=[25, 40, 54])).findall(".//polygon[@class='k-open']")
    assert band.get("points", "").split() == [
        "0.0,75.0",
        "50.0,60.0",
        "100.0,46.0",
        "100.0,46.0",
        "50.0,70.0",
        "0.0,75.0",
    ]
    assert "k-open" not in drawn(drawing, **context, could=[25, 30, 54])


def test_trend_leaves_a_gap_where_nothing_applied_and_a_dot_for_a_point_alone() -> None:
    figures = [20, None, 30, 40]
    html = drawn('{% trend "ospo" "OSPO" p f f f f %}', p=[*PERIODS, "2026-Q4"], f=figures)

    lines = [line.get("points", "").split() for line in parsed(html).findall(".//polyline")]
    assert [len(line) for line in lines] == [2, 3, 2, 2, 2, 2]
    assert lines[0] == ["0.0,80.0", "0.0,80.0"]


def test_trend_where_something_applied_but_once_is_words() -> None:
    html = drawn('{% trend "ospo" "OSPO" periods f f f f %}', periods=PERIODS, f=[None, 40, None])

    assert "Since 2026 Q1, something applied here in one quarter at most." in html
    assert '<svg class="viz"' not in html


def test_trend_bears_the_marks_of_its_notes_above_its_lines() -> None:
    flags = flags_geometry(PERIODS, [(1, "2026-Q1"), (2, "2026-Q1"), (4, "2026-Q3")])
    context = {"periods": PERIODS, "f": [20, 30, 40], "flags": flags}

    root = parsed(drawn('{% trend "ospo" "OSPO" periods f f f f flags 2 %}', **context))

    assert [text.text for text in root.findall(".//text[@class='k-note-n']")] == ["1\u20092", "4"]
    marks = root.findall(".//rect[@class='k-note']/..")
    assert [(mark.get("x"), mark.get("y")) for mark in marks] == [("7.0%", "29.0"), ("82.0%", "29.0")]
    assert [one.get("height") for one in root.findall("figure/svg")] == ["194"]


def test_trend_table_says_what_could_be_where_the_band_is_drawn() -> None:
    level = {"key": "ospo", "name": "OSPO", "shown": [8, 9], "said": [10, 11], "could_be": [12, 13], "aim": [60, 70]}
    html = drawn("{% trend_table periods levels %}", periods=PERIODS[:2], levels=[level])

    assert "Shown, said, could be and aim in per cent, by period" in html
    assert ["".join(cell.itertext()) for cell in parsed(html).findall(".//td")] == ["8% 10% 12% 60%", "9% 11% 13% 70%"]


def test_trend_of_one_point_is_words() -> None:
    html = drawn('{% trend "ospo" "OSPO" p f f f %}', p=["2026-Q3"], f=[40])

    assert "One point so far, 2026 Q3: 40% shown" in html
    assert "<polyline" not in html


def test_trend_without_points_says_when_the_first_comes() -> None:
    assert "No point yet" in drawn('{% trend "ospo" "OSPO" p p p p %}', p=[])


def test_trend_table_has_a_cell_for_each_period() -> None:
    level = {"key": "ospo", "name": "OSPO", "shown": [8, 9, None], "said": [1, 2, 3], "could_be": [], "aim": [4, 5, 6]}
    table = parsed(drawn("{% trend_table periods levels %}", periods=PERIODS, levels=[level]))

    assert len(table.findall(".//tbody/tr/td")) == 3


def test_strip_leaves_out_a_view_without_a_value_and_says_the_others() -> None:
    views = [
        {"key": "management", "name": "Management", "value": 3},
        {"key": "employee", "name": "Employees", "value": None},
        {"key": "business_unit", "name": "Business units", "value": 1},
    ]
    html = drawn("{% strip views %}", views=views)

    assert "Management 3, Business units 1" in html
    assert len(parsed(html).findall(".//use")) == 2
    assert 'class="k-span"' in html


def test_strip_leaves_its_sentence_out_where_the_values_stand_beside_it() -> None:
    html = drawn("{% strip views 2 False %}", views=[{"key": "management", "name": "Management", "value": 3}])

    assert "<p" not in html and len(parsed(html).findall(".//use")) == 1


def test_heat_cell_has_the_colour_and_the_words() -> None:
    template = '{% include "components/heat_cell.html" with figure=f words=w small=s label="OSPO" why=y only %}'

    assert 'class="c-1"' in drawn(template, f=33.3, w="2 of 6", s="17% shown", y="")
    assert "nothing asked" in drawn(template, f=None, w="–", s="", y="nothing asked")


def test_qr_code_keeps_the_path_and_nothing_else() -> None:
    drawing = '<?xml version="1.0"?><svg width="9mm" viewBox="0 0 9 9"><path d="M4,4H5" id="qr-path" /></svg>'
    html = drawn('{% qr_code drawing "A secret" %}', drawing=drawing)

    assert html == '<svg class="qr" viewBox="0 0 9 9" role="img" aria-label="A secret"><path d="M4,4H5"/></svg>'


def test_qr_code_lets_no_markup_through() -> None:
    assert "<script" not in drawn('{% qr_code drawing "" %}', drawing='<svg d="<script>" viewBox="<b>">')
