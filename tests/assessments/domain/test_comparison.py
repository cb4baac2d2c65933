# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from decimal import Decimal

import pytest

from assessments.domain.changes import PARTS, STEPS
from assessments.domain.comparison import DifferentPacks, compare, compare_in_detail
from assessments.domain.figures import percent
from tests.assessments.domain.cases import (
    agreed,
    answers,
    practice,
    recommendation,
    situation,
    small_edition,
    text,
)

N = text("n")
PRACTICES = [practice("p", not_applicable=N), practice("q", not_applicable=N)]
EDITION = small_edition(practices=PRACTICES)


def asked(perspective, value):
    return {"responses": [{"perspective": perspective, "value": value}]}


def compared(before, after, edition_a=EDITION, edition_b=EDITION):
    return compare(
        edition_a,
        answers(edition_a, practices=before),
        edition_b,
        answers(edition_b, practices=after),
    )


def parts_of(comparison):
    [level] = comparison.levels
    return {part: getattr(level, part) for part in PARTS if getattr(level, part)}


@pytest.mark.parametrize(
    ("before", "after", "parts"),
    [
        (agreed(p=1), agreed(p=1), {}),
        (agreed(p=1), agreed(p=3), {"progress": 25}),
        (agreed(p=3), agreed(p=1), {"progress": -25}),
        ({}, agreed(p=2), {"knowledge": 25}),
        (agreed(p=2), {}, {"knowledge": -25}),
        ({"p": asked("ospo", 1)}, {"p": asked("ospo", 3)}, {"progress": 25}),
        ({"p": asked("ospo", 1)}, {"p": asked("management", 3)}, {"voices": 25}),
        ({"p": asked("ospo", 1)}, agreed(p=3), {"voices": 25}),
        (agreed(p=4, q=0), agreed(p=4, q="na"), {"scope": 50}),
        (agreed(p=4, q="na"), agreed(p=4, q=0), {"scope": -50}),
        (agreed(p=4, q="na"), agreed(p=4), {"scope": -50}),
        (agreed(p=1, q="na"), agreed(p=3, q=0), {"progress": 50, "scope": Decimal("-37.5")}),
    ],
)
def test_a_change_is_explained_by_what_changed(before, after, parts):
    assert parts_of(compared(before, after)) == parts


def test_changed_questions_are_content():
    heavier = small_edition(practices=[practice("p", weight=3, not_applicable=N), PRACTICES[1]])
    given = agreed(p=4, q=0)

    assert parts_of(compared(given, given, EDITION, heavier)) == {"content": 25}


def test_practices_that_come_and_go_are_content():
    other = small_edition(practices=[PRACTICES[0], practice("new")])

    comparison = compared(agreed(p=2, q=4), agreed(p=2, new=0), EDITION, other)

    assert parts_of(comparison) == {"content": -50}
    assert (comparison.added, comparison.removed, comparison.practices) == (("new",), ("q",), ())


def test_a_level_without_a_figure_on_one_side_has_no_change_to_explain():
    [level] = compared(agreed(p="na", q="na"), agreed(p=2, q=2)).levels

    assert (level.before, level.after, level.change, level.progress) == (None, 50, None, None)


def test_keys_are_read_through_renames():
    renamed = small_edition(
        practices=[practice("new-p", not_applicable=N), PRACTICES[1]],
        situations=[situation("new-s", practices=["q"])],
        routines=[],
        renames={"practices": {"p": "new-p"}, "situations": {"s": "new-s"}, "recommendations": {"x": "y"}},
        recommendations=[recommendation("y", {"faced": "new-s"}, practices=["q"])],
    )
    before = small_edition(practices=PRACTICES, recommendations=[recommendation("x", {"faced": "s"})])

    comparison = compare(
        before,
        answers(before, practices=agreed(p=1, q=1), situations={"s": {"stance": "faced"}}),
        renamed,
        answers(renamed, practices=agreed(**{"new-p": 3, "q": 1}), situations={"new-s": {"stance": "not_faced"}}),
    )

    assert parts_of(comparison) == {"progress": 25}
    assert (comparison.added, comparison.removed) == ((), ())
    assert comparison.situations.gone == ("new-s",)
    assert comparison.recommendations.retired == ("y",)


def test_a_key_that_stands_beside_its_new_name_is_no_rename():
    both = small_edition(practices=PRACTICES, renames={"practices": {"p": "q"}})

    comparison = compared(agreed(p=1, q=2), agreed(p=1, q=2), both, both)

    assert (comparison.practices, parts_of(comparison)) == ((), {})


def test_practices_whose_value_differs():
    comparison = compared(agreed(p=1, q="na"), agreed(q=2))

    assert [(one.key, one.before, one.after) for one in comparison.practices] == [("p", 1, None), ("q", "na", 2)]


def test_at_target_is_told_against_both_targets():
    edition = small_edition(practices=[*PRACTICES, practice("o")])
    given = agreed(p=2, q=2, o=2)

    comparison = compare(
        EDITION,
        answers(EDITION, practices=agreed(p=2, q=2), targets={"p": 2, "q": 3}),
        edition,
        answers(edition, practices=given, targets={"p": 3, "q": 2, "o": 2}),
    )

    found = comparison.at_target
    assert (found.before, found.after, found.to_with_old_targets) == (1, 2, 2)


@pytest.mark.parametrize(
    ("before", "after", "list_name"),
    [
        ("not_faced", "faced", "new"),
        (None, "faced", "new"),
        ("faced", "not_faced", "gone"),
        ("faced", None, "unclear"),
        ("faced", "faced", None),
        ("not_faced", None, None),
    ],
)
def test_situations_and_recommendations_that_changed(before, after, list_name):
    edition = small_edition(recommendations=[recommendation("x", {"faced": "s"})])

    comparison = compare(
        edition,
        answers(edition, situations={"s": {"stance": before}}),
        edition,
        answers(edition, situations={"s": {"stance": after}}),
    )

    situations, advice = comparison.situations, comparison.recommendations
    assert {name: keys for name, keys in situations if keys} == ({list_name: ("s",)} if list_name else {})
    advised = {"new": "new", "gone": "retired", "unclear": "unclear"}.get(list_name)
    if before == after == "faced":
        advised = "kept"
    assert {name: keys for name, keys in advice if keys} == ({advised: ("x",)} if advised else {})


def test_what_the_later_edition_lacks_is_dropped():
    before = small_edition(recommendations=[recommendation("x", {"faced": "s"})])
    after = small_edition(situations=[situation("other")])

    comparison = compare(before, answers(before, situations={"s": {"stance": "faced"}}), after, answers(after))

    assert (comparison.situations.dropped, comparison.recommendations.dropped) == (("s",), ("x",))


def test_each_changed_practice_belongs_to_a_part():
    edition = small_edition(practices=[*PRACTICES, practice("o"), practice("n"), practice("m", not_applicable=N)])
    before = answers(edition, practices={**agreed(p=1, o=3, m="na"), "q": asked("ospo", 1)})
    after = answers(edition, practices=agreed(p=2, q=2, o=3, n=1, m=4))

    parts = compare_in_detail(edition, before, edition, after).parts

    assert parts == {"p": "progress", "q": "voices", "n": "knowledge", "m": "scope"}


def test_the_steps_lead_from_the_one_figure_to_the_other():
    edition = small_edition(practices=[*PRACTICES, practice("n"), practice("m", not_applicable=N)])
    other = small_edition(practices=[*PRACTICES, practice("n"), practice("m", not_applicable=N), practice("new")])
    before = answers(edition, practices={**agreed(p=1, m="na"), "q": asked("ospo", 1)})
    after = answers(other, practices=agreed(p=2, q=3, n=1, m=4, new=0))

    detail = compare_in_detail(edition, before, other, after)
    steps, [level] = detail.steps["ospo"], detail.comparison.levels

    assert [step.part for step in steps] == list(STEPS)
    assert [step.after for step in steps[:-1]] == [step.before for step in steps[1:]]
    assert [percent(figure) for figure in (steps[0].before, steps[-1].after)] == [level.before, level.after]
    points = {part: sum(step.after - step.before for step in steps if step.part == part) for part in PARTS}
    assert {part: percent(one) for part, one in points.items()} == {part: getattr(level, part) for part in PARTS}


def test_there_are_no_steps_where_there_is_no_change_to_explain():
    detail = compare_in_detail(
        EDITION,
        answers(EDITION, practices=agreed(p="na", q="na")),
        EDITION,
        answers(EDITION, practices=agreed(p=2, q=2)),
    )

    assert detail.steps == {"ospo": ()}


def test_different_packs_are_not_compared():
    with pytest.raises(DifferentPacks, match="small and other are different packs"):
        compared({}, {}, EDITION, small_edition(pack="other", practices=PRACTICES))
