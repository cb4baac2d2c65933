# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.template import Context, Template
from django.utils import translation

from assessments.templatetags.text import (
    change_class,
    heat_class,
    level_class,
    licence,
    markdown,
    percent,
    period_label,
    period_name,
    plain_text,
    points,
    share,
    text,
)

BOTH = {"en": "Level & co", "ja": "階層"}
ENGLISH = {"en": "Level & co"}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("figure", "printed"),
    [
        (None, "–"),
        (0, "0%"),
        (Decimal("42.5"), "42%"),
        (Decimal("43.5"), "44%"),
        (42.5, "42%"),
        (62.6, "63%"),
        (Fraction(125, 3), "42%"),
        (100.0, "100%"),
    ],
)
def test_percent_is_whole_and_half_to_even(figure: Any, printed: str) -> None:
    assert percent(figure) == printed


@pytest.mark.parametrize(("fraction", "printed"), [(None, "–"), (0.625, "62%"), (Decimal("0.75"), "75%"), (1, "100%")])
def test_share_is_a_fraction_in_per_cent(fraction: Any, printed: str) -> None:
    assert share(fraction) == printed


@pytest.mark.parametrize(
    ("change", "printed", "named"),
    [
        (None, "–", "soft"),
        (0, "0", "soft"),
        (Decimal("-0.04"), "0", "soft"),
        (6.25, "+6.2", "up"),
        (Decimal("8"), "+8.0", "up"),
        (Decimal("-7.04"), "−7.0", "down"),
    ],
)
def test_points_bear_their_sign(change: Any, printed: str, named: str) -> None:
    assert points(change) == printed
    assert change_class(change) == named


@pytest.mark.parametrize(
    ("figure", "named"),
    [(None, "c-x"), (0, "c-0"), (19.9, "c-0"), (20, "c-1"), (Decimal("79.9"), "c-3"), (99.9, "c-4"), (100, "c-5")],
)
def test_heat_has_six_steps(figure: Any, named: str) -> None:
    assert heat_class(figure) == named


def test_levels_and_their_perspectives_look_the_same() -> None:
    assert level_class("business-units") == level_class("business_unit") == "l-b"
    assert level_class("something-else") == "l-x"


def test_period_is_named_as_people_read_it() -> None:
    assert period_name("2026-Q4") == "2026 Q4"
    assert period_name("whenever") == "whenever"


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_period_on_an_axis_is_short_in_every_language(language):
    with translation.override(language):
        assert period_label("2026-Q4") == "2026\u00a0Q4"


def test_text_comes_in_the_readers_language() -> None:
    assert text(BOTH) == "Level & co"
    with translation.override("ja"):
        assert text(BOTH) == "階層"
        assert plain_text(BOTH) == "階層"


def test_text_that_falls_back_says_which_language_it_is_in() -> None:
    with translation.override("ja"):
        assert text(ENGLISH) == '<span lang="en">Level &amp; co</span>'
        assert plain_text(ENGLISH) == "Level & co"
        assert markdown(ENGLISH) == '<div lang="en"><p>Level &amp; co</p>\n</div>'


def test_markdown_becomes_html() -> None:
    assert markdown("Treat **that** so.\n\n- one\n- two") == (
        "<p>Treat <strong>that</strong> so.</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"
    )
    assert markdown(BOTH) == "<p>Level &amp; co</p>\n"


@pytest.mark.parametrize(
    ("language", "words"), [("en", " (leads to another site)"), ("ja", "（別のサイトに移動します）")]
)
def test_markdown_says_in_the_readers_language_which_links_lead_to_another_site(language: str, words: str) -> None:
    with translation.override(language):
        assert markdown("[a](https://example.org)") == (
            '<p><a href="https://example.org" class="outside" rel="noopener noreferrer">a'
            f'<span class="visually-hidden" lang="{language}">{words}</span></a></p>\n'
        )


@pytest.mark.parametrize(
    ("name", "japanese"),
    [
        ("Link only", "リンクのみ"),
        ("Not verified", "ライセンス未確認"),
        ("Each its own", "それぞれ異なる"),
        ("MIT (code), CC BY-SA 4.0 (texts)", "MIT（コード）、CC BY-SA 4.0（文章）"),
        ("CC BY 4.0", "CC BY 4.0"),
        ("Saved.", "Saved."),
    ],
)
def test_a_licence_is_printed_by_name_and_what_is_said_of_it_in_the_readers_words(name: str, japanese: str) -> None:
    assert licence(name) == name
    with translation.override("ja"):
        assert licence(name) == japanese


def rendered_in(language: str, words: dict[str, str]) -> str:
    source = (
        "{% load text %}{{ words|text }} | {% read_in language %}{{ words|text }}{{ words|markdown }}{% endread_in %}"
    )
    return Template(f"{source} | {{{{ words|text }}}}").render(Context({"words": words, "language": language}))


def test_what_others_read_is_shown_in_their_language() -> None:
    assert rendered_in("ja", {"en": "Charter", "ja": "憲章"}) == "Charter | 憲章<p>憲章</p>\n | Charter"


def test_what_others_read_in_another_language_is_named_in_the_authors() -> None:
    label = '<span class="lbl warn" lang="en">English shown</span>'

    before, inside, after = rendered_in("ja", {"en": "Charter"}).split(" | ")

    assert (before, after) == ("Charter", "Charter")
    assert inside == f'{label} <span lang="en">Charter</span>{label} <div lang="en"><p>Charter</p>\n</div>'


def test_an_author_who_reads_japanese_is_told_so_in_japanese() -> None:
    with translation.override("ja"):
        inside = rendered_in("en", {"ja": "憲章"}).split(" | ")[1]

    assert inside.startswith('<span class="lbl warn" lang="ja">日本語で表示</span> <span lang="ja">憲章</span>')
