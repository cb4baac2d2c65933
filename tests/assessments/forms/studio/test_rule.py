# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import json
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import BadRequest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.domain.canonical import canonical_json, plain
from assessments.domain.document import CADENCES
from assessments.forms.studio.condition import Condition
from assessments.forms.studio.rule import RuleDraft, rule_draft, rule_from_post
from assessments.forms.studio.rule_tree import Group
from tests.assessments.domain.cases import conformance, small_document
from tests.assessments.forms.studio.posting import posted_again
from tests.factories import built_in_document

DOCUMENT = small_document()
FACED, FACT = {"faced": "s"}, {"fact": "f"}
LOW = {"practice": "p", "at_most": 1}


def percents(places: int) -> st.SearchStrategy[Decimal]:
    return st.decimals(Decimal(0), Decimal(100), places=places)


PRACTICES = st.sampled_from(["p", "q", "gone"])
ZERO_TO_FOUR = st.integers(0, 4)
LEAVES = st.one_of(
    st.builds(lambda key: {"faced": key}, st.sampled_from(["s", "gone"])),
    st.builds(lambda number: {"exposure": "s", "at_least": number.scaleb(-2)}, percents(2)),
    st.builds(lambda key, number: {"practice": key, "at_most": number}, PRACTICES, ZERO_TO_FOUR),
    st.builds(lambda key, number: {"practice": key, "at_least": number}, PRACTICES, ZERO_TO_FOUR),
    st.builds(lambda key, number: {"practice": key, "at_least": number, "or_na": True}, PRACTICES, ZERO_TO_FOUR),
    st.builds(lambda key: {"practice": key, "below_target": True}, PRACTICES),
    st.builds(lambda number: {"level": "ospo", "below": number}, percents(4)),
    st.builds(lambda number: {"level": "ospo", "at_least": number}, percents(4)),
    st.builds(lambda number: {"disagreement": "p", "at_least": number}, st.integers(1, 4)),
    st.builds(lambda cadence: {"routine": "r", "at_least": cadence}, st.sampled_from(CADENCES)),
    st.just(FACT),
)
RULES = st.recursive(
    LEAVES,
    lambda rule: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(rule, min_size=1, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(rule, min_size=1, max_size=3)),
        st.builds(lambda part: {"not": part}, rule),
    ),
    max_leaves=10,
)


def draft(rule: object) -> RuleDraft:
    return rule_draft(rule, "when", DOCUMENT)


def post(**fields: str) -> RuleDraft:
    return rule_from_post({f"when.{name}": value for name, value in fields.items()}, "when", DOCUMENT)


@settings(deadline=None)
@given(RULES)
def test_every_rule_comes_back_from_its_form_as_it_was(rule: Any) -> None:
    found = posted_again(draft(rule))

    assert found.rule == rule
    assert canonical_json(found.rule) == canonical_json(rule)


@pytest.mark.parametrize(
    "document",
    [plain(built_in_document()), conformance("edition.json"), conformance("edition-before.json")],
    ids=["built in", "conformance", "conformance before"],
)
def test_the_rules_of_whole_editions_come_back_without_an_error(document: Any) -> None:
    rules = [("when", advice["when"]) for advice in document["recommendations"]]
    rules += [("reached_when", stage["reached_when"]) for stage in document["stages"] if "reached_when" in stage]

    for prefix, rule in rules:
        found = posted_again(rule_draft(rule, prefix, document))
        assert canonical_json(found.rule) == canonical_json(rule)
        assert found.errors == {}


@pytest.mark.parametrize(
    "rule",
    [
        {"practice": "p", "at_most": 7},
        {"all": [FACED, {"nobody": ["knows", {"this": 0.5}]}]},
        {"not": {"level": "ospo"}},
        {"any": [{"not": {"any": "x"}}, FACT]},
        {"all": [FACED], "any": [FACED]},
        "faced",
    ],
)
def test_what_cannot_be_read_comes_back_as_it_was_until_somebody_mends_it(rule: object) -> None:
    found = posted_again(draft(rule))

    assert canonical_json(found.rule) == canonical_json(rule)
    assert list(found.errors.values()) == ["This condition cannot be read. Choose what it is about, or remove it."]


def test_no_rule_comes_back_as_none() -> None:
    found = posted_again(rule_draft(None, "reached_when", DOCUMENT))

    assert (found.is_empty, found.rule, found.errors) == (True, None, {})


def test_a_denied_condition_is_one_condition_and_a_denied_group_one_group() -> None:
    assert draft({"not": LOW}).root == Condition("practice:p", "not-at_most-1")
    assert draft({"not": {"any": [FACT]}}).root == Group("none", (Condition("fact:f", "holds"),))
    assert draft({"not": {"all": [FACT]}}).root == Group("not_all", (Condition("fact:f", "holds"),))
    assert draft({"not": {"not": FACT}}).root == Group("not", (Condition("fact:f", "not-holds"),))


def test_what_is_not_complete_is_kept_and_states_no_rule() -> None:
    found = post(
        **{"word": "any", "0.subject": "practice:p", "0.test": "", "1.word": "all", "1.0.subject": ""},
        **{"2.subject": "level:ospo", "2.test": "below", "2.number": "12,5"},
    )

    assert found.root == Group(
        "any",
        (Condition("practice:p"), Group("all", (Condition(),)), Condition("level:ospo", "below", "12,5")),
    )
    assert found.rule is None
    assert posted_again(found).root == found.root
    assert found.kept == {
        "any": [
            {"unfinished": "", "practice": "p"},
            {"all": [{"unfinished": ""}]},
            {"unfinished": "below", "level": "ospo", "number": "12,5"},
        ]
    }
    assert draft(found.kept).root == found.root


@pytest.mark.parametrize(
    "subject", ["", "situation:s", "practice:gone", "level:ospo", "routine:r", "fact:f", "disagreement:p"]
)
@pytest.mark.parametrize("word", ["all", "any", "none", "not_all", "not"])
@pytest.mark.parametrize("test", ["", "not-exposure", "below"])
def test_what_is_only_begun_comes_back_from_the_draft_that_keeps_it(subject: str, word: str, test: str) -> None:
    found = post(**{"word": word, "0.subject": subject, "0.test": test, "0.number": "x" if test else ""})
    if subject == "" or (found.root.parts[0].chosen is None):  # type: ignore[union-attr]  # a group with one condition
        found = post(**{"word": word, "0.subject": subject})

    assert draft(found.kept).root == found.root
    assert json.loads(canonical_json(found.kept)) == found.kept


def test_a_group_that_denies_several_parts_has_no_document() -> None:
    found = post(**{"word": "not", "0.subject": "fact:f", "0.test": "holds", "1.subject": "fact:f", "1.test": "holds"})

    assert found.kept is None


def test_what_a_draft_keeps_has_passed_the_gate_of_texts() -> None:
    found = post(subject="level:ospo", test="below", number="1\x00\ud800" + "9" * 50)

    assert found.kept == {"unfinished": "below", "level": "ospo", "number": "1" + "9" * 17}


def test_parts_come_in_the_order_of_their_numbers() -> None:
    fields = {f"{index}.subject": f"fact:f-{index}" for index in (10, 2, 1)}

    assert post(word="all", **fields).root == Group(
        "all", (Condition("fact:f-1"), Condition("fact:f-2"), Condition("fact:f-10"))
    )


def test_fields_of_others_are_none_of_it() -> None:
    data = {"when": "x", "when.0": "x", "when.x.subject": "fact:f", "whenever.subject": "fact:f", "when.0.raise": "x"}

    assert rule_from_post(data, "when", DOCUMENT).is_empty


@pytest.mark.parametrize(
    "subject", ["practice:A b", "practice:", "nobody:p", "p", "other:{", "other:NaN", "\0", "other:"]
)
def test_subjects_that_no_page_offers_are_none(subject: str) -> None:
    assert post(subject=subject, test="below_target").root == Condition("", "below_target")


def test_a_group_whose_word_is_missing_or_made_up_asks_for_all() -> None:
    assert post(**{"0.0.subject": "fact:f", "0.0.test": "holds"}).rule == {"all": [{"all": [FACT]}]}
    assert post(**{"word": "some", "0.subject": "fact:f", "0.test": "holds"}).rule == {"all": [FACT]}


def test_a_form_that_nests_without_end_is_refused() -> None:
    with pytest.raises(BadRequest):
        post(**{".".join("0" * 33) + ".subject": "fact:f"})


def test_steps_name_what_they_change_and_where_one_goes_on() -> None:
    begun = rule_draft(None, "reached_when", DOCUMENT).with_step("add:reached_when")

    assert begun.root == Group("all", (Condition(),))
    assert (begun.focus, begun.is_being_built) == ("reached_when-0-subject", True)


@pytest.mark.parametrize(
    "step", ["", "add", "add:other", "add:when.x", "remove:when.9", "up:when.0.0", "jump:when", "up:when"]
)
def test_steps_that_lead_nowhere_change_nothing(step: str) -> None:
    before = draft({"all": [FACED, FACT]})

    assert before.with_step(step).root == before.root
