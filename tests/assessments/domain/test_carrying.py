# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from hypothesis import given
from hypothesis import strategies as st

from assessments.domain.answers import Answers, parse_answers
from assessments.domain.canonical import canonical_json, plain
from assessments.domain.carrying import carried, reading_of
from assessments.domain.edition import parse_edition
from tests.assessments.domain.cases import conformance_edition, practice, situation, small_document, text
from tests.assessments.domain.test_properties import answers_to
from tests.factories import built_in_document
from tests.made_up import edited, made_up_answers

EARLIER = small_document(
    routines=[
        {"key": "r", "kind": "channel", "audience": text("a"), "name": text("r"), "cadences": ["never", "weekly"]}
        | {"supports": []}
    ],
    profiles=[{"key": "small", "name": text("s"), "description": text("d")}],
)
SAID = {
    "on": "2026-11-22",
    "profile": "small",
    "targets": {"p": 4, "q": 1},
    "facts": {"f": True},
    "practices": {
        "p": {
            "agreed": "na",
            "responses": [{"perspective": "ospo", "value": "na"}, {"perspective": "management", "value": 3}],
            "evidence": [{"reviewed_on": "2026-10-01"}],
        },
        "q": {"agreed": 2},
    },
    "situations": {"s": {"signals": {"a": {"agreed": "us"}, "b": {"agreed": "not_us"}}, "stance": "faced"}},
    "routines": {"r": "weekly"},
}


def read(said, **changes):
    """What a later edition, which differs by these fields, reads."""
    later = parse_edition({**EARLIER, "edition": "2.0.0", **changes})
    return carried(said, reading_of(parse_edition(EARLIER), later))


def test_the_same_edition_reads_all_that_was_said():
    assert read(SAID) == {**SAID, "done": []}


def test_renamed_things_keep_their_answers():
    found = read(
        SAID,
        practices=[practice("p-two", not_applicable=text("n")), practice("q")],
        situations=[situation("s-two", practices=["q"])],
        facts=[{"key": "f-two", "question": text("f?")}],
        routines=[{**EARLIER["routines"][0], "key": "r-two"}],
        profiles=[{**EARLIER["profiles"][0], "key": "tiny"}],
        renames={
            "practices": {"p": "p-two"},
            "situations": {"s": "s-two"},
            "facts": {"f": "f-two"},
            "routines": {"r": "r-two"},
            "profiles": {"small": "tiny"},
        },
    )

    assert found == {
        "on": "2026-11-22",
        "profile": "tiny",
        "targets": {"p-two": 4, "q": 1},
        "facts": {"f-two": True},
        "practices": {"p-two": SAID["practices"]["p"], "q": {"agreed": 2}},
        "situations": {"s-two": SAID["situations"]["s"]},
        "routines": {"r-two": "weekly"},
        "done": [],
    }


def test_what_is_not_asked_any_more_is_left_out():
    found = read(
        SAID,
        practices=[practice("q")],
        situations=[situation("other", practices=["q"])],
        facts=[],
        routines=[],
        profiles=[],
    )

    assert found == {
        "on": "2026-11-22",
        "targets": {"q": 1},
        "facts": {},
        "practices": {"q": {"agreed": 2}},
        "situations": {},
        "routines": {},
        "done": [],
    }


def test_what_is_not_offered_any_more_is_left_out():
    found = read(
        SAID,
        practices=[practice("p"), practice("q")],
        situations=[situation("s", signals=[{"key": "b", "text": text("b")}, {"key": "c", "text": text("c")}])],
        routines=[{**EARLIER["routines"][0], "cadences": ["never", "yearly"]}],
    )

    assert found["practices"]["p"] == {
        "responses": [{"perspective": "management", "value": 3}],
        "evidence": [{"reviewed_on": "2026-10-01"}],
    }
    assert found["situations"] == {"s": {"signals": {"b": {"agreed": "not_us"}}, "stance": "faced"}}
    assert found["routines"] == {}


def test_a_key_that_stood_beside_its_new_name_was_not_renamed():
    found = read(SAID, practices=[practice("q")], situations=[], renames={"practices": {"p": "q"}})

    assert found["practices"] == {"q": {"agreed": 2}}


BUILT_IN = built_in_document()
EDITIONS = [parse_edition(edited(BUILT_IN)), conformance_edition()]


@given(answers_to(conformance_edition("edition-before.json")))
def test_whatever_an_edition_accepted_the_next_one_reads(document):
    before, after = conformance_edition("edition-before.json"), conformance_edition()
    said = plain(parse_answers(before, document))

    found = carried(said, reading_of(before, after))

    assert canonical_json(parse_answers(after, found)) == canonical_json(Answers.model_validate(found))


@given(st.integers(0, 10**6), st.sampled_from(EDITIONS))
def test_carried_answers_of_the_built_in_pack_need_no_second_check(seed, later):
    found = carried(plain(made_up_answers(BUILT_IN, seed)), reading_of(BUILT_IN, later))

    assert Answers.model_validate(found) == parse_answers(later, found)
