# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import json

import pytest

from assessments.domain.canonical import canonical_json
from assessments.domain.edition import Edition, parse_edition
from assessments.domain.faults import EditionFaults, Fault
from tests.assessments.domain.cases import (
    action,
    changed,
    conformance_edition,
    practice,
    recommendation,
    situation,
    small_document,
    small_edition,
    text,
)

LEAF = {"faced": "s"}


def faults_of(document):
    with pytest.raises(EditionFaults) as refused:
        parse_edition(document)
    return [(fault.place, fault.message) for fault in refused.value.faults]


def faults_after(change):
    return faults_of(changed(small_document(), change))


def rule_faults_of(rule):
    return faults_of(small_document(recommendations=[recommendation("x", rule)]))


def not_six_deep(rule, times):
    for _ in range(times):
        rule = {"not": rule}
    return rule


@pytest.mark.parametrize(
    ("change", "place", "message"),
    [
        (lambda d: d.pop("title"), "title", "is missing"),
        (lambda d: d.update(title=None), "title", "is missing"),
        (lambda d: d.update(colour="red"), "colour", "is not a known field"),
        (lambda d: d.update(pack="Small Pack"), "pack", "must be lower-case words joined by hyphens"),
        (lambda d: d.update(pack="p" * 81), "pack", "must have at most 80 characters"),
        (
            lambda d: d["situations"][0]["signals"][0].update(key="g" * 81),
            "situations[0].signals[0].key",
            "must have at most 80 characters",
        ),
        (lambda d: d.update(edition="1\n"), "edition", "must be numbers joined by full stops, such as 1.1.0"),
        (lambda d: d.update(edition='1"'), "edition", "must be numbers joined by full stops, such as 1.1.0"),
        (lambda d: d.update(edition="1" * 21), "edition", "must have at most 20 characters"),
        (lambda d: d.update(edition=1), "edition", "must be text; a number or a word such as true needs quotes"),
        (lambda d: d.update(languages=["en", "en"]), "languages[1]", "en is twice there"),
        (lambda d: d.update(title={"ja": "小"}), "title", "must have a text in en"),
        (lambda d: d.update(title="Small"), "title", "must be an object"),
        (lambda d: d.update(title={"en": 5}), "title.en", "must be text; a number or a word such as true needs quotes"),
        (lambda d: d["levels"].append("ospo"), "levels[1]", "must be an object"),
        (lambda d: d["levels"].append(d["levels"][0]), "levels[1].key", "ospo is twice there"),
        (lambda d: d["facts"].append(d["facts"][0]), "facts[1].key", "f is twice there"),
        (lambda d: d["practices"].append(practice("p")), "practices[2].key", "p is twice there"),
        (lambda d: d["situations"].append(situation("s")), "situations[1].key", "s is twice there"),
        (lambda d: d["routines"].append(d["routines"][0]), "routines[1].key", "r is twice there"),
        (lambda d: d.update(scale=[text("a")] * 4), "scale", "must be five texts, not 4"),
    ],
)
def test_fault_of_the_edition(change, place, message):
    assert faults_after(change) == [(place, message)]


@pytest.mark.parametrize(
    ("change", "place", "message"),
    [
        (lambda d: d.update(languages=[]), "languages", "must not be empty"),
        (lambda d: d.update(languages=["english"]), "languages[0]", "must be a language code such as en"),
        (lambda d: d.update(levels={}), "levels", "must be a list"),
        (lambda d: d["practices"][0].update(key=None), "practices[0].key", "is missing"),
    ],
)
def test_fault_that_others_follow_from(change, place, message):
    assert (place, message) in faults_after(change)


@pytest.mark.parametrize(
    ("fields", "place", "message"),
    [
        ({"level": "board"}, "level", "names board, which is not among the levels"),
        ({"sources": ["guide"]}, "sources[0]", "names guide, which is not among the resources"),
        ({"anchors": [text("a")] * 6}, "anchors", "must be five texts, not 6"),
        ({"anchors": [text("a")] * 4 + [{}]}, "anchors[4]", "must have a text in en"),
        ({"weight": 0}, "weight", "must be more than 0"),
        ({"weight": -1}, "weight", "must be more than 0"),
        ({"weight": "1"}, "weight", "must be a number with at most four places"),
        ({"weight": True}, "weight", "must be a number with at most four places"),
        ({"weight": 0.00001}, "weight", "must be a number with at most four places"),
        ({"weight": 10**12}, "weight", "must be a number with at most four places"),
        ({"weight": float("nan")}, "weight", "must be a number with at most four places"),
        ({"scan": "yes"}, "scan", "must be true or false"),
        ({"ask": ["boss"]}, "ask[0]", "must be 'management', 'ospo', 'employee' or 'business_unit'"),
        ({"ask": ["ospo", "ospo"]}, "ask[1]", "ospo is twice there"),
        ({"asked_at": ["team"]}, "asked_at[0]", "must be 'group', 'company', 'unit' or 'department'"),
        (
            {"wordings": [{"perspective": "ospo", "question": text("q"), "anchors": [text("a")]}]},
            "wordings[0].anchors",
            "must be five texts, not 1",
        ),
        ({"wordings": [{}]}, "wordings[0].perspective", "is missing"),
        ({"hint": "h"}, "hint", "is not a known field"),
    ],
)
def test_fault_of_a_practice(fields, place, message):
    found = faults_of(small_document(practices=[practice("p", not_applicable=text("n")), practice("q", **fields)]))

    assert (f"practices[1].{place}", message) in found


@pytest.mark.parametrize(
    ("fields", "place", "message"),
    [
        ({"signals": []}, "signals", "must not be empty"),
        ({"signals": [{"key": "a", "text": text("a"), "weight": 0}]}, "signals[0].weight", "must be more than 0"),
        ({"signals": [{"key": "a", "text": text("a")}] * 2}, "signals[1].key", "a is twice there"),
        ({"practices": ["x"]}, "practices[0]", "names x, which is not among the practices"),
        ({"practices": ["p", "p"]}, "practices[1]", "p is twice there"),
        ({"source": "guide"}, "source", "names guide, which is not among the resources"),
        ({"origin": "sony"}, "origin", "must be 'seed', 'further' or 'local'"),
        ({"number": 1.5}, "number", "must be a whole number"),
        ({"number": "1"}, "number", "must be a whole number"),
    ],
)
def test_fault_of_a_situation(fields, place, message):
    assert faults_of(small_document(situations=[situation("s", **fields)])) == [(f"situations[0].{place}", message)]


@pytest.mark.parametrize(
    ("fields", "place", "message"),
    [
        ({"situation": "x"}, "situation", "names x, which is not among the situations"),
        ({"practices": ["x"]}, "practices[0]", "names x, which is not among the practices"),
        ({"resources": ["x"]}, "resources[0]", "names x, which is not among the resources"),
        ({"review_by": "2026-02-30"}, "review_by", "must be a day such as 2026-11-22"),
        ({"review_by": "2026-2-3"}, "review_by", "must be a day such as 2026-11-22"),
        ({"actions": [action("a", level="x")]}, "actions[0].level", "names x, which is not among the levels"),
        ({"actions": [action("a")] * 2}, "actions[1].key", "a is twice there"),
        ({"actions": [action("a", effort="XL")]}, "actions[0].effort", "must be 'S', 'M' or 'L'"),
        (
            {"actions": [action("a", raises={"x": 3})]},
            "actions[0].raises.x",
            "names x, which is not among the practices",
        ),
        ({"actions": [action("a", raises={"p": 5})]}, "actions[0].raises.p", "must be 4 or less"),
        (
            {"actions": [action("a", sets={"x": "once"})]},
            "actions[0].sets.x",
            "names x, which is not among the routines",
        ),
        (
            {"examples": [{**{field: text("t") for field in ("who", "did", "result")}, "source": "x"}]},
            "examples[0].source",
            "names x, which is not among the resources",
        ),
    ],
)
def test_fault_of_a_recommendation(fields, place, message):
    found = faults_of(small_document(recommendations=[recommendation("x", LEAF, **fields)]))

    assert found == [(f"recommendations[0].{place}", message)]


def test_action_keys_are_unique_in_the_whole_edition():
    advice = [recommendation(key, LEAF, actions=[action("a")]) for key in ("x", "y")]

    assert faults_of(small_document(recommendations=advice)) == [
        ("recommendations[1].actions[0].key", "a is twice there")
    ]


@pytest.mark.parametrize(
    ("rule", "place", "message"),
    [
        ("s", "", "is not a rule"),
        ({}, "", "is not a rule"),
        ({"faced": "x"}, ".faced", "names x, which is not among the situations"),
        ({"exposure": "x", "at_least": 1}, ".exposure", "names x, which is not among the situations"),
        ({"exposure": "s", "at_least": 1.1}, ".at_least", "must be 1 or less"),
        ({"exposure": "s"}, ".at_least", "is missing"),
        ({"practice": "x", "at_most": 1}, ".practice", "names x, which is not among the practices"),
        ({"practice": "p", "at_most": 5}, ".at_most", "must be 4 or less"),
        ({"practice": "p", "at_least": -1}, ".at_least", "must be 0 or more"),
        ({"practice": "p", "at_least": 0.5}, ".at_least", "must be a whole number"),
        ({"practice": "p"}, ".at_least", "is missing"),
        ({"practice": "p", "at_most": 1, "or_na": True}, ".or_na", "is not a known field"),
        ({"practice": "p", "below_target": False}, ".below_target", "must be true"),
        ({"level": "x", "below": 50}, ".level", "names x, which is not among the levels"),
        ({"level": "ospo", "below": 101}, ".below", "must be 100 or less"),
        ({"level": "ospo", "at_least": -1}, ".at_least", "must be 0 or more"),
        ({"disagreement": "x", "at_least": 1}, ".disagreement", "names x, which is not among the practices"),
        ({"disagreement": "p", "at_least": 0}, ".at_least", "must be 1 or more"),
        ({"routine": "x", "at_least": "once"}, ".routine", "names x, which is not among the routines"),
        ({"fact": "x"}, ".fact", "names x, which is not among the facts"),
        ({"faced": "s", "at_least": 1}, ".at_least", "is not a known field"),
        ({"all": []}, ".all", "must not be empty"),
        ({"any": []}, ".any", "must not be empty"),
        ({"all": LEAF}, ".all", "must be a list"),
        ({"any": [LEAF, {"not": {"all": [3]}}]}, ".any[1].not.all[0]", "is not a rule"),
        (not_six_deep(LEAF, 7), "", "nests deeper than 6"),
        ({"any": [LEAF] * 41}, "", "has more than 40 leaves"),
        ({"all": [{"any": [LEAF, {"fact": "f"}]}] * 11}, "", "has more than 1024 conjunctions in its normal form"),
        ({"any": [{"all": [LEAF, {"fact": "f"}]}] * 11}, "", "has more than 1024 conjunctions in its normal form"),
    ],
)
def test_fault_of_a_rule(rule, place, message):
    assert rule_faults_of(rule) == [(f"recommendations[0].when{place}", message)]


@pytest.mark.parametrize(
    "rule",
    [not_six_deep(LEAF, 6), {"any": [LEAF] * 40}, {"all": [{"any": [LEAF, {"fact": "f"}]}] * 10}],
    ids=["six deep", "forty leaves", "1024 conjunctions"],
)
def test_largest_rules_are_accepted(rule):
    assert small_edition(recommendations=[recommendation("x", rule)]).recommendation("x").key == "x"


def test_rules_of_stages_are_checked_too():
    stage = {"key": "t", "name": text("t"), "description": text("t"), "reached_when": {"fact": "x"}}

    assert faults_of(small_document(stages=[stage])) == [
        ("stages[0].reached_when.fact", "names x, which is not among the facts")
    ]


@pytest.mark.parametrize(
    ("settings", "place", "message"),
    [
        ({"faced_at": 0}, "faced_at", "must be more than 0"),
        ({"faced_at": 1.01}, "faced_at", "must be 1 or less"),
        ({"fresh_days": 0}, "fresh_days", "must be 1 or more"),
        ({"fresh_days": 3651}, "fresh_days", "must be 3650 or less"),
        ({"fresh_days": 1.5}, "fresh_days", "must be a whole number"),
        ({"default_target": 5}, "default_target", "must be 4 or less"),
        ({"disagreement_at": 0}, "disagreement_at", "must be 1 or more"),
        ({"disagreement_at": 5}, "disagreement_at", "must be 4 or less"),
        ({"min_replies": 4}, "min_replies", "must be 5 or more"),
    ],
)
def test_fault_of_a_setting(settings, place, message):
    assert faults_of(small_document(settings=settings)) == [(f"settings.{place}", message)]


@pytest.mark.parametrize(
    ("profile", "place", "message"),
    [
        ({"targets": {"x": 1}}, "targets.x", "names x, which is not among the practices"),
        ({"targets": {"p": 5}}, "targets.p", "must be 4 or less"),
        ({"not_applicable": ["x"]}, "not_applicable[0]", "names x, which is not among the practices"),
        ({"not_applicable": ["q"]}, "not_applicable[0]", 'must not be q: "na" is not offered for it'),
    ],
)
def test_fault_of_a_profile(profile, place, message):
    document = small_document(profiles=[{"key": "c", "name": text("c"), "description": text("c"), **profile}])

    assert faults_of(document) == [(f"profiles[0].{place}", message)]


@pytest.mark.parametrize(
    ("renames", "place", "message"),
    [
        ({"practices": {"o": "x"}}, "practices.o", "names x, which is not among the practices"),
        ({"practices": {"o": "p", "p": "q"}}, "practices.o", "must not be p, which is renamed itself"),
        ({"practices": {"o": "p", "n": "p"}}, "practices.n", "must not be p, which another old key is renamed to"),
        ({"signals": {"o": "a"}}, "signals", "is not a known field"),
        ({"practices": {"o": 5}}, "practices.o", "must be text; a number or a word such as true needs quotes"),
    ],
)
def test_fault_of_renames(renames, place, message):
    assert faults_of(small_document(renames=renames)) == [(f"renames.{place}", message)]


def test_faults_of_routines_resources_and_samples():
    document = small_document(
        resources=[{"key": "g", "title": text("g"), "url": "javascript:x", "summary": text("g"), "licence": "CC0-1.0"}],
        samples=[{"key": "m", "name": text("m"), "answers": {"practices": {"x": {}, "q": {"agreed": "na"}}}}],
    )
    document["routines"][0].update(cadences=["never", "daily"], supports=["x"])

    assert set(faults_of(document)) == {
        ("resources[0].url", "must be an address that begins with https:// or http://"),
        ("samples[0].answers.on", "is missing"),
        ("samples[0].answers.practices.x", "names x, which is not among the practices"),
        ("samples[0].answers.practices.q.agreed", 'must not be "na": the edition does not offer it for q'),
        (
            "routines[0].cadences[1]",
            "must be 'never', 'once', 'yearly', 'half-yearly', 'quarterly', 'monthly', 'weekly' or 'continuous'",
        ),
        ("routines[0].supports[0]", "names x, which is not among the practices"),
    }


def test_faults_of_shape_and_of_meaning_are_listed_together():
    document = small_document(licence=None, situations=[situation("s", practices=["x"], signals=[])])

    assert faults_of(document) == [
        ("licence", "is missing"),
        ("situations[0].signals", "must not be empty"),
        ("situations[0].practices[0]", "names x, which is not among the practices"),
    ]


@pytest.mark.parametrize("document", [None, [], "edition", 3, {"practices": {"a": [None, 5]}, "languages": [[]]}])
def test_what_is_no_edition_at_all_is_refused(document):
    assert faults_of(document) != []


def test_deep_and_unreadable_documents_are_refused():
    deep = []
    for _ in range(40):
        deep = [deep]

    assert faults_of({"a": deep})[0][1] == "nests deeper than 32"
    assert faults_of({"title": {"en": "\ud800"}}) == [("title.en", "holds characters that are no text")]
    assert faults_of({"title": {"en": "\0"}}) == [("title.en", "holds characters that are no text")]


def test_a_fault_reads_as_a_line():
    assert str(Fault("practices[2].anchors", "must be five texts")) == "practices[2].anchors: must be five texts"
    assert str(Fault("", "must be an object")) == "must be an object"


def test_defaults_are_those_of_the_specification():
    edition = small_edition()

    settings = edition.settings
    assert (settings.faced_at * 2, settings.fresh_days, settings.default_target) == (1, 365, 3)
    assert (settings.disagreement_at, settings.min_replies) == (2, 5)
    assert (edition.practice("p").weight, edition.practice("p").scan) == (1, False)
    assert edition.situation("s").origin == "local"


def test_look_ups_by_key():
    edition = conformance_edition()

    assert edition.level("ospo").key == "ospo"
    assert edition.fact("eu-market").key == "eu-market"
    assert edition.practice("charter").level == "ospo"
    assert [one.key for one in edition.practices_of("ospo")] == ["charter", "health"]
    assert edition.practices_of("board") == ()
    assert edition.situation("technology-only").number == 2
    assert edition.recommendation("train-people").practices == ("training",)
    assert edition.recommendation_of("run-course").key == "train-people"
    assert edition.action("run-course").raises == {"training": 4, "culture": 2}
    assert edition.routine("training-course").kind == "education"
    assert edition.resource("guide").licence == "CC-BY-4.0"
    assert edition.stage("office").reached_when is not None
    assert edition.profile("consumer").not_applicable == ("publishing",)
    with pytest.raises(KeyError):
        edition.practice("x")


def test_a_sample_is_found_and_its_answers_are_parsed():
    sample = {"key": "m", "name": text("m"), "answers": {"on": "2026-11-22", "practices": {"p": {"agreed": "na"}}}}

    edition = small_edition(samples=[sample])

    assert edition.sample("m").answers.practices["p"].agreed == "na"


def test_a_practice_is_worded_for_its_reader():
    wording = {"perspective": "employee", "question": text("you?"), "anchors": [text("a")] * 5}

    one = small_edition(practices=[practice("p", wordings=[wording])], routines=[], situations=[]).practice("p")

    assert one.worded_for("employee").question == {"en": "you?"}
    assert one.worded_for("ospo") is one
    assert one.worded_for(None) is one


def test_an_edition_never_changes():
    with pytest.raises(ValueError, match="frozen"):
        small_edition().pack = "other"


def test_canonical_edition_is_the_same_edition():
    edition = conformance_edition()

    again = parse_edition(json.loads(canonical_json(edition)))

    assert again == edition
    assert canonical_json(again) == canonical_json(edition)


def test_json_schema_of_an_edition_can_be_published():
    assert Edition.model_json_schema()["properties"]["practices"]["type"] == "array"


def test_a_fault_keeps_its_template_and_values_for_other_languages():
    with pytest.raises(EditionFaults) as refused:
        parse_edition(small_document(practices=[practice("p", level="x"), practice("q", weight=0)], scale=[text("a")]))

    told = {fault.place: (fault.template, dict(fault.values)) for fault in refused.value.faults}
    assert told["practices[0].level"] == (
        "names %(key)s, which is not among the %(kind)s",
        {"key": "x", "kind": "levels"},
    )
    assert told["practices[1].weight"] == ("must be more than %(gt)s", {"gt": "0"})
    assert told["scale"] == ("must be five texts, not %(number)s", {"number": 1})


def test_several_names_in_a_fault_are_a_list():
    assert Fault("", "names %(keys)s", {"keys": ("a", "b", "c")}).message == "names a, b and c"
    assert Fault("", "names %(keys)s", {"keys": ("a",)}).message == "names a"
