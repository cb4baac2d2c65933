# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import re

import pytest
from django.utils.translation import override

from assessments.forms.studio.rule import rule_draft, rule_from_post
from assessments.forms.studio.rule_panel import GroupPart, RowPart, RulePanel
from tests.assessments.domain.cases import practice, small_document, text
from tests.assessments.forms.studio.posting import printed

FACED, FACT, LOW = {"faced": "s"}, {"fact": "f"}, {"practice": "p", "at_most": 1}


def panel(rule: object, prefix: str = "when", **fields: object) -> RulePanel:
    return RulePanel(rule_draft(rule, prefix, small_document(**fields)))


def row(rule: object) -> RowPart:
    root = panel(rule).root
    assert isinstance(root, RowPart)
    return root


def test_subjects_are_grouped_by_kind_and_called_by_name() -> None:
    found = row(FACED)

    assert [(group.heading, [choice.words for choice in group.choices]) for group in found.subjects] == [
        ("Situations", ["Situation: s"]),
        ("Practices", ["Practice: p", "Practice: q"]),
        ("Levels", ["Level: OSPO"]),
        ("Routines", ["Routine: r"]),
        ("Facts", ["Fact: f?"]),
        ("Views that differ", ["Views on: p", "Views on: q"]),
    ]
    assert [choice.value for group in found.subjects for choice in group.choices if choice.is_chosen] == ["situation:s"]


def test_tests_are_those_that_fit_the_subject_and_the_one_that_stands_there() -> None:
    usual = [choice.value for choice in row(LOW).tests]

    assert usual == [
        *("below_target", "not-below_target", "at_most-0", "at_most-1", "at_most-2", "at_most-3"),
        *("at_least-1", "at_least-2", "at_least-3", "at_least-4", "or_na-1", "or_na-2", "or_na-3", "or_na-4"),
    ]
    assert [choice.value for choice in row({"not": LOW}).tests] == [*usual, "not-at_most-1"]
    assert [choice.words for choice in row({"not": FACT}).tests if choice.is_chosen] == ["is no"]


def test_only_tests_with_a_threshold_have_a_number() -> None:
    assert row({"level": "ospo", "below": 50}).takes_number
    assert (row(FACED).takes_number, row(FACED).may_take_number) == (False, True)
    assert (row(LOW).takes_number, row(LOW).may_take_number) == (False, False)


def test_what_is_gone_stays_among_the_choices() -> None:
    html = printed(rule_draft({"all": [{"practice": "x", "at_most": 1}]}, "when", small_document()))

    assert '<option value="practice:x" selected>Practice: (gone) x</option>' in html
    assert 'aria-describedby="when-0-error"' in html
    assert row({"practice": "p", "at_most": 9}).gone == '(unreadable) {"at_most":9,"practice":"p"}'


def test_rows_and_groups_are_numbered_and_say_where_they_can_go() -> None:
    root = panel({"all": [FACED, {"any": [LOW, FACT]}]}).root
    assert isinstance(root, GroupPart)
    [faced, group] = root.parts
    assert isinstance(group, GroupPart)

    moves = [(part.number, part.may_move_up, part.may_move_down) for part in (faced, group, *group.parts)]
    assert moves == [("1", False, True), ("2", True, False), ("2.1", True, True), ("2.2", True, True)]


def test_a_group_offers_its_words_and_a_single_denial_only_where_it_stands() -> None:
    root, single = panel({"all": [FACED]}).root, panel({"not": {"not": FACED}}).root
    assert isinstance(root, GroupPart)
    assert isinstance(single, GroupPart)

    assert [word.value for word in root.words] == ["all", "any", "none", "not_all"]
    assert [word.words for word in single.words if word.is_chosen] == ["This does not hold"]
    assert (root.may_grow, single.may_grow) == (True, False)


def test_every_control_has_one_label_and_every_id_is_there_once() -> None:
    rule = {"any": [FACED, {"not": {"any": [LOW, {"level": "ospo", "below": 5}]}}, {"fact": "x"}]}
    html = printed(rule_draft(rule, "when", small_document()), "/here/")
    ids = re.findall(r' id="([^"]+)"', html)
    controls = [found for found in ids if found.rpartition("-")[2] in ("word", "subject", "test", "number")]

    assert len(ids) == len(set(ids))
    assert sorted(re.findall(r' for="([^"]+)"', html)) == sorted(controls)
    assert ">Condition 2.1, subject</label>" in html
    assert ">Group 2, how its conditions are joined</label>" in html
    assert set(re.findall(r'aria-describedby="([^"]+)"', html)) <= set(ids)


def test_htmx_posts_to_the_address_that_it_is_given_and_without_one_there_is_no_htmx() -> None:
    draft = rule_draft({"all": [FACED]}, "when", small_document())

    assert 'hx-post="/here/"' in printed(draft, "/here/")
    assert "<noscript>" in printed(draft, "/here/")
    assert "hx-" not in printed(draft)
    assert 'value="update:when"' in printed(draft)


@pytest.mark.parametrize(
    ("step", "control"),
    [
        ("add:when", "when-3-subject"),
        ("down:when.0", "when-1-down"),
        ("down:when.1", "when-2-up"),
        ("up:when.1", "when-0-down"),
        ("wrap:when", "when-word"),
        ("remove:when", "when-add"),
    ],
)
def test_the_focus_goes_where_a_step_led(step: str, control: str) -> None:
    html = printed(rule_draft({"all": [FACED, FACT, LOW]}, "when", small_document()).with_step(step))

    [focused] = re.findall(r"<(?:select|button|input)[^>]* autofocus[^>]*>", html)
    assert f'id="{control}"' in focused


def test_what_is_only_begun_is_no_error_while_the_rule_is_being_built() -> None:
    document = small_document()
    data = {"when.word": "all", "when.0.subject": "", "when.1.subject": "fact:x", "when.1.test": "holds"}
    draft = rule_from_post(data, "when", document)

    assert [control for control, _ in RulePanel(draft).problems] == ["when-0-subject", "when-1-subject"]
    assert [control for control, _ in RulePanel(draft.with_step("update:when")).problems] == ["when-1-subject"]


def test_ways_out_are_at_most_five_and_told_in_the_readers_language() -> None:
    facts = [{"practice": key, "at_most": 1} for key in "abcdefg"]
    found = panel({"all": facts}, practices=[practice(key) for key in "abcdefg"])

    assert found.first_ways[:2] == (("a is at 2 or more",), ("b is at 2 or more",))
    assert (len(found.first_ways), found.more_ways) == (5, 2)
    with override("ja"):
        assert panel({"all": facts}, practices=[practice(key) for key in "abcdefg"]).first_ways[0] == (
            "「a」が 2 以上",
        )


def test_a_rule_that_can_never_match_or_always_does_has_no_ways_out() -> None:
    never = {"all": [LOW, {"practice": "p", "at_least": 3}]}
    always = {"any": [{"practice": "q", "at_most": 2}, {"practice": "q", "at_least": 3}]}

    assert "This rule can never match, so there is nothing to end" in printed(
        rule_draft(never, "when", small_document())
    )
    assert "It ends as soon as" not in printed(rule_draft(never, "when", small_document()))
    assert "Never: this rule matches whatever is answered" in printed(rule_draft(always, "when", small_document()))


def test_a_form_says_what_would_end_it_that_nobody_works_towards() -> None:
    both = printed(rule_draft({"all": [LOW, FACT]}, "when", small_document()))
    step_back = printed(rule_draft({"practice": "p", "at_least": 2}, "when", small_document()))

    assert "p is at 2 or more" in both
    assert "Another answer about the organization itself: “f?”" in both
    assert "A step back" not in both
    assert "No improvement ends it." in step_back
    assert "A step back, such as a practice that is done less" in step_back


def test_a_form_says_when_it_cannot_know_what_would_end_it() -> None:
    unknown = printed(rule_draft({"all": [FACED, {"fact": "x"}]}, "when", small_document()))
    stage = printed(rule_draft({"all": [FACED]}, "reached_when", small_document()))

    assert "Once the conditions are complete" in unknown
    assert "When it retires" not in stage
    assert "When it is reached" in stage


def test_the_rule_is_read_back_in_every_language_of_the_edition() -> None:
    found = panel({"all": [FACED, FACT]}, languages=["en", "ja", "xx"], facts=[{"key": "f", "question": text("f?")}])

    assert [(one.language, one.name, one.told.sentence) for one in found.in_words] == [
        ("en", "English", "All of these hold:"),
        ("ja", "日本語", "次のすべてが当てはまる："),
        ("xx", "xx", "All of these hold:"),
    ]
    assert panel(None).in_words == []
    assert panel({"all": [FACED]}, languages=None).in_words == []


def test_a_stage_without_a_rule_offers_the_first_condition() -> None:
    html = printed(rule_draft(None, "reached_when", small_document()))

    assert 'value="add:reached_when"' in html
    assert "Add the first condition" in html
