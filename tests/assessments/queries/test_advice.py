# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest

from assessments.queries.advice import Adviser
from assessments.queries.reading import Reader
from tests.assessments.domain.cases import conformance
from tests.assessments.queries.outcomes import changed_edition, outcome_of_answers, outcome_of_case

# As the built-in pack has it: what is faced, or what contradicts its denial, and something below target.
CONTRADICTABLE = {
    "all": [
        {
            "any": [
                {"faced": "technology-only"},
                {"all": [{"practice": "charter", "at_most": 1}, {"practice": "culture", "at_most": 1}]},
            ]
        },
        {"any": [{"practice": "charter", "below_target": True}, {"practice": "sharing", "below_target": True}]},
    ]
}


def adviser(outcome):
    return Adviser(outcome, Reader(outcome))


def matched(outcome):
    return {advice.recommendation.key: advice for advice in adviser(outcome).matched()}


def office(when=CONTRADICTABLE, **answers):
    """The advice on the office, matched by this rule."""
    recommendations = conformance("edition.json")["recommendations"]
    recommendations[1]["when"] = when
    edition = changed_edition(recommendations=recommendations)
    return matched(outcome_of_answers(edition, **answers))["genuine-office"]


def test_recommendations_are_the_engines_in_its_order():
    outcome = outcome_of_case("01-complete")
    found = adviser(outcome)

    assert [one.recommendation.key for one in found.matched()] == [one.key for one in outcome.result.recommendations]
    assert [one.rank for one in found.matched()] == [1, 2, 3, 4, 5, 6]
    assert found.possible() == []


def test_grounds_are_the_answers_behind_the_match():
    grounds = matched(outcome_of_case("01-complete"))["share-across"].grounds

    assert [(one.text, one.said, one.note, one.ends_at) for one in grounds] == [
        ("Business units: could be is under 50%", "40%", "", "50% said"),
        ("sharing is at 2 or less", "1", "no evidence", "3"),
        ("Monthly meeting at least quarterly", "monthly", "", "less often than quarterly"),
    ]


def test_a_situation_that_is_faced_shows_the_signs_behind_it():
    grounds = matched(outcome_of_case("01-complete"))["engage-community"].grounds

    assert [(one.sign, one.text, one.said, one.ends_at) for one in grounds] == [
        (False, "You face “s1”", "this is you: 50%", "under 50%"),
        (True, "a", "This is us", "Not us"),
        (True, "b", "Somewhat", "Not us"),
    ]


def test_a_stance_stands_without_signs():
    advice = matched(outcome_of_case("05-stance-overrides"))["genuine-office"]

    assert [one.sign for one in advice.grounds] == [False]


@pytest.mark.parametrize(
    ("situation", "words"),
    [
        ({"stance": "not_faced"}, "You said no; 2 answers say otherwise."),
        ({"signals": {"tools": {"agreed": "not_us"}}}, "Your signs say no; 2 answers say otherwise."),
    ],
)
def test_answers_speak_against_a_denial(situation, words):
    advice = office(situations={"technology-only": situation}, practices={"charter": 1, "culture": 0})

    assert (advice.denial, advice.reason) == (words, words)


def test_one_answer_may_speak_against_a_denial():
    rule = {"any": [{"faced": "technology-only"}, {"disagreement": "charter", "at_least": 2}]}
    views = [{"perspective": "ospo", "value": 4}, {"perspective": "management", "value": 1}]

    advice = office(
        rule, situations={"technology-only": {"stance": "not_faced"}}, practices={"charter": {"responses": views}}
    )

    assert advice.denial == "You said no; 1 answer says otherwise."


def test_being_below_target_counts_against_a_denial_where_nothing_else_does():
    rule = {"practice": "charter", "below_target": True}

    advice = office(rule, situations={"technology-only": {"stance": "not_faced"}}, practices={"charter": 1})

    assert advice.denial == "You said no; 1 answer says otherwise."


def test_nothing_is_denied_where_it_is_faced_or_not_known():
    faced = office(situations={"technology-only": {"stance": "faced"}}, practices={"charter": 1, "culture": 0})
    unknown = office(practices={"charter": 1, "culture": 0})

    assert faced.reason == "You face “s2”; 2 of 2 practices below target."
    assert (unknown.denial, unknown.reason) == ("", "2 of 2 practices below target.")


def test_the_priority_stands_with_its_parts():
    found = matched(outcome_of_case("01-complete"))

    assert found["genuine-office"].priority_words == (
        "this is you: 100% · 2 of 2 practices below target · priority 69 of 100"
    )
    assert found["train-people"].priority_words == "1 of 1 practice below target · priority 25 of 100"


def test_ways_out_are_sentences_with_the_value_now():
    ways = matched(outcome_of_case("01-complete"))["share-across"].ways_out

    assert [[(leaf.condition, leaf.now) for leaf in way] for way in ways] == [
        [("Business units: said is 50% or more", "now 40%")],
        [("sharing is at 3 or more", "now 1")],
    ]


def test_actions_stand_by_level_with_effort_and_horizon_in_words():
    recommendations = conformance("edition.json")["recommendations"]
    recommendations[0]["actions"].reverse()
    recommendations[0]["actions"][0] |= {"effort": "L", "horizon": "year"}
    edition = changed_edition(recommendations=recommendations)
    advice = matched(outcome_of_answers(edition, situations={"community-underrated": {"stance": "faced"}}))

    assert [(step.level, step.effort, step.horizon) for step in advice["engage-community"].steps] == [
        ("management", "Small", "within a quarter"),
        ("ospo", "Large", "within a year"),
    ]


def test_possible_ones_say_what_is_missing():
    possible = {one.recommendation.key: one for one in adviser(outcome_of_case("02-nothing-answered")).possible()}

    assert [(leaf.kind, leaf.key) for leaf in possible["genuine-office"].missing] == [
        ("situation", "technology-only"),
        ("practice", "charter"),
        ("practice", "sponsor"),
    ]
    assert (possible["genuine-office"].grounds, possible["genuine-office"].ways_out) == ((), ())


def test_an_answer_that_several_conditions_wait_for_is_missing_once():
    for one in adviser(outcome_of_case("02-nothing-answered")).possible():
        missing = [(leaf.kind, leaf.key) for leaf in one.missing]
        waiting = [
            (leaf.kind, leaf.key)
            for leaf in Reader(outcome_of_case("02-nothing-answered")).read_all(one.result.missing)
        ]

        assert missing == list(dict.fromkeys(waiting))


def test_the_others_say_what_is_known_of_their_situation():
    outcome = outcome_of_case("05-stance-overrides")

    found = {
        one.recommendation.key: (one.situation and one.situation.key, one.faced) for one in adviser(outcome).unmatched()
    }

    assert found == {"engage-community": ("community-underrated", "You don’t face it")}


def test_evidence_stands_beside_the_answer():
    rule = {"practice": "charter", "below_target": True}
    today, long_ago = [{"reviewed_on": "2026-11-22"}], [{"reviewed_on": "2020-01-01"}]

    def note(**said):
        return office(rule, practices={"charter": {"agreed": 1} | said}).grounds[0].note

    assert note() == "no evidence"
    assert note(evidence=today) == "shown by evidence"
    assert note(evidence=long_ago) == "its evidence is out of date"
