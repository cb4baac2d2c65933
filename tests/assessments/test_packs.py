# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The built-in pack: what holds of its content beyond what the engine checks of any edition."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.domain.answers import parse_answers
from assessments.domain.canonical import plain
from assessments.domain.result import evaluate
from assessments.queries.about import sections_of
from tests.factories import built_in_document

EDITION = built_in_document()
RECOMMENDATIONS = [one.key for one in EDITION.recommendations]
LEVELS = ["management", "ospo", "employee", "business-units"]


def texts(node: Any, place: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Every text of the edition with its place; a text is an object whose keys are languages."""
    if isinstance(node, dict) and node and set(node) <= {"en", "ja"}:
        yield place, node
    elif isinstance(node, dict):
        for key, child in node.items():
            yield from texts(child, f"{place}.{key}")
    elif isinstance(node, list | tuple):
        for index, child in enumerate(node):
            yield from texts(child, f"{place}[{index}]")


TEXTS = list(texts(plain(EDITION)))


def test_it_has_four_levels_and_their_practices():
    counts = {level.key: len(EDITION.practices_of(level.key)) for level in EDITION.levels}

    assert counts == {"management": 6, "ospo": 7, "employee": 6, "business-units": 5}


def test_every_text_stands_in_both_languages():
    lacking = [place for place, text in TEXTS if not (text.get("en", "").strip() and text.get("ja", "").strip())]

    assert lacking == []


def test_japanese_is_written_in_japanese():
    """Proper names, as of resources and organizations, may stand in Latin letters."""
    latin = re.compile(r"[\x00-\u024f\u2010-\u203a]*")
    untranslated = [place for place, text in TEXTS if latin.fullmatch(text["ja"]) and len(text["ja"].split()) > 5]

    assert untranslated == []


def test_words_that_this_product_does_not_use():
    barred = re.compile(r"\b(score|grade|maturity level|compliant|weak)\b", re.IGNORECASE)

    assert [place for place, text in TEXTS if barred.search(text["en"])] == []


def test_words_that_the_japanese_of_this_product_does_not_use():
    """What docs/japanese-reading.md writes otherwise, and questions that はい and いいえ don't answer."""
    barred = re.compile(
        "自社|貴社|社員|ビジネスユニット|チャンピオン|メンテナ(?!ー)|研修|コラボレーション|上流|取引先|代行者|部門長|議長|ライン管理職"
        "|スポンサー役員|エンジニア|(?<!ソフトウェア)アーキテクト|初参加者|講演|バグ報告|テンプレート|在庫|証拠|証跡|部品(?!表)"
        "|(?<!早期)警告|(?<!学習)コース|(?<!貢献（)コントリビューション"
        "|(?<![A-Z])OSS(?! 戦略| ライセンス委員会| 四半期レポート| [A-Z])"
        "|ませんか|わか[らりる]|とらえ|併せ|(?<!その)他の|[二三四五六七八九]つ|悪い場合|良い場合|！|～"
    )

    assert [(place, found[0]) for place, text in TEXTS if (found := barred.search(text["ja"]))] == []


def test_eight_practices_make_the_scan_two_at_each_level():
    scanned = [practice.level for practice in EDITION.practices if practice.scan]

    assert sorted(scanned, key=LEVELS.index) == [level for level in LEVELS for _each in range(2)]


def test_whoever_is_asked_as_an_employee_has_an_employees_wording():
    asked = {practice.key for practice in EDITION.practices if "employee" in practice.ask}
    worded = {
        practice.key for practice in EDITION.practices if any(w.perspective == "employee" for w in practice.wordings)
    }

    assert asked == worded
    assert len(asked) == 10


def test_the_seeds_situations_stand_in_the_seeds_order():
    seed = [one for one in EDITION.situations if one.origin == "seed"]

    assert [(one.number, one.seed_position) for one in seed] == [(1, 1), (2, 2), (3, 3), (4, 5), (5, 4)]
    assert {one.source for one in seed} == {"sony-journey"}


@pytest.mark.parametrize("key", RECOMMENDATIONS)
def test_a_recommendation_has_actions_at_every_level_that_raise_something(key):
    actions = EDITION.recommendation(key).actions

    assert 4 <= len(actions) <= 6
    assert {action.level for action in actions} == set(LEVELS)
    assert all(action.raises for action in actions)


def test_every_practice_is_used_by_a_situation_or_its_target_by_a_profile():
    assert {key for profile in EDITION.profiles for key in profile.targets} == {one.key for one in EDITION.practices}


def test_no_stage_asks_anybody_to_publish_or_to_aim_lower():
    leaves = [str(stage.reached_when) for stage in EDITION.stages]

    assert len(leaves) == 5
    assert not any("below_target" in leaf or "deliberate-use-and-creation" in leaf for leaf in leaves)


def test_attribution_and_notice_say_that_nobody_endorses_and_that_the_scenarios_are_not_sonys():
    assert "Neither Sony" in " ".join(EDITION.attribution)
    assert "ソニー" in EDITION.notice["ja"]


def test_what_the_pack_says_of_itself_is_cut_alike_and_leads_to_the_same_places_in_both_languages():
    sections = sections_of(EDITION.about)
    links = {language: set(re.findall(r"\]\((.+?)\)", text)) for language, text in EDITION.about.items()}

    assert [sorted(section.title) for section in sections] == [["en", "ja"]] * 6
    assert links["en"] == links["ja"] and len(links["en"]) == 16


VALUES = st.sampled_from([0, 1, 2, 3, 4, None])
DEGREES = st.sampled_from(["us", "us", "somewhat", "not_us", None])


@st.composite
def facing(draw: st.DrawFn, key: str, profile: str) -> dict[str, Any]:
    """Answers in which the recommendation's situation is likely faced, under a profile."""
    values = {
        one.key: {"agreed": draw(st.one_of(VALUES, st.just("na")) if one.not_applicable else VALUES)}
        for one in EDITION.practices
    }
    situation = EDITION.situation(EDITION.recommendation(key).situation)
    signals = {signal.key: {"agreed": draw(DEGREES)} for signal in situation.signals}
    said: dict[str, Any] = {"signals": signals}
    if stance := draw(st.sampled_from([None, None, "faced", "not_faced"])):
        said["stance"] = stance
    routines = {one.key: draw(st.sampled_from([None, *one.cadences])) for one in EDITION.routines}
    facts = {one.key: draw(st.sampled_from([True, True, False, None])) for one in EDITION.facts}
    return {
        "on": "2026-11-22",
        "profile": profile,
        "facts": facts,
        "practices": values,
        "situations": {situation.key: said},
        "routines": routines,
    }


def verdict(document: dict[str, Any], key: str) -> str:
    result = evaluate(EDITION, parse_answers(EDITION, document))
    return next((one.verdict for one in result.recommendations if one.key == key), "not matched")


@pytest.mark.parametrize("profile", [one.key for one in EDITION.profiles])
@pytest.mark.parametrize("key", RECOMMENDATIONS)
def test_doing_all_its_actions_makes_a_recommendation_unnecessary(key, profile):
    """Where the targets lie at or below what the actions reach, and nothing else changes."""
    actions = EDITION.recommendation(key).actions
    reach: dict[str, int] = {}
    for action in actions:
        for practice, value in action.raises.items():
            reach[practice] = max(value, reach.get(practice, 0))
    targets = {key: min(value, EDITION.profile(profile).targets[key]) for key, value in reach.items()}
    matched = []

    @settings(max_examples=60)
    @given(facing(key, profile))
    def holds(document: dict[str, Any]) -> None:
        document["targets"] = targets
        if verdict(document, key) == "matched":
            matched.append(document)
            assert verdict(document | {"done": [action.key for action in actions]}, key) == "not matched"

    holds()
    assert len(matched) >= 10


@pytest.mark.parametrize("situation", [one.key for one in EDITION.situations])
def test_the_scan_and_the_facts_alone_are_enough_to_match(situation):
    signals = {signal.key: {"agreed": "us"} for signal in EDITION.situation(situation).signals}
    document = {
        "on": "2026-11-22",
        "facts": {one.key: True for one in EDITION.facts},
        "practices": {one.key: {"agreed": 0} for one in EDITION.practices if one.scan},
        "situations": {situation: {"signals": signals}},
    }

    result = evaluate(EDITION, parse_answers(EDITION, document))

    matched = {one.key for one in result.recommendations if one.verdict == "matched"}
    assert {one.key for one in EDITION.recommendations if one.situation == situation} <= matched
