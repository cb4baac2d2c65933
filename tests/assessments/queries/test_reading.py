# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from decimal import Decimal

import pytest
from django.utils import translation
from pydantic import TypeAdapter

from assessments.domain.rules import Rule
from assessments.queries.reading import Reader, Reading
from tests.assessments.domain.cases import conformance
from tests.assessments.queries.outcomes import changed_edition, outcome_of_answers, outcome_of_case

RULES: TypeAdapter[Rule] = TypeAdapter(Rule)


def read(rule: object, case: str = "01-complete") -> Reading:
    return Reader(outcome_of_case(case)).read(RULES.validate_python(rule))


LEAVES = [
    ({"faced": "technology-only"}, "You face “s2”", "You don’t face “s2”"),
    (
        {"exposure": "community-underrated", "at_least": Decimal("0.75")},
        "75% or more of “s1” is you",
        "Less than 75% of “s1” is you",
    ),
    ({"practice": "training", "at_most": 2}, "training is at 2 or less", "training is at 3 or more"),
    ({"practice": "training", "at_most": 0}, "training is at 0", "training is at 1 or more"),
    ({"practice": "training", "at_most": 4}, "training is at 4 or less", "training does not apply"),
    ({"practice": "training", "at_least": 3}, "training is at 3 or more", "training is at 2 or less"),
    ({"practice": "training", "at_least": 1}, "training is at 1 or more", "training is at 0"),
    ({"practice": "training", "at_least": 0}, "training is at 0 or more", "training does not apply"),
    (
        {"practice": "publishing", "at_least": 2, "or_na": True},
        "publishing is at 2 or more, or does not apply",
        "publishing is at 1 or less",
    ),
    ({"practice": "training", "below_target": True}, "training is below your target", "training reaches your target"),
    (
        {"level": "employee", "below": Decimal("62.5")},
        "Employee: could be is under 62.5%",
        "Employee: said is 62.5% or more",
    ),
    ({"level": "employee", "at_least": 50}, "Employee: said is 50% or more", "Employee: could be is under 50%"),
    (
        {"disagreement": "strategy", "at_least": 2},
        "Views on strategy are 2 or more apart",
        "Views on strategy are less than 2 apart",
    ),
    ({"routine": "training-course", "at_least": "yearly"}, "Course at least yearly", "Course less often than yearly"),
    (
        {"fact": "eu-market"},
        "Yes to “Do you place products on the EU market?”",
        "No to “Do you place products on the EU market?”",
    ),
]


@pytest.mark.parametrize(("leaf", "plain", "denied"), LEAVES, ids=[str(leaf) for leaf, _, _ in LEAVES])
def test_every_leaf_is_a_sentence_in_both_directions(leaf: dict, plain: str, denied: str) -> None:
    assert read(leaf).condition == plain
    assert read({"not": leaf}).condition == denied


@pytest.mark.parametrize(
    ("leaf", "now"),
    [
        ({"faced": "technology-only"}, "now 100%"),
        ({"exposure": "community-underrated", "at_least": Decimal("0.75")}, "now 50%"),
        ({"practice": "training", "at_least": 3}, "now 2"),
        ({"practice": "training", "below_target": True}, "now 2, target 3"),
        ({"level": "ospo", "at_least": 50}, "now 42%"),
        ({"level": "ospo", "below": 50}, "now 42%"),
        ({"disagreement": "strategy", "at_least": 2}, "now 3 apart"),
        ({"routine": "training-course", "at_least": "yearly"}, "now once"),
        ({"fact": "eu-market"}, "now yes"),
    ],
)
def test_the_value_now_stands_beside_the_sentence(leaf: dict, now: str) -> None:
    assert read(leaf).now == now
    assert read({"not": leaf}).now == now


@pytest.mark.parametrize(
    ("leaf", "now"),
    [
        ({"faced": "technology-only"}, "not known yet"),
        ({"exposure": "technology-only", "at_least": Decimal("0.75")}, "not known yet"),
        ({"practice": "training", "at_least": 3}, "not known yet"),
        ({"practice": "training", "below_target": True}, "not known yet"),
        ({"level": "ospo", "at_least": 50}, "now 0%"),
        ({"level": "ospo", "below": 50}, "now 100%"),
        ({"disagreement": "strategy", "at_least": 2}, "now 0 apart"),
        ({"routine": "training-course", "at_least": "yearly"}, "not known yet"),
        ({"fact": "eu-market"}, "not known yet"),
    ],
)
def test_what_is_not_answered_is_not_known_yet(leaf: dict, now: str) -> None:
    assert read(leaf, "02-nothing-answered").now == now


def test_what_does_not_apply_says_so() -> None:
    outcome = outcome_of_answers(practices={"sharing": "na", "publishing": "na"})
    reader = Reader(outcome)

    practice = reader.read(RULES.validate_python({"practice": "sharing", "below_target": True}))
    level = reader.read(RULES.validate_python({"level": "business-units", "at_least": 50}))

    assert (practice.value, practice.now) == ("does not apply", "does not apply")
    assert (level.value, level.now) == ("nothing applies", "nothing applies")


@pytest.mark.parametrize(
    ("leaf", "plain", "denied"),
    [
        ({"faced": "technology-only"}, "under 50%", "50% or more"),
        ({"exposure": "technology-only", "at_least": Decimal("0.75")}, "under 75%", "75% or more"),
        ({"practice": "training", "at_most": 2}, "3", "2 or less"),
        ({"practice": "training", "at_least": 1}, "0", "1"),
        ({"practice": "training", "below_target": True}, "3, your target", "under 3"),
        ({"level": "employee", "below": Decimal("62.5")}, "62.5% said", "under 62.5% could be"),
        ({"level": "employee", "at_least": 50}, "under 50% could be", "50% said"),
        ({"disagreement": "strategy", "at_least": 2}, "less than 2 apart", "2 or more apart"),
        ({"routine": "training-course", "at_least": "yearly"}, "less often than yearly", "at least yearly"),
        ({"fact": "eu-market"}, "no", "yes"),
    ],
)
def test_it_says_at_what_a_leaf_no_longer_holds(leaf: dict, plain: str, denied: str) -> None:
    assert read(leaf).ends_at == plain
    assert read({"not": leaf}).ends_at == denied


@pytest.mark.parametrize(
    ("leaf", "anchor"),
    [
        ({"faced": "technology-only"}, "situation-technology-only"),
        ({"exposure": "technology-only", "at_least": 1}, "situation-technology-only"),
        ({"practice": "training", "at_most": 2}, "practice-training"),
        ({"level": "employee", "at_least": 50}, "level-employee"),
        ({"disagreement": "strategy", "at_least": 2}, "practice-strategy"),
        ({"routine": "training-course", "at_least": "yearly"}, "routine-training-course"),
        ({"fact": "eu-market"}, "fact-eu-market"),
    ],
)
def test_it_leads_to_the_answer_behind_it(leaf: dict, anchor: str) -> None:
    assert read(leaf).anchor == anchor
    assert read({"not": leaf}).anchor == anchor


def test_a_figure_never_reads_as_the_threshold_that_it_misses() -> None:
    """Said is 49.6: as a whole per cent it would read as the 50 that is asked for."""
    practices = [
        practice | {"weight": Decimal("126") if practice["key"] == "training" else Decimal("124")}
        for practice in conformance("edition.json")["practices"]
    ]
    outcome = outcome_of_answers(changed_edition(practices=practices), practices={"training": 0, "culture": 4})

    found = Reader(outcome).read(RULES.validate_python({"level": "employee", "at_least": 50}))

    assert outcome.result.levels[2].said == Decimal("49.6")
    assert found.now == "now 49.6%"


def test_exact_figures_say_whether_a_leaf_is_open() -> None:
    """Said is a third: rounded to 0.333 it would be short of the 0.3333 that it reaches."""
    situations = conformance("edition.json")["situations"]
    situations[0]["signals"] = [{"key": key, "text": {"en": key}} for key in ("tools", "people", "money")]
    key = situations[0]["key"]
    said = {key: {"signals": {"tools": {"agreed": "us"}}}}
    outcome = outcome_of_answers(changed_edition(situations=situations, samples=[]), situations=said)

    found = Reader(outcome).read(RULES.validate_python({"exposure": key, "at_least": Decimal("0.3333")}))

    assert found.now == "now 33%"


def test_names_are_in_the_readers_language() -> None:
    with translation.override("ja"):
        assert read({"level": "employee", "at_least": 50}).subject == "従業員"


def test_only_leaves_are_read() -> None:
    with pytest.raises(TypeError):
        read({"all": [{"fact": "eu-market"}]})
