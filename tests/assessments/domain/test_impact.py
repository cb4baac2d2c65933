# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from hypothesis import given
from hypothesis import strategies as st

from assessments.domain.answers import parse_answers
from assessments.domain.edition import parse_edition
from assessments.domain.impact import Seen, effect_of, seen_under
from assessments.domain.result import evaluate
from tests.assessments.domain.cases import conformance_edition
from tests.assessments.domain.test_properties import answers_to
from tests.factories import built_in_document
from tests.made_up import edited, made_up_answers

EDITION = conformance_edition()
BUILT_IN = built_in_document()
EDITED = parse_edition(edited(BUILT_IN))


def printed(edition, answers):
    """What the whole result says of the same."""
    result = evaluate(edition, answers)
    return Seen({one.key for one in result.recommendations if one.verdict == "matched"}, result.stage)


@given(answers_to(EDITION))
def test_what_is_seen_is_what_the_result_says(document):
    answers = parse_answers(EDITION, document)

    assert seen_under(EDITION, answers) == printed(EDITION, answers)


@given(st.integers(0, 10**6), st.sampled_from([BUILT_IN, EDITED]))
def test_what_is_seen_of_the_built_in_pack_is_what_its_result_says(seed, edition):
    answers = made_up_answers(edition, seed)

    assert seen_under(edition, answers) == printed(edition, answers)


def test_an_effect_names_what_comes_and_what_goes():
    effect = effect_of(Seen({"stays", "goes", "b"}, None), Seen({"stays", "comes"}, "first"))

    assert (effect.gained, effect.lost) == (("comes",), ("b", "goes"))
    assert (effect.stage_before, effect.stage_after, effect.stage_changes) == (None, "first", True)


def test_nothing_changes_where_both_say_the_same():
    seen = Seen({"one"}, "first")

    assert effect_of(seen, seen).is_none
    assert not effect_of(seen, Seen({"one"}, None)).is_none
    assert not effect_of(seen, Seen({"one", "two"}, "first")).is_none
    assert not effect_of(seen, Seen(set(), "first")).is_none
