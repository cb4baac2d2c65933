# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import copy

import pytest

from assessments.domain.linting.lengths import MOST, most_letters
from assessments.domain.translation import TEXTS
from tests.assessments.domain.cases import action, practice, text
from tests.assessments.domain.linting.drafts import findings, found, sound_document

ADVICE = "recommendations[0]"


def in_both(node):
    """The document with a Japanese text beside each English one."""
    if isinstance(node, dict) and "en" in node:
        return {**node, "ja": f"{node['en']}、日本語"}
    if isinstance(node, dict):
        return {key: in_both(value) for key, value in node.items()}
    return [in_both(value) for value in node] if isinstance(node, list) else node


def both():
    return in_both(copy.deepcopy(sound_document())) | {"languages": ["en", "ja"]}


def test_nothing_is_said_of_a_pack_in_both_languages():
    assert findings(both()) == []


def test_a_translation_that_is_missing_is_found_wherever_it_is():
    document = both()
    del document["title"]["ja"]
    del document["practices"][1]["anchors"][2]["ja"]
    del document["recommendations"][0]["actions"][0]["first_step"]["ja"]

    assert found(document) == [
        ("title.ja", "translation-missing"),
        ("practices[1].anchors[2].ja", "translation-missing"),
        (f"{ADVICE}.actions[0].first_step.ja", "translation-missing"),
    ]


def test_a_text_in_no_language_of_the_pack_is_not_asked_for():
    document = sound_document()
    document["title"]["fr"] = "Petit"

    assert found(document) == []


@pytest.mark.parametrize("language", ["en", "ja"])
def test_an_empty_text_is_none(language):
    document = both()
    document["recommendations"][0]["advice"][language] = " "

    assert found(document) == [(f"{ADVICE}.advice.{language}", "text-empty")]


def test_a_translation_is_outdated_since_its_source_changed():
    lagging = {
        "edition/summary/ja": "2026-11-20T08:00:00+00:00",
        "recommendations/x/actions/do/title/ja": "2026-11-21T09:00:00+00:00",
        "practices/q/anchors/2/ja": "2026-11-21T09:00:00+00:00",
        "practices/gone/name/ja": "2026-11-21T09:00:00+00:00",
    }

    said = findings(both(), lagging=lagging)

    assert [(one.place, one.code, one.values["day"]) for one in said] == [
        ("summary.ja", "translation-outdated", "2026-11-20"),
        ("practices[1].anchors[2].ja", "translation-outdated", "2026-11-21"),
        (f"{ADVICE}.actions[0].title.ja", "translation-outdated", "2026-11-21"),
    ]


def test_a_text_has_the_room_that_pages_give_it():
    document = both()
    document["recommendations"][0]["title"] = {"en": "x" * 120, "ja": "あ" * 60}
    assert found(document) == []

    document["recommendations"][0]["title"] = {"en": "x" * 121, "ja": "あ" * 61}
    said = findings(document)

    assert [(one.place, one.code, one.values) for one in said] == [
        (f"{ADVICE}.title.en", "text-too-long", {"letters": 121, "most": 120}),
        (f"{ADVICE}.title.ja", "text-too-long", {"letters": 61, "most": 60}),
    ]


def test_every_text_has_a_length():
    assert {kind: set(fields) for kind, fields in MOST.items()} == {kind: set(paths) for kind, paths in TEXTS.items()}
    assert most_letters("levels", "name", "zh-Hant") == most_letters("levels", "name", "en") // 2


@pytest.mark.parametrize("same", ["Nobody  keeps a list", "nobody keeps a list.", "Nobody keeps a list. "])
def test_anchors_of_one_practice_differ(same):
    document = sound_document()
    document["practices"][1]["anchors"][0] = text("Nobody keeps a list.")
    document["practices"][1]["anchors"][3] = text(same)

    (finding,) = findings(document)

    assert (finding.place, finding.code) == ("practices[1].anchors[3].en", "anchors-alike")
    assert finding.values == {"number": 0}


def test_so_do_they_in_each_language_in_wordings_and_in_the_scale():
    document = both()
    document["practices"][0]["anchors"][4]["ja"] = document["practices"][0]["anchors"][1]["ja"]
    five = [{"en": f"w {number}", "ja": f"わ{number}"} for number in range(5)]
    question = {"en": "q", "ja": "問"}
    worded = {"perspective": "ospo", "question": question, "anchors": [*five[:4], {**five[4], "ja": "わ0。"}]}
    document["practices"][0]["wordings"] = [worded]
    document["scale"] = [*five[:4], {**five[4], "en": "W 2"}]

    assert found(document) == [
        ("scale[4].en", "anchors-alike"),
        ("practices[0].anchors[4].ja", "anchors-alike"),
        ("practices[0].wordings[0].anchors[4].ja", "anchors-alike"),
    ]


def test_two_practices_may_share_an_anchor():
    document = sound_document()
    for one in document["practices"]:
        one["anchors"][0] = text("Nobody does this.")

    assert found(document) == []


def test_names_and_titles_stand_once():
    document = sound_document()
    document["practices"].append(practice("z", name=text("Q.")))
    document["recommendations"][0]["practices"].append("z")
    document["recommendations"][0]["actions"].append(action("again", title=text("again"), raises={"p": 1}))

    assert [(one.place, one.code, one.values) for one in findings(document)] == [
        ("practices[2].name.en", "name-repeated", {"other": "practices[1].name"}),
    ]

    document["recommendations"][0]["actions"][1]["title"] = text("Title")
    document["recommendations"][0]["actions"][0]["title"] = text("title.")

    assert (f"{ADVICE}.actions[1].title.en", "name-repeated") in found(document)
