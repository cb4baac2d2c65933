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
from assessments.queries.studio.field_names import label_of
from assessments.queries.studio.field_words import field_words
from tests.factories import make_built_in_edition, make_edition


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


def test_a_piece_that_came_or_went_says_all_that_is_in_it_language_by_language(document):
    advice = next(one for one in document["recommendations"] if one.get("actions"))
    without = {**document, "recommendations": [one for one in document["recommendations"] if one != advice]}

    (come,), (went,) = difference_told(without, document), difference_told(document, without)

    for (piece,), sort in [(come.added, "added"), (went.removed, "removed")]:
        assert piece.name == advice["title"]["en"]
        assert all(part.sort == sort for change in piece.changes for part in change.parts)
        words = {change.label: change.parts[0].words for change in piece.changes}
        assert (words["Title, English"], words["Title, Japanese"]) == (advice["title"]["en"], advice["title"]["ja"])
        assert words["When it matches"]
        assert f"Action “{advice['actions'][0]['key']}”, Title, Japanese" in words
        assert "Key" not in words
        languages = [change.language for change in piece.changes]
        assert languages == sorted(languages, key=["en", "ja", ""].index)


def test_editions_that_say_the_same_have_no_difference(document):
    assert difference_told(document, copy.deepcopy(document)) == []


def test_long_stretches_that_did_not_change_are_cut_short():
    long = " ".join(f"word{number}" for number in range(60))

    first, _added, last = condensed([Part("same", long), Part("added", "!"), Part("same", long)])

    assert (first.words[:2], first.words[-6:]) == ("… ", "word59")
    assert (last.words[:5], last.words[-1]) == ("word0", "…")
    assert len(first.words) < len(long) / 3


@pytest.mark.parametrize(
    ("kind", "path", "english", "japanese"),
    [
        ("practices", "anchors[0].ja", "Answer 0, Japanese", "回答 0、日本語"),
        ("situations", "signals.fewer-tools.text.en", "Sign “fewer-tools”, English", "兆候「fewer-tools」、英語"),
        ("practices", "unheard_of", "unheard_of", "unheard_of"),
        ("facts", "unheard_of[1].en", "unheard_of 2, English", "unheard_of 2、英語"),
    ],
)
def test_fields_are_called_by_words(kind, path, english, japanese):
    assert field_words(kind, path) == english
    with override("ja"):
        assert field_words(kind, path) == japanese


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize(
    ("kind", "path", "model"),
    [
        ("recommendations", "actions[6].measure.ja", "recommendations/*/actions/*/measure"),
        ("recommendations", "actions.one.owner.en", "recommendations/*/actions/*/owner"),
        ("recommendations", "examples[1].did.en", "recommendations/*/examples/*/did"),
        ("practices", "wordings.employee.question.en", "practices/*/wordings/*/question"),
        ("situations", "question.en", "situations/*/question"),
        ("profiles", "not_applicable", "profiles/*/not_applicable"),
        ("practices", "why.ja", "practices/*/why"),
        ("edition", "settings.faced_at", "settings/faced_at"),
        ("edition", "about.en", "about"),
    ],
)
def test_a_field_is_called_as_its_form_calls_it(kind, path, model, language):
    with override(language):
        assert str(label_of(model)) in field_words(kind, path)


def languages_changed_about(node):
    """The same with each text in two languages having the text of the other one."""
    if isinstance(node, dict):
        if node.keys() == {"en", "ja"}:
            return {"en": node["ja"], "ja": node["en"]}
        return {key: languages_changed_about(value) for key, value in node.items()}
    return [languages_changed_about(one) for one in node] if isinstance(node, list) else node


@pytest.mark.parametrize("change", [languages_changed_about, lambda node: with_words(node, " the ", " that ")])
def test_though_all_texts_of_a_whole_pack_are_others_their_words_are_compared(db, change):
    document = document_of(make_built_in_edition())

    told = difference_told(document, change(document))
    changes = [change for kind in told for piece in kind.changed for change in piece.changes]

    assert len(changes) > 400
    assert all(part.sort != "unmarked" for change in changes for part in change.parts)


def with_words(node, old, new):
    if isinstance(node, dict):
        return {key: with_words(value, old, new) for key, value in node.items()}
    if isinstance(node, list):
        return [with_words(one, old, new) for one in node]
    return node.replace(old, new) if isinstance(node, str) else node
