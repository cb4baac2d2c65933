# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.domain.answers import parse_answers
from assessments.domain.canonical import canonical_json, plain
from assessments.domain.edition import parse_edition
from assessments.domain.result import evaluate
from assessments.domain.rules import readable_rule
from assessments.domain.standing import standing_of
from assessments.domain.what_if import brings, raises_to_targets, what_if
from tests.assessments.domain.cases import (
    CASES,
    action,
    agreed,
    answers,
    changed,
    conformance_answers,
    conformance_edition,
    recommendation,
    small_edition,
)
from tests.assessments.domain.test_properties import ACTIONS, answers_to

EDITION = conformance_edition()
RAISES = st.dictionaries(st.sampled_from([one.key for one in EDITION.practices]), st.integers(0, 4))
ADVISED = small_edition(
    recommendations=[
        recommendation("one", {"practice": "p", "at_most": 1}, actions=[action("lift-p", raises={"p": 2})]),
        recommendation("both", {"any": [{"practice": "p", "at_most": 2}, {"practice": "q", "at_most": 2}]}),
        recommendation("much", {"practice": "q", "at_least": 3}),
    ],
    stages=[
        {"key": "a", "name": {"en": "a"}, "description": {"en": "a"}},
        {
            **{"key": "b", "name": {"en": "b"}, "description": {"en": "b"}},
            "reached_when": {"practice": "p", "at_least": 2},
        },
    ],
)


def with_own_action(raises):
    """The edition with one action more that raises these, in a recommendation that it has anyway."""
    own = action("own-action-for-this-test", raises=raises)
    return parse_edition(
        changed(plain(EDITION), lambda document: document["recommendations"][0].setdefault("actions", []).append(own))
    )


@given(answers_to(EDITION), ACTIONS)
def test_actions_alone_give_what_evaluate_says_with_them_done(document, done):
    said = parse_answers(EDITION, document)

    shift = what_if(EDITION, said, done=done)

    assert shift.before == evaluate(EDITION, said)
    assert shift.after == evaluate(EDITION, parse_answers(EDITION, {**document, "done": done}))


@settings(max_examples=40)
@given(answers_to(EDITION), ACTIONS, RAISES)
def test_raises_give_what_an_action_of_the_edition_with_the_same_raises_gives(document, done, raises):
    edition = with_own_action(raises)
    doing = [*done, "own-action-for-this-test"] if raises else done

    shift = what_if(EDITION, parse_answers(EDITION, document), done=done, raises=raises)

    assert canonical_json(shift.after) == canonical_json(
        evaluate(edition, parse_answers(edition, {**document, "done": doing}))
    )


@given(answers_to(EDITION), ACTIONS, RAISES)
def test_nothing_that_is_shown_or_aimed_at_changes_and_nothing_said_falls(document, done, raises):
    shift = what_if(EDITION, parse_answers(EDITION, document), done=done, raises=raises)

    for level in shift.levels:
        assert (level.after.shown, level.after.aim) == (level.before.shown, level.before.aim)
        assert level.before.said is None or level.after.said >= level.before.said
        assert level.after.at_target >= level.before.at_target


@given(answers_to(EDITION), ACTIONS, RAISES)
def test_every_recommendation_that_matched_stays_retires_or_is_unclear(document, done, raises):
    shift = what_if(EDITION, parse_answers(EDITION, document), done=done, raises=raises)

    after = {one.key: one for one in shift.after.recommendations}
    stays = {key for key, one in after.items() if one.verdict == "matched"} - {*shift.appearing}
    assert {*shift.matched} == {*shift.retired, *shift.unclear} | stays
    ways = [(one.key, way) for one in after.values() for way in one.retired_by]
    assert (shift.closest is None) == (not ways)
    assert shift.closest is None or (shift.closest.key, shift.closest.lacking) in ways


@pytest.mark.parametrize("case", CASES)
def test_practices_that_reach_their_targets_are_at_target_after(case):
    said = conformance_answers(case)
    keys = [one.key for one in EDITION.practices]

    shift = what_if(EDITION, said, raises=raises_to_targets(EDITION, said, keys))

    assert shift.after.at_target == shift.after.applicable == shift.before.applicable


def test_the_page_is_told_what_would_retire_what_would_come_and_what_is_closest():
    shift = what_if(ADVISED, answers(ADVISED, practices=agreed(p=1, q=0)), done=["lift-p"], raises={"q": 3})

    assert (shift.matched, shift.retired, shift.appearing) == (("one", "both"), ("one",), ("much",))
    assert (shift.closest.key, [plain(leaf) for leaf in shift.closest.lacking]) == (
        "both",
        [{"not": {"practice": "p", "at_most": 2}}],
    )
    assert (shift.before.stage, shift.after.stage) == ("a", "b")
    assert [(level.key, level.before.at_target, level.after.at_target) for level in shift.levels] == [("ospo", 0, 1)]


def test_what_is_done_already_counts_before_and_after():
    said = answers(ADVISED, practices=agreed(p=1, q=0), done=["lift-p"])

    shift = what_if(ADVISED, said, raises={"q": 3})

    assert shift.before == evaluate(ADVISED, said)
    assert (
        shift.after
        == what_if(ADVISED, answers(ADVISED, practices=agreed(p=1, q=0)), done=["lift-p"], raises={"q": 3}).after
    )


def test_what_actions_can_bring_is_closer_than_what_they_cannot():
    signs = recommendation(
        "signs", {"all": [{"faced": "s"}, {"practice": "p", "at_most": 2}, {"disagreement": "q", "at_least": 2}]}
    )
    asking = {"q": {"responses": [{"perspective": "management", "value": 4}, {"perspective": "ospo", "value": 0}]}}
    edition = small_edition(recommendations=[signs])
    said = answers(edition, practices=agreed(p=1) | asking, situations={"s": {"stance": "faced"}})

    assert [plain(leaf) for leaf in what_if(edition, said).closest.lacking] == [
        {"not": {"practice": "p", "at_most": 2}}
    ]

    alone = small_edition(recommendations=[recommendation("sign", {"faced": "s"})])
    said = answers(alone, situations={"s": {"stance": "faced"}})
    assert [plain(leaf) for leaf in what_if(alone, said).closest.lacking] == [{"not": {"faced": "s"}}]


def test_an_action_brings_what_is_closest_where_all_of_it_would_hold():
    said = answers(ADVISED, practices=agreed(p=1, q=0))
    standing = standing_of(ADVISED, said)
    lacking = [
        readable_rule(one) for one in ({"practice": "q", "at_least": 2}, {"not": {"practice": "p", "at_most": 2}})
    ]

    assert brings(ADVISED, standing, lacking, {"p": 3, "q": 2}, {})
    assert not brings(ADVISED, standing, lacking, {"p": 3}, {})
    assert brings(ADVISED, standing, [readable_rule({"routine": "r", "at_least": "yearly"})], {}, {"r": "monthly"})


def test_what_a_higher_answer_leaves_open_is_unclear_and_not_retired():
    edition = small_edition(recommendations=[recommendation("low", {"level": "ospo", "below": 75})])

    shift = what_if(edition, answers(edition, practices=agreed(p=0)), raises={"p": 3})

    assert (shift.matched, shift.retired, shift.unclear, shift.closest) == (("low",), (), ("low",), None)


def test_what_the_answers_count_as_done_counts_before_too():
    shift = what_if(ADVISED, answers(ADVISED, practices=agreed(p=1), done=["lift-p"]), done=["lift-p"])

    assert shift.before == shift.after
    assert shift.before.projected
