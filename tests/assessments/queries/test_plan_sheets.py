# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import timedelta

import pytest

from assessments.queries.edition import edition_of
from assessments.queries.plan_sheets import names_of_fields, plan_plain, plan_sheets
from tests.assessments.queries.test_plan_file import changed, taken_up
from tests.factories import make_edition, make_plan_item


def test_one_sheet_has_the_items_and_one_what_became_of_them(aozora, mana, alice, now):
    item = taken_up(aozora, mana, now, assignee=mana)
    changed(item, alice, now + timedelta(days=1), assignee=alice, due_on=None)

    items, changes = plan_sheets(aozora)

    (row,) = items.rows
    said = dict(zip([column.title for column in items.columns], row, strict=True))
    assert (said["Assignee"], said["Due on"], said["First due on"]) == ("Alice", None, item.due_on)
    assert [column.kind for column in items.columns if column.title in ("Due on", "Revision", "Note")] == [
        *("number", "day", "text")
    ]
    lines = [(row[1], row[3], row[4], row[5], row[6]) for row in changes.rows]
    assert lines[-3:] == [
        ("Mana", "Assignee", "", "Mana", 2),
        ("Alice", "Assignee", "Mana", "Alice", 3),
        ("Alice", "Due on", item.due_on.isoformat(), None, 3),
    ]
    assert ("Mana", "Status", None, "to_do", 1) in lines


def test_programs_get_items_with_their_history(aozora, mana, now):
    item = taken_up(aozora, mana, now, assignee=mana, note="=1")

    (told,) = plan_plain(aozora)["items"]

    assert (told["id"], told["revision"], told["note"], told["due_on"]) == (
        *(str(item.pk), 2, "=1", item.due_on.isoformat()),
    )
    assert told["history"][1]["after"] == {"assignee": "Mana", "note": "=1"}
    assert told["history"][0] == told["history"][0] | {"by": "Mana", "revision": 1, "before": None}


def test_every_column_has_a_name(aozora, mana, now):
    taken_up(aozora, mana, now)
    items, _history = plan_sheets(aozora)
    (row,) = items.rows

    assert len(row) == len(names_of_fields())


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_so_many_queries(aozora, mana, now, count, django_assert_num_queries):
    edition = make_edition()
    edition_of(edition)
    for _ in range(count):
        changed(make_plan_item(aozora, mana, edition, now=now), mana, now, assignee=mana)

    with django_assert_num_queries(6):
        for sheet in plan_sheets(aozora):
            list(sheet.rows)
    with django_assert_num_queries(6):
        plan_plain(aozora)
