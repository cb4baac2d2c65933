# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from fractions import Fraction

import pytest

from assessments.domain.edition import parse_edition
from assessments.domain.minutes import minutes_by_section, whole_minutes, words_of
from tests.factories import built_in_document

PRACTICE = {"key": "p", "level": "l", "name": {"en": "P"}, "question": {"en": "How far?"}, "scan": True}
EDITION = {
    "pack": "small",
    "edition": "1",
    "languages": ["en"],
    "title": {"en": "Small"},
    "summary": {"en": "Small"},
    "licence": "CC0-1.0",
    "attribution": [],
    "levels": [
        {"key": "l", "name": {"en": "L"}, "focus": {"en": "F"}},
        {"key": "bare", "name": {"en": "B"}, "focus": {"en": "F"}},
    ],
    "practices": [PRACTICE | {"anchors": [{"en": "one two three"}] * 5}],
    "situations": [
        {
            "key": "s",
            "number": 1,
            "origin": "seed",
            "statement": {"en": "It is so"},
            "meaning": {"en": "a b c d"},
            "signals": [{"key": "x", "text": {"en": "one two"}}, {"key": "y", "text": {"en": "three four"}}],
            "practices": ["p"],
        }
    ],
    "recommendations": [],
    "routines": [
        {
            "key": "r",
            "kind": "channel",
            "audience": {"en": "All"},
            "name": {"en": "A letter"},
            "cadences": ["never"],
            "supports": ["p"],
        }
    ],
}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("one", 1),
        ("We couldn’t name 5 communities - not one.", 7),
        ("well-known people", 2),
        ("オープンソース", Fraction(7, 2)),
        ("OSPO の役割", 1 + Fraction(3, 2)),
    ],
)
def test_words_of_a_text(text, words):
    assert words_of(text) == words


def test_a_section_takes_its_words_and_its_choices():
    minutes = minutes_by_section(parse_edition(EDITION))

    assert minutes == {
        "situations": Fraction(3 + 4 + 4, 238) + Fraction(12, 60),
        "l": Fraction(2 + 15, 238) + Fraction(15, 60) + Fraction(40, 60),
        "bare": 0,
        "routines": Fraction(3, 238) + Fraction(6, 60),
        "scan": Fraction(3 + 4, 238) + Fraction(12, 60) + Fraction(2 + 15, 238) + Fraction(15, 60),
    }


@pytest.mark.parametrize(
    ("minutes", "told"), [(0, 1), (Fraction(4, 3), 1), (9, 9), (Fraction(97, 10), 10), (12, 10), (13, 15), (41, 40)]
)
def test_people_are_told_whole_minutes(minutes, told):
    assert whole_minutes([Fraction(minutes)]) == told


def test_the_built_in_pack_takes_what_its_pages_say():
    minutes = minutes_by_section(built_in_document())
    scan = minutes.pop("scan")

    assert (whole_minutes([scan]), whole_minutes(minutes.values())) == (9, 50)
