# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from assessments.models import UnitPlan
from assessments.queries.group.board import board_of
from assessments.queries.group.plans import kept_in_all
from assessments.queries.group.promises import MOST_NAMED
from assessments.queries.group.quarterly import unit_chapters
from assessments.queries.kept_words import kept_sentences
from assessments.services.rolling_up_plans_anew import roll_up_all_plans
from tests.made_up_group import made_up_group

PACK, PERIOD = "ospo-journey", "2026-Q3"


def test_of_few_units_a_table_says_what_each_promised_and_did(db):
    board = board_of(made_up_group(6, 2), PERIOD)

    chapter = unit_chapters(board)["units-promises"]

    [table] = chapter.parts
    kept = kept_in_all(board)
    assert len(table.rows) == 6
    totals = [sum(int(row[column]) for row in table.rows) for column in range(1, 7)]
    assert totals == [kept.promised, kept.in_time, kept.done_late, kept.late, kept.dropped, kept.beyond]
    assert chapter.text.startswith(" ".join(kept_sentences(kept, "2026 Q3", is_over=True)))


def test_of_many_units_those_are_named_that_left_most_open(db):
    group = made_up_group(40, 2)
    board = board_of(group, PERIOD)
    rows = UnitPlan.objects.below(group, PACK, PERIOD).order_by("-open", "-path").select_related("organization")
    first, *_others = rows

    chapter = unit_chapters(board)["units-promises"]

    assert chapter.parts == ()
    assert f"Still open at its end: {first.organization.name} ({first.open})" in chapter.text
    assert f"and {sum(row.open > 0 for row in rows) - MOST_NAMED} more units." in chapter.text
    assert len(list(filter(None, (row.organization.name in chapter.text for row in rows)))) == MOST_NAMED


def test_it_is_told_of_a_quarter_in_which_nobody_has_submitted(db):
    board = board_of(made_up_group(3, 1), "2026-Q2")

    chapters = unit_chapters(board)

    assert chapters["units"].text == "No unit has submitted in 2026 Q2."
    assert chapters["units-promises"].text.startswith(
        " ".join(kept_sentences(kept_in_all(board), "2026 Q2", is_over=True))
    )
    assert kept_in_all(board).promised


def test_where_nothing_was_planned_there_is_nothing_to_tell(db):
    group = made_up_group(3, 2)
    UnitPlan.unscoped.all().delete()
    assert list(roll_up_all_plans(write=True))

    chapter = unit_chapters(board_of(group, PERIOD))["units-promises"]

    assert (chapter.text, chapter.parts) == ("", ())
