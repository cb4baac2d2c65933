# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import translation

from assessments.domain.figures import whole_percent
from assessments.queries.wording import (
    gap,
    in_words,
    language_name,
    listed,
    origin_of,
    own_name,
    scale_name,
    statement_of,
    view_name,
)
from tests.assessments.domain.cases import conformance, conformance_edition
from tests.assessments.queries.outcomes import changed_edition


@pytest.mark.parametrize(
    ("figure", "printed"),
    [(Decimal("42.5"), "42%"), (Decimal("43.5"), "44%"), (Decimal("0"), "0%"), (Fraction(200, 3), "67%")],
)
def test_whole_per_cent_is_rounded_half_to_even(figure: Decimal | Fraction, printed: str) -> None:
    assert whole_percent(figure) == printed


def test_texts_are_in_the_readers_language_else_in_the_first() -> None:
    with translation.override("ja"):
        assert in_words({"en": "Course", "ja": "コース"}) == "コース"
        assert in_words({"en": "Course"}) == "Course"


@pytest.mark.parametrize(("language", "between"), [("en", " "), ("ja", "")])
def test_a_space_parts_sentences_where_the_language_has_one(language: str, between: str) -> None:
    with translation.override(language):
        assert gap() == between


@pytest.mark.parametrize(
    ("names", "english", "japanese"),
    [([], "", ""), (["A"], "A", "A"), (["A", "B"], "A and B", "A、B"), (["A", "B", "C"], "A, B and C", "A、B、C")],
)
def test_names_make_a_list(names: list[str], english: str, japanese: str) -> None:
    assert listed(names) == english
    with translation.override("ja"):
        assert listed(names) == japanese


@pytest.mark.parametrize(
    ("statement", "inside"), [("We don’t look.", "We don’t look"), ("見ていません。", "見ていません")]
)
def test_a_statement_inside_a_sentence_has_no_full_stop(statement: str, inside: str) -> None:
    situations = conformance("edition.json")["situations"]
    situations[0]["statement"] = {"en": statement}

    assert statement_of(changed_edition(situations=situations).situations[0]) == inside


def test_the_scale_may_have_no_names() -> None:
    names = [{"en": name} for name in ("Not yet", "Trying", "In places", "Everywhere", "Ours")]

    assert scale_name(conformance_edition(), 2) == ""
    assert scale_name(changed_edition(scale=names), 2) == "In places"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"origin": "seed"}, "From Sony’s report"),
        ({"origin": "further"}, "Not from Sony’s report: Guide"),
        ({"origin": "local", "source": None}, "Not from Sony’s report"),
    ],
)
def test_every_situation_says_where_it_comes_from(changes: dict, words: str) -> None:
    situations = conformance("edition.json")["situations"]
    situations[0] |= changes
    edition = changed_edition(situations=situations)

    assert origin_of(edition, edition.situations[0]) == words


def test_a_recommendation_says_where_it_comes_from() -> None:
    edition = conformance_edition()

    assert origin_of(edition, edition.recommendations[0]) == "Not from Sony’s report"


def test_a_view_is_called_by_whose_it_is() -> None:
    assert [view_name(one) for one in ("management", "business_unit")] == ["Management", "Business units"]


def test_languages_are_called_by_the_reader_and_by_those_who_speak_them() -> None:
    assert (language_name("ja"), own_name("ja")) == ("Japanese", "日本語")
    assert (language_name("xx"), own_name("xx")) == ("xx", "xx")
