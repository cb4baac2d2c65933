# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from assessments.forms.report import ReportForm
from assessments.queries.report import Section

SECTIONS = [Section("levels", "Levels", "Mine.", "Theirs."), Section("asks", "Asks", "Three.", "Three.")]


def texts_of(**posted):
    form = ReportForm(
        {"revision": "0", **{f"text-{key}": text for key, text in posted.items()}}, sections=SECTIONS, revision=0
    )
    assert form.is_valid(), form.errors
    return form.texts


def test_what_the_figures_say_is_nothing_of_the_authors():
    assert texts_of(levels="Mine.", asks="Three.") == {"levels": "Mine."}


def test_an_empty_section_is_left_out_on_purpose():
    assert texts_of(levels="Theirs.", asks="") == {"asks": ""}


def test_a_section_can_be_taken_back():
    form = ReportForm(
        {"revision": "0", "text-levels": "Mine.", "anew-levels": "on", "text-asks": "Three."},
        sections=SECTIONS,
        revision=0,
    )

    assert form.is_valid()
    assert form.texts == {}


def test_a_text_too_long_is_refused_in_words():
    form = ReportForm({"revision": "0", "text-levels": "x" * 5001}, sections=SECTIONS, revision=0)

    assert form.errors["text-levels"] == ["Use at most 5000 characters. There are 5001 now."]
