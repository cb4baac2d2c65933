# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The built-in pack's made-up organizations, and its stages: what comes out is named in full, so that a change of a
rule shows here."""

import json
from fractions import Fraction
from typing import Any

import pytest
from django.core.management import call_command

from assessments.domain.answers import parse_answers
from assessments.domain.canonical import canonical_json, plain
from assessments.domain.figures import percent
from assessments.domain.result import Result, evaluate
from assessments.domain.standing import standing_of
from assessments.management.commands.load_pack import BUILT_IN
from tests.factories import built_in_document

EDITION = built_in_document()
KASUMI, HOSHINO, AOZORA = "kasumi-city-services", "hoshino-devices", "aozora-group"

# The values of each level's practices, in the edition's order.
VALUES = {
    KASUMI: [[1, 1, 1, 0, 1, 0], [1, 1, 1, 1, 1, 0, 1], [1, 1, 1, 0, 1, 1], [1, 0, "na", 1, 0]],
    HOSHINO: [[2, 2, 2, 2, 1, 1], [2, 2, 2, 3, 1, 1, 1], [2, 3, 2, 1, 2, 1], [2, 2, 1, 2, 2]],
    AOZORA: [[4, 3, 3, 4, 3, 3], [3, 3, 3, 4, 3, 3, 3], [3, 3, 4, 3, 3, 3], [3, 3, 3, 3, 3]],
}
MEANS = {
    KASUMI: ["0.67", "0.86", "0.83", "0.50"],
    HOSHINO: ["1.67", "1.71", "1.83", "1.80"],
    AOZORA: ["3.33", "3.14", "3.17", "3.00"],
}
FACED = {
    KASUMI: ["culture-structure-neglected", "stretched-thin"],
    HOSHINO: ["technology-only", "community-building-gap", "compliance-police-image"],
    AOZORA: ["security-data-split", "ai-unowned"],
}
# By priority; the first three are what such an organization reads first.
MATCHED = {
    KASUMI: [
        "culture-investment",
        "narrow-and-spread",
        "one-responsibility",
        "know-and-rehearse",
        "collaboration-inside-and-outside",
        "share-one-set-of-principles",
        "secure-a-sponsor",
        "watch-who-controls",
        "fit-to-the-organization",
        "measure-from-goals",
    ],
    HOSHINO: [
        "genuine-ospo",
        "collaboration-inside-and-outside",
        "show-help-before-checks",
        "community-pillar",
        "watch-who-controls",
        "give-ai-an-owner",
        "know-and-rehearse",
        "deliver-a-short-list",
    ],
    AOZORA: ["one-responsibility", "give-ai-an-owner"],
}
# What the answers leave open: a sign that nobody could tell.
OPEN = {KASUMI: ["upstream-licence-change"], HOSHINO: ["contribution-friction"], AOZORA: []}
POSSIBLE = {KASUMI: [], HOSHINO: ["make-giving-back-light"], AOZORA: []}
every_sample = pytest.mark.parametrize("key", [KASUMI, HOSHINO, AOZORA])


def outcome(key: str) -> Result:
    return evaluate(EDITION, EDITION.sample(key).answers)


def lacking(result: Result) -> list[Any]:
    assert result.next is not None
    return [plain(leaf) for leaf in result.next.lacking]


def of_verdict(result: Result, verdict: str) -> list[str]:
    return [one.key for one in result.recommendations if one.verdict == verdict]


def of_faced(result: Result, faced: str) -> list[str]:
    return [one.key for one in result.situations if one.faced == faced]


def test_three_organizations_that_use_take_part_and_lead():
    assert [(one.key, one.answers.profile) for one in EDITION.samples] == [
        (KASUMI, "consume"),
        (HOSHINO, "take-part"),
        (AOZORA, "lead"),
    ]


@every_sample
def test_its_practices_have_the_values_that_its_story_tells(key):
    values = {one.key: one.value for one in outcome(key).practices}

    assert [[values[one.key] for one in EDITION.practices_of(level.key)] for level in EDITION.levels] == VALUES[key]


@every_sample
def test_a_mean_of_0_to_4_is_a_quarter_of_what_is_said_in_percent(key):
    numbers = [[value for value in level if value != "na"] for level in VALUES[key]]
    means = [Fraction(sum(level), len(level)) for level in numbers]

    standing = standing_of(EDITION, EDITION.sample(key).answers)

    assert [f"{float(mean):.2f}" for mean in means] == MEANS[key]
    assert [figures.said for figures in standing.levels.values()] == [mean / 4 for mean in means]
    assert [level.said for level in outcome(key).levels] == [percent(mean / 4) for mean in means]


@every_sample
def test_it_faces_the_situations_of_its_story_and_no_others(key):
    result = outcome(key)

    assert (of_faced(result, "yes"), of_faced(result, "unknown")) == (FACED[key], OPEN[key])


@every_sample
def test_it_is_advised_on_what_it_faces_first(key):
    result = outcome(key)

    assert (of_verdict(result, "matched"), of_verdict(result, "possible")) == (MATCHED[key], POSSIBLE[key])
    assert {EDITION.recommendation(one).situation for one in MATCHED[key][: len(FACED[key])]} == set(FACED[key])


@every_sample
def test_it_answers_every_fact_and_some_of_its_answers_are_backed_by_fresh_evidence_and_some_are_not(key):
    kinds = {one.evidence for one in outcome(key).practices}

    assert set(EDITION.sample(key).answers.facts) == {one.key for one in EDITION.facts}
    assert kinds == {"fresh", "stale", "none"}


def test_only_the_maker_was_asked_in_several_views_and_they_disagree_on_what_the_office_is_for():
    disagreements = {key: [one.key for one in outcome(key).practices if one.disagreement] for key in VALUES}

    assert disagreements == {KASUMI: [], HOSHINO: ["charter-and-role"], AOZORA: []}


def test_the_stages_of_the_three():
    assert [outcome(key).stage for key in (KASUMI, HOSHINO, AOZORA)] == [
        "volunteer-committee",
        "established-office",
        "strategic-function",
    ]
    assert outcome(AOZORA).next is None


def test_what_the_public_body_lacks_for_an_established_office():
    assert lacking(outcome(KASUMI)) == [
        {"practice": "charter-and-role", "at_least": 2},
        {"practice": "guidance-and-policy", "at_least": 2},
        {"practice": "resourcing", "at_least": 2},
        *({"level": level, "at_least": 25} for level in ("management", "ospo", "employee", "business-units")),
    ]


@every_sample
def test_its_answers_can_be_evaluated_from_a_file(key, tmp_path, capsys):
    file = tmp_path / "answers.json"
    file.write_text(canonical_json(EDITION.sample(key).answers))

    call_command("evaluate", str(BUILT_IN), str(file))

    assert json.loads(capsys.readouterr().out) == json.loads(canonical_json(outcome(key)))


def staged(values: int | None, but: dict[str, Any] | None = None, **said: Any) -> Result:
    """The result where every practice has the value, but for some."""
    each = {one.key: values for one in EDITION.practices} | (but or {})
    document = {"on": "2026-11-20", "practices": {key: {"agreed": value} for key, value in each.items()}} | said
    return evaluate(EDITION, parse_answers(EDITION, document))


def test_who_only_uses_open_source_can_reach_the_last_stage():
    result = staged(3, {"cross-unit-collaboration": "na"}, profile="consume", facts={"allows-contributions": False})

    assert (result.stage, result.next) == ("strategic-function", None)


def test_publishing_many_projects_without_guidance_is_scattered():
    result = staged(4, {"guidance-and-policy": 0}, profile="lead", facts={"publishes-projects": True})

    assert result.stage == "scattered"
    assert lacking(result) == [{"practice": "guidance-and-policy", "at_least": 1}]


@pytest.mark.parametrize(("resourcing", "stage"), [(1, "volunteer-committee"), (2, "established-office")])
def test_a_perfect_office_alone_is_held_back_by_the_other_levels(resourcing, stage):
    office = {one.key: 4 for one in EDITION.practices_of("ospo")}

    assert staged(1, office | {"resourcing": resourcing}).stage == stage


def test_where_nothing_is_known_the_first_stage_stands_and_all_of_the_next_is_lacking():
    result = staged(None)

    assert result.stage == "scattered"
    assert lacking(result) == [
        {"practice": "guidance-and-policy", "at_least": 1},
        {"practice": "legal-ip-partnership", "at_least": 1},
    ]


ON_THRESHOLD = {
    "resourcing": 2,
    "governance-rhythm": 0,
    "charter-and-role": 2,
    "guidance-and-policy": 2,
    "community-health": 0,
    "network-and-evolution": 0,
}


def test_exactly_on_every_threshold_is_met_and_a_step_below_is_not():
    on, below = staged(1, ON_THRESHOLD), staged(1, ON_THRESHOLD | {"value-evidence": 0})

    assert ([level.said for level in on.levels], on.stage) == ([25, 25, 25, 25], "established-office")
    assert (below.stage, lacking(below)) == ("volunteer-committee", [{"level": "management", "at_least": 25}])


def test_a_unit_representative_is_not_asked_of_a_single_team():
    single = {"unit-representatives": "na", "practice-sharing": "na", "cross-unit-collaboration": "na"}

    assert staged(2, single).stage == "connected-organization"
    assert staged(2, {"unit-representatives": 1, "practice-sharing": 3}).stage == "established-office"
