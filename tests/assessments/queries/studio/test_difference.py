# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import copy

import pytest
from django.utils.translation import override

from assessments.domain.pieces import find, rename
from assessments.domain.words import Part
from assessments.queries.draft import document_of
from assessments.queries.studio.change_words import condensed
from assessments.queries.studio.difference import difference_told
from assessments.queries.studio.field_words import field_words
from tests.factories import make_edition


@pytest.fixture
def document(db):
    return document_of(make_edition())


def changed(document, kind, key, **fields):
    later = copy.deepcopy(document)
    find(later, kind, key).update(fields)
    return later


def said(before, after):
    """What is said of each field: what went and what came."""
    return {
        (kind.kind, piece.key, change.label): tuple(
            "".join(part.words for part in change.parts if part.sort == sort) for sort in ("removed", "added")
        )
        for kind in difference_told(before, after)
        for piece in kind.changed
        for change in piece.changes
    }


def test_texts_differ_by_word_figures_and_names_as_wholes(document):
    practice = find(document, "practices", "strategy")
    other = next(one for one in document["levels"] if one["key"] != practice["level"])
    fields = {"name": practice["name"] | {"en": practice["name"]["en"] + " of ours"}, "weight": 15}

    found = said(document, changed(document, "practices", "strategy", level=other["key"], **fields))

    assert found[("practices", "strategy", "Name, English")] == ("", " of ours")
    assert found[("practices", "strategy", "Weight")] == (str(practice["weight"]), "15")
    assert found[("practices", "strategy", "Level")][1] == other["name"]["en"]


def test_rules_differ_in_words(document):
    advice = document["recommendations"][0]
    rule = {"any": [advice["when"], {"practice": "strategy", "at_most": 1}]}

    found = said(document, changed(document, "recommendations", advice["key"], when=rule))

    assert "At least one of these holds:" in found[("recommendations", advice["key"], "When it matches")][1]
    assert "strategy is at 1 or less" in found[("recommendations", advice["key"], "When it matches")][1]


def test_a_renamed_piece_is_one_and_rules_that_name_it_do_not_differ(document):
    name = find(document, "practices", "strategy")["name"]["en"]
    later = rename(document, "practices", "strategy", "plan", earlier=frozenset(["strategy"]))

    (kind,) = difference_told(document, later)

    assert [(one.old, one.key, one.name) for one in kind.renamed] == [("strategy", "plan", name)]
    assert kind.changed == []


def test_a_part_that_went_is_told_field_by_field(document):
    advice = next(one for one in document["recommendations"] if one.get("actions"))
    gone = advice["actions"][-1]

    found = said(document, changed(document, "recommendations", advice["key"], actions=advice["actions"][:-1]))

    label = f"Action “{gone['key']}”, Title, English"
    assert found[("recommendations", advice["key"], label)] == (gone["title"]["en"], "")


def test_editions_that_say_the_same_have_no_difference(document):
    assert difference_told(document, copy.deepcopy(document)) == []


def test_long_stretches_that_did_not_change_are_cut_short():
    long = " ".join(f"word{number}" for number in range(60))

    first, _added, last = condensed([Part("same", long), Part("added", "!"), Part("same", long)])

    assert (first.words[:2], first.words[-6:]) == ("… ", "word59")
    assert (last.words[:5], last.words[-1]) == ("word0", "…")
    assert len(first.words) < len(long) / 3


@pytest.mark.parametrize(
    ("path", "english", "japanese"),
    [
        ("anchors[0].ja", "Answer 0, Japanese", "回答 0、日本語"),
        ("signals.fewer-tools.text.en", "Sign “fewer-tools”, Text, English", "兆候「fewer-tools」、本文、英語"),
        ("actions[6].measure.ja", "Action 7, Measure, Japanese", "アクション 7、成功指標、日本語"),
        ("wordings.employee.anchors[2].en", "Employees, Answer 2, English", "従業員、回答 2、英語"),
        ("examples[1].did.en", "Example 2, What they did, English", "事例 2、行ったこと、英語"),
        ("unheard_of", "unheard_of", "unheard_of"),
    ],
)
def test_fields_are_called_by_words(path, english, japanese):
    assert field_words(path) == english
    with override("ja"):
        assert field_words(path) == japanese
