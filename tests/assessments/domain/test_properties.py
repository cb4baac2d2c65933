# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from assessments.domain.answers import parse_answers
from assessments.domain.canonical import canonical_json
from assessments.domain.changes import PARTS, explained
from assessments.domain.comparison import compare
from assessments.domain.document import CADENCES
from assessments.domain.edition import parse_edition
from assessments.domain.normal_form import normal_form
from assessments.domain.result import Result, evaluate
from assessments.domain.sides import side_of
from assessments.domain.standing import standing_of
from assessments.domain.truth import judged, leaf_truth, truth
from tests.assessments.domain.cases import conformance_edition, practice, recommendation, small_document, text

EDITION = conformance_edition()
BEFORE = conformance_edition("edition-before.json")
PERSPECTIVES = st.sampled_from(["management", "ospo", "employee", "business_unit"])
DAYS = st.sampled_from(["2026-11-22", "2026-11-23", "2026-01-01", "2025-11-22", "2025-11-21", "2020-02-29"])
DEGREES = st.sampled_from(["not_us", "somewhat", "us", None])


def values(one):
    return st.sampled_from([0, 1, 2, 3, 4, None, *(["na"] if one.not_applicable else [])])


def responses(answer):
    return st.lists(st.fixed_dictionaries({"perspective": PERSPECTIVES, "value": answer}), max_size=12)


def some(keyed):
    return st.fixed_dictionaries({}, optional=keyed)


def practice_answers(one):
    evidence = st.lists(st.fixed_dictionaries({"reviewed_on": DAYS}), max_size=2)
    return some({"agreed": values(one), "responses": responses(values(one)), "evidence": evidence})


def situation_answers(one):
    signal = some({"agreed": DEGREES, "responses": responses(DEGREES)})
    stances = st.sampled_from([None, None, None, "faced", "not_faced"])
    return st.fixed_dictionaries({"signals": some({each.key: signal for each in one.signals}), "stance": stances})


def answers_to(edition):
    return st.fixed_dictionaries(
        {
            "on": st.just("2026-11-22"),
            "profile": st.sampled_from([None, *(one.key for one in edition.profiles)]),
            "targets": some({one.key: st.integers(0, 4) for one in edition.practices}),
            "facts": some({one.key: st.sampled_from([True, False, None]) for one in edition.facts}),
            "practices": some({one.key: practice_answers(one) for one in edition.practices}),
            "situations": some({one.key: situation_answers(one) for one in edition.situations}),
            "routines": some({one.key: st.sampled_from([*one.cadences, None]) for one in edition.routines}),
        }
    )


ACTIONS = st.lists(
    st.sampled_from([one.key for advice in EDITION.recommendations for one in advice.actions]), unique=True
)
NUMBERS = st.decimals(Decimal("0.0001"), Decimal(9), places=4)
LEAVES = st.one_of(
    st.just({"faced": "s"}),
    st.just({"fact": "f"}),
    st.builds(lambda key, number: {"practice": key, "at_most": number}, st.sampled_from("pq"), st.integers(0, 4)),
    st.builds(lambda key, number: {"practice": key, "at_least": number}, st.sampled_from("pq"), st.integers(0, 4)),
    st.builds(lambda number: {"level": "ospo", "below": number}, st.integers(0, 100)),
    st.builds(lambda cadence: {"routine": "r", "at_least": cadence}, st.sampled_from(CADENCES)),
)
RULES = st.recursive(
    LEAVES,
    lambda rule: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(rule, min_size=1, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(rule, min_size=1, max_size=3)),
        st.builds(lambda part: {"not": part}, rule),
    ),
    max_leaves=6,
).filter(lambda rule: str(rule).count("not") + str(rule).count("all") + str(rule).count("any") <= 6)
SMALL_EDITIONS = st.builds(
    lambda weights, rule: small_document(
        practices=[
            practice(key, weight=weight, not_applicable=text("n")) for key, weight in zip("pq", weights, strict=True)
        ],
        recommendations=[recommendation("x", rule, situation="s")],
    ),
    st.tuples(NUMBERS, NUMBERS),
    RULES,
)


def result_of(document, edition=EDITION):
    return evaluate(edition, parse_answers(edition, document))


@given(answers_to(EDITION), ACTIONS)
def test_shown_is_at_most_said_is_at_most_could_be(document, done):
    standing = standing_of(EDITION, parse_answers(EDITION, {**document, "done": done}))

    for level in standing.levels.values():
        if level.applicable:
            assert 0 <= level.shown <= level.said <= level.could_be <= 1
        else:
            assert level.said is level.could_be is level.aim is None
    for exposure in standing.exposures.values():
        assert 0 <= exposure.said <= exposure.could_be <= 1


@given(answers_to(EDITION))
def test_a_rule_that_is_only_asked_for_its_truth_says_the_same_as_one_that_is_looked_into(document):
    standing = standing_of(EDITION, parse_answers(EDITION, document))
    rules = [one.when for one in EDITION.recommendations]
    rules += [one.reached_when for one in EDITION.stages if one.reached_when]

    assert [truth(rule, standing) for rule in rules] == [judged(rule, standing).truth for rule in rules]


@given(answers_to(EDITION), st.sampled_from(EDITION.practices), st.integers(0, 4))
def test_an_unknown_answer_that_becomes_known_only_narrows_the_figures(document, one, value):
    before = standing_of(EDITION, parse_answers(EDITION, document))
    if before.values[one.key] is not None:
        return
    settled = {**document["practices"].get(one.key, {}), "agreed": value}

    after = standing_of(
        EDITION, parse_answers(EDITION, {**document, "practices": {**document["practices"], one.key: settled}})
    )

    assert after.levels[one.level].said >= before.levels[one.level].said
    assert after.levels[one.level].could_be <= before.levels[one.level].could_be


@given(answers_to(EDITION), ACTIONS)
def test_a_projection_lowers_nothing(document, done):
    before = standing_of(EDITION, parse_answers(EDITION, document))

    after = standing_of(EDITION, parse_answers(EDITION, {**document, "done": done}))

    for key, value in before.values.items():
        assert after.values[key] >= value if isinstance(value, int) else after.values[key] == value or value is None
    for key, level in before.levels.items():
        assert level.said is None or after.levels[key].said >= level.said
        assert after.levels[key].at_target >= level.at_target
        assert (after.levels[key].shown, after.levels[key].aim) == (level.shown, level.aim)


@given(answers_to(BEFORE), answers_to(EDITION))
def test_the_five_parts_of_a_change_add_up_exactly(earlier, later):
    before = side_of(BEFORE, parse_answers(BEFORE, earlier), EDITION)
    after = side_of(EDITION, parse_answers(EDITION, later), EDITION)

    for level in explained(EDITION, before, after).values():
        if level.change is not None:
            assert sum(level.points(part) for part in PARTS) == level.change == level.after - level.before
        else:
            assert level.steps == ()
            assert {level.points(part) for part in PARTS} == {None}


@given(answers_to(EDITION))
def test_nothing_changes_between_equal_answers(document):
    answers = parse_answers(EDITION, document)

    comparison = compare(EDITION, answers, EDITION, answers)

    assert (comparison.practices, comparison.added, comparison.removed) == ((), (), ())
    assert [level.change for level in comparison.levels if level.change] == []


@given(answers_to(EDITION), ACTIONS)
def test_the_same_inputs_give_the_same_bytes(document, done):
    document = {**document, "done": done}

    first = canonical_json(result_of(document))

    assert canonical_json(result_of(dict(reversed(document.items())))) == first
    assert canonical_json(Result.model_validate_json(first)) == first


@given(SMALL_EDITIONS)
def test_an_edition_survives_its_canonical_json(document):
    edition = parse_edition(document)

    written = canonical_json(edition)
    again = parse_edition(json.loads(written, parse_float=Decimal))

    assert (again, canonical_json(again)) == (edition, written)


@given(SMALL_EDITIONS, st.data())
def test_the_normal_form_means_what_the_rule_means(document, data):
    edition = parse_edition(document)
    standing = standing_of(edition, parse_answers(edition, data.draw(answers_to(edition))))
    when = edition.recommendation("x").when

    ways = [[leaf_truth(leaf, standing) is (not denied) for leaf, denied in way] for way in normal_form(when)]

    if truth(when, standing) is not None:
        assert any(map(all, ways)) is truth(when, standing)


@given(SMALL_EDITIONS, st.data())
def test_a_matched_recommendation_says_why_and_a_possible_one_what_is_missing(document, data):
    edition = parse_edition(document)

    result = result_of(data.draw(answers_to(edition)), edition)

    for advice in result.recommendations:
        matched = advice.verdict == "matched"
        assert (bool(advice.why), bool(advice.missing)) == (matched, not matched)
        assert len(advice.retired_by) <= 3
