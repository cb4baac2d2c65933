# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils.translation import get_language, override

from assessments.queries.rule_words import Told, WaysOut, names_in, rule_sentences, ways_out_in_words
from tests.assessments.domain.cases import conformance, conformance_edition, small_document

FACED, FACT = {"faced": "s"}, {"fact": "f"}
LOW, SHORT = {"practice": "p", "at_most": 1}, {"practice": "q", "below_target": True}
SAID = {"faced": "You face “s”", "fact": "Yes to “f?”", "low": "p is at 1 or less", "short": "q is below your target"}


def told(rule: object, language: str = "en", **fields: Any) -> Told:
    return rule_sentences(small_document(**fields), rule, language)


def test_groups_are_told_with_their_parts() -> None:
    rule = {"all": [FACED, {"any": [LOW, SHORT]}, {"not": {"any": [FACT, FACED]}}, {"not": {"all": [LOW, FACT]}}]}

    assert told(rule) == Told(
        "all",
        "All of these hold:",
        (
            Told("", SAID["faced"]),
            Told("any", "At least one of these holds:", (Told("", SAID["low"]), Told("", SAID["short"]))),
            Told("not", "None of these holds:", (Told("", SAID["fact"]), Told("", SAID["faced"]))),
            Told("not", "Not all of these hold:", (Told("", SAID["low"]), Told("", SAID["fact"]))),
        ),
    )


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ({"all": [FACED]}, "You face “s”"),
        ({"any": [{"all": [{"any": [FACED]}]}]}, "You face “s”"),
        ({"not": {"all": [FACED]}}, "You don’t face “s”"),
        ({"not": {"not": FACED}}, "You face “s”"),
        ({"not": {"any": [{"not": {"not": FACED}}]}}, "You don’t face “s”"),
    ],
)
def test_doubled_words_are_told_once(rule: object, sentence: str) -> None:
    assert told(rule) == Told("", sentence)


def test_the_same_word_within_itself_stays_as_written() -> None:
    found = told({"all": [FACED, {"all": [LOW, FACT]}]})

    assert [part.word for part in found.parts] == ["", "all"]


def test_it_is_told_in_the_language_asked_for_and_not_in_the_readers() -> None:
    rule = {"all": [{"level": "employee", "at_least": 50}, {"not": {"fact": "eu-market"}}]}
    with override("en"):
        found = rule_sentences(conformance("edition.json"), rule, "ja")

        assert get_language() == "en"
    assert found.sentence == "次のすべてが当てはまる："
    assert found.parts[0].sentence == "従業員：申告が 50% 以上"


@pytest.mark.parametrize(
    ("leaf", "sentence"),
    [
        ({"faced": "x"}, "Situation “x” is not in this edition"),
        ({"exposure": "x", "at_least": 1}, "Situation “x” is not in this edition"),
        ({"practice": "x", "at_most": 1}, "Practice “x” is not in this edition"),
        ({"disagreement": "x", "at_least": 1}, "Practice “x” is not in this edition"),
        ({"level": "x", "below": 1}, "Level “x” is not in this edition"),
        ({"routine": "x", "at_least": "yearly"}, "Routine “x” is not in this edition"),
        ({"fact": "x"}, "Fact “x” is not in this edition"),
    ],
)
def test_a_leaf_says_what_is_gone(leaf: object, sentence: str) -> None:
    assert told({"all": [leaf, FACED]}).parts == (Told("", sentence), Told("", SAID["faced"]))
    assert told({"not": leaf}) == Told("", sentence)


@pytest.mark.parametrize(
    "rule",
    [
        None,
        "faced",
        7,
        {},
        [FACED],
        {"practice": "p", "at_most": 7},
        {"practice": "p"},
        {"faced": ["s"]},
        {"faced": "s", "fact": "f"},
        {"all": "everything"},
        {"nobody": "knows"},
    ],
)
def test_what_cannot_be_read_is_told_as_such(rule: object) -> None:
    assert told(rule) == Told("", "A condition that cannot be read")
    assert ways_out_in_words(small_document(), rule, "en") == WaysOut()


def test_a_rule_beyond_the_limits_has_no_ways_out_and_is_told_all_the_same() -> None:
    wide = {"any": [{"all": [FACED, LOW]}] * 20}
    endless: object = FACED
    for _ in range(900):
        endless = {"not": endless}

    assert ways_out_in_words(small_document(), wide, "en") == WaysOut()
    assert ways_out_in_words(small_document(), endless, "en") == WaysOut()
    assert len(told(wide).parts) == 20


def test_empty_and_endless_groups_are_told_as_such() -> None:
    endless: object = FACED
    for _ in range(500):
        endless = {"not": {"all": [endless]}}

    assert told({"any": []}) == Told("", "A group without conditions")
    assert told(endless) == Told("", "Conditions that nest too deep to be read")


@pytest.mark.parametrize("document", [None, [], {}, {"situations": "s"}, {"situations": [None, {"key": 1}]}])
def test_a_document_without_sound_lists_has_no_names(document: object) -> None:
    assert rule_sentences(document, FACED, "en") == Told("", "Situation “s” is not in this edition")


@pytest.mark.parametrize("name", [None, {}, "p", {"en": ""}, {"en": 5}])
def test_a_piece_without_a_readable_text_is_called_by_its_key(name: object) -> None:
    assert told(LOW, practices=[{"key": "p", "name": name}]) == Told("", "p is at 1 or less")


def test_names_are_those_of_the_checked_edition() -> None:
    edition = conformance_edition()

    with override("ja"):
        names = names_in(conformance("edition.json"))

    assert list(names["levels"]) == [level.key for level in edition.levels]
    assert names["levels"]["employee"] == "従業員"
    assert {kind: len(found) for kind, found in names.items()} == {
        kind: len(getattr(edition, kind)) for kind in ("situations", "practices", "levels", "routines", "facts")
    }


def test_ways_out_are_told_and_so_are_the_facts_and_steps_back_that_are_left_out() -> None:
    rule = {"all": [{"any": [FACED, LOW]}, FACT, SHORT, {"practice": "p", "at_least": 1}]}

    assert ways_out_in_words(small_document(), rule, "en") == WaysOut(
        (("q reaches your target",), ("You don’t face “s”", "p is at 2 or more")), ("f?",), has_steps_back=True
    )
    assert ways_out_in_words(small_document(), {"all": [FACT]}, "en") == WaysOut((), ("f?",))
    assert ways_out_in_words(small_document(), LOW, "en") == WaysOut((("p is at 2 or more",),))


def test_a_way_out_does_not_say_what_holds_anyway() -> None:
    rule = {"any": [LOW, {"practice": "p", "at_most": 2}, FACED]}

    assert ways_out_in_words(small_document(), rule, "en").ways == (("p is at 3 or more", "You don’t face “s”"),)


def test_it_is_printed_as_lists_within_lists_in_its_language() -> None:
    found = told({"all": [{"any": [LOW, FACT]}, {"faced": "<b>"}]}, "ja")
    html = "".join(render_to_string("studio/_rule_words.html", {"told": found, "language": "ja"}).split("\n"))

    assert html.startswith('<div class="told" lang="ja">')
    assert html.count("<ul>") == html.count("</ul>") == 2
    assert html.count("<li>") == html.count("</li>") == 4
    assert "<b>" not in html
