# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import date

import pytest

from accounts.models import User
from assessments.domain.plan_file import COLUMNS
from assessments.models import PlanItem
from assessments.queries.edition import edition_of
from assessments.services import plan_differences
from assessments.services.answering import LONGEST_TEXT
from assessments.services.plan_differences import differences_in
from tests.assessments.queries.test_plan_file import taken_up
from tests.assessments.services.plan_files import change, rows_of, staged
from tests.factories import join, make_edition, make_organization, make_plan_item, make_user

HOSTILE = [
    *(
        "=1+1",
        "'=1+1",
        "'",
        "+1",
        "-1",
        "@SUM(A1)",
        "＝1",
        '"',
        'a "b", c;d',
        "日本語",
        "\u202eabc",
        "👩\u200d👧",
        "a\tb",
    ),
    *("<b>", "{{ 1 }}", "%s", "sep=;"),
]


def told(organization, rows, by, now):
    return differences_in(organization, staged(organization, rows, by, now), now)


def cells(differing):
    return {cell.name: (cell.theirs, cell.mine) for cell in differing.cells}


def faults(organization, rows, by, now):
    return [(fault.cell, fault.message) for fault in told(organization, rows, by, now).faults]


@pytest.fixture
def item(aozora, mana, now) -> PlanItem:
    return make_plan_item(aozora, mana, title="Ask the others", now=now)


def test_a_file_that_nobody_changed_changes_nothing_whatever_its_texts(aozora, mana, alice, now):
    edition = make_edition()
    taken_up(aozora, mana, now, assignee=mana, due_on=None)
    for text in HOSTILE:
        own = make_plan_item(aozora, mana, edition, title=text, level="ospo", raises={"strategy": 3}, now=now)
        change(own, mana, now, note=f"{text}\n{text}", status="dropped", reason=text, assignee_text=text)
    done = make_plan_item(aozora, mana, edition, effort="S", horizon="month", now=now)
    change(done, mana, now, status="done", helped="partly", took="more", due_on=date(2026, 12, 31), assignee=alice)

    found = told(aozora, rows_of(aozora), mana, now)

    assert (found.changes, found.conflicts, found.added, found.faults) == ((), (), (), ())
    assert (found.same, found.left_out) == (len(HOSTILE) + 2, 0)


def test_what_a_row_changes_is_told_cell_by_cell(aozora, mana, alice, now, item):
    (row,) = rows_of(aozora)
    row |= {"status": "Doing", "assignee": "alice", "due_on": "2026-12-31", "raises": "strategy:3", "effort": "s"}

    (changed,) = told(aozora, [row], mana, now).changes

    assert changed.item == item
    assert cells(changed) == {
        "status": ("To do", "Doing"),
        "assignee": ("", "Alice"),
        "due_on": ("", "31 December 2026"),
        "effort": ("", "Small"),
        "raises": ("", "strategy:3"),
    }
    assert [cell.label for cell in changed.cells][:2] == ["Status", "Assignee"]


@pytest.mark.parametrize("written", ["2027/01/05", "2027/1/5", "2027.01.05", "2027.1.5", "2027-1-5", " 2027-01-05 "])
def test_a_day_may_be_written_as_spreadsheets_rewrite_it_with_the_year_first(aozora, mana, now, item, written):
    (row,) = rows_of(aozora)

    (changed,) = told(aozora, [row | {"due_on": written}], mana, now).changes

    assert cells(changed) == {"due_on": ("", "5 January 2027")}


def test_a_row_that_is_deleted_and_a_column_that_is_missing_change_nothing(aozora, mana, now, item):
    change(item, mana, now, note="Kept", status="doing")
    make_plan_item(aozora, mana, title="Another", now=now)
    row = next(row for row in rows_of(aozora) if row["title"] == "Ask the others")

    found = told(aozora, [{name: row[name] for name in ("id", "revision", "title")}], mana, now)

    assert (found.changes, found.same, found.left_out) == ((), 1, 1)


def test_words_of_an_editions_action_stay_the_editions(aozora, mana, now):
    taken_up(aozora, mana, now)
    (row,) = rows_of(aozora)

    found = told(aozora, [row | {"title": "Mine", "level": "x", "raises": "?"}], mana, now)

    assert (found.changes, found.faults, found.same) == ((), (), 1)


def test_what_somebody_else_changed_meanwhile_stays_beside_ones_own(aozora, mana, alice, now, item):
    (row,) = rows_of(aozora)
    change(item, alice, now, status="doing")

    found = told(aozora, [row | {"note": "Mine"}], mana, now)

    assert [cells(one) for one in found.changes] == [{"note": ("", "Mine")}]
    assert found.conflicts == ()


def test_where_both_changed_the_same_cell_both_stand_side_by_side(aozora, mana, alice, now, item):
    (row,) = rows_of(aozora)
    change(change(item, alice, now, note="First"), alice, now, note="Theirs")

    found = told(aozora, [row | {"note": "Mine", "status": "doing"}], mana, now)

    (conflict,) = found.conflicts
    assert cells(conflict) == {"status": ("To do", "Doing"), "note": ("Theirs", "Mine")}
    assert [cell.is_conflict for cell in conflict.cells] == [False, True]
    assert found.changes == ()


def test_what_somebody_changed_twice_meanwhile_stays_beside_ones_own(aozora, mana, alice, now, item):
    (row,) = rows_of(aozora)
    change(change(item, alice, now, note="First"), alice, now, note="Second")

    found = told(aozora, [row | {"status": "doing"}], mana, now)

    assert [list(cells(one)) for one in found.changes] == [["status"]]
    assert found.conflicts == ()


def test_what_was_changed_before_the_file_was_made_can_be_changed_back(aozora, mana, alice, now, item):
    change(item, alice, now, note="Theirs")
    (row,) = rows_of(aozora)
    change(PlanItem.objects.within(aozora).get(), alice, now, status="doing")

    found = told(aozora, [row | {"note": ""}], mana, now)

    assert [cells(one) for one in found.changes] == [{"note": ("Theirs", "")}]


def test_where_both_say_the_same_there_is_nothing_to_ask(aozora, mana, alice, now, item):
    (row,) = rows_of(aozora)
    change(item, alice, now, note="Same")

    assert told(aozora, [row | {"note": "Same"}], mana, now).same == 1


def test_an_assignee_who_has_left_stays_who_it_is(aozora, mana, now, item):
    left = make_user("Kenji")
    change(item, mana, now, status="done", assignee=left)

    assert told(aozora, rows_of(aozora), mana, now).same == 1
    (row,) = rows_of(aozora)
    assert told(aozora, [row | {"assignee": "kenji"}], mana, now).same == 1


def test_a_row_without_an_id_adds_an_action(aozora, mana, now, item):
    own = {"id": "", "revision": "", "title": "=New", "level": "ospo", "due_on": "2027-01-31", "status": ""}
    of_the_edition = {"action": "write-charter", "assignee": mana.email, "title": "ignored"}

    found = told(aozora, [own, of_the_edition], mana, now)

    first, second = found.added
    assert (first.title, cells(first)) == ("=New", {"level": ("", "ospo"), "due_on": ("", "31 January 2027")})
    action = edition_of(item.edition).action("write-charter")
    assert (second.title, cells(second)) == (action.title["en"], {"assignee": ("", "Mana")})
    assert (found.same, found.left_out, found.faults) == (0, 1, ())


@pytest.mark.parametrize(
    ("changes", "cell", "words"),
    [
        ({"status": "later"}, "G2", "Choose one of these: "),
        ({"due_on": "31.12.2026"}, "K2", "Write the day as in 2026-12-31."),
        ({"due_on": "12/31/2026"}, "K2", "Write the day as in 2026-12-31."),
        ({"due_on": "26/12/31"}, "K2", "Write the day as in 2026-12-31."),
        ({"due_on": "2026/12-31"}, "K2", "Write the day as in 2026-12-31."),
        ({"due_on": "20261231"}, "K2", "Write the day as in 2026-12-31."),
        ({"due_on": "2026-02-30"}, "K2", "Write the day as in 2026-12-31."),
        ({"due_on": "0999-01-01"}, "K2", "Write the day as in 2026-12-31."),
        ({"assignee": "Nobody"}, "H2", "No member has this address or name alone."),
        ({"assignee": "Mana", "assignee_text": "Legal"}, "J2", "Choose a member, or name somebody else: not both."),
        ({"status": "dropped"}, "M2", "Say why it is dropped."),
        ({"reason": "No time"}, "M2", "Only what is dropped has a reason for it."),
        ({"done_on": "2026-11-01"}, "L2", "Only what is done has a day on which it was done."),
        ({"status": "done", "done_on": "2026-11-17"}, "L2", "Write the day on which it was done, today at the latest."),
        ({"helped": "yes"}, "O2", "Whether it helped is said of what is done"),
        ({"status": "done", "took": "more"}, "P2", "Whether it helped is said of what is done"),
        ({"note": "x" * (LONGEST_TEXT + 1)}, "N2", f"Use at most {LONGEST_TEXT} characters."),
        ({"title": " "}, "C2", "Say what is to be done."),
        ({"title": "x" * 201}, "C2", "Use at most 200 characters."),
        ({"level": "moon"}, "S2", "There is no such level."),
        ({"recommendation": "x"}, "R2", "There is no such recommendation."),
        ({"raises": "strategy"}, "V2", "Write practices with values from 0 to 4"),
        ({"raises": "moon:3"}, "V2", "Choose practices that are asked"),
        ({"effort": "XL"}, "T2", "Choose one of these: S, M"),
        ({"id": "4c9b1a6e-0000-4000-8000-000000000000"}, "A2", "This action is not in this plan."),
        ({"id": "x'--"}, "A2", "This action is not in this plan."),
        ({"revision": ""}, "B2", "Leave the revision as the file had it."),
        ({"revision": "2"}, "B2", "Leave the revision as the file had it."),
        ({"revision": "１"}, "B2", "Leave the revision as the file had it."),
    ],
)
def test_a_cell_that_cannot_be_taken_in_is_named(aozora, mana, now, item, changes, cell, words):
    (row,) = rows_of(aozora)
    assert list(row) == list(COLUMNS)

    ((place, message), *others) = faults(aozora, [row | changes], mana, now)

    assert (place, message.startswith(words), others) == (cell, True, [])


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([{"title": "", "note": "x"}], "Say what is to be done."),
        ([{"title": "x", "action": "moon"}], "There is no such action."),
        ([{"title": "x", "action": "write-charter"}], "This action is in the plan already"),
        ([{"title": "x", "status": "dropped"}], "Say why it is dropped."),
    ],
)
def test_what_cannot_be_added_is_named(aozora, mana, now, rows, words):
    taken_up(aozora, mana, now)

    ((_place, message),) = faults(aozora, rows, mana, now)

    assert message.startswith(words)


def test_an_action_of_the_edition_is_added_once(aozora, mana, now):
    make_edition()
    row = {"title": "", "action": "write-charter"}

    assert [place for place, _message in faults(aozora, [row, row], mana, now)] == ["B3"]


def test_a_row_stands_once(aozora, mana, now, item):
    (row,) = rows_of(aozora)

    assert faults(aozora, [row, row], mana, now) == [("A3", "This action has a row already.")]


def test_an_action_whose_row_has_a_fault_is_not_left_out(aozora, mana, now, item):
    (row,) = rows_of(aozora)

    assert told(aozora, [row | {"status": "later"}], mana, now).left_out == 0


def test_what_is_open_once_more_is_not_taken_up_again(aozora, mana, now):
    first = taken_up(aozora, mana, now, status="done")
    taken_up(aozora, mana, now)
    rows = rows_of(aozora)
    again = next(row for row in rows if row["id"] == str(first.pk)) | {"status": "to_do", "done_on": ""}

    ((_place, message),) = faults(aozora, [again], mana, now)

    assert message.startswith("This action is in the plan once more already")


def test_an_action_is_taken_up_again_once_in_a_file(aozora, mana, now):
    for _time in range(2):
        taken_up(aozora, mana, now, status="done")
    again = [row | {"status": "to_do", "done_on": ""} for row in rows_of(aozora)]
    added = {"id": "", "action": "write-charter"}

    assert [cell for cell, _message in faults(aozora, again, mana, now)] == ["G3"]
    assert [cell for cell, _message in faults(aozora, [again[0], again[0] | added], mana, now)] == ["Q3"]


def test_a_day_of_doing_is_not_taken_away(aozora, mana, now, item):
    change(item, mana, now, status="done")
    (row,) = rows_of(aozora)

    assert faults(aozora, [row | {"done_on": ""}], mana, now) == [("L2", "Say on which day it was done.")]


def test_members_are_those_who_can_sign_in_here_or_above(aozora, mana, now):
    unit, above = make_organization("Lens", above=aozora), make_user("Above")
    join(above, aozora)
    make_plan_item(unit, mana, now=now)
    (row,) = rows_of(unit)

    (found,) = told(unit, [row | {"assignee": "Above"}], mana, now).changes
    User.objects.filter(pk=above.pk).update(is_active=False)

    assert cells(found) == {"assignee": ("", "Above")}
    assert [cell for cell, _message in faults(unit, [row | {"assignee": "Above"}], mana, now)] == ["H2"]


def test_a_name_that_two_members_have_is_nobodys(aozora, mana, now, item):
    for address in ("a@example.org", "b@example.org"):
        join(make_user("Sato", email=address), aozora)
    (row,) = rows_of(aozora)

    assert [place for place, _message in faults(aozora, [row | {"assignee": "Sato"}], mana, now)] == ["H2"]
    assert len(told(aozora, [row | {"assignee": "B@example.org"}], mana, now).changes) == 1


def test_another_organizations_action_is_not_in_this_plan(aozora, midori, mana, now):
    make_plan_item(midori, mana, now=now)

    assert faults(aozora, rows_of(midori), mana, now) == [("A2", "This action is not in this plan.")]


def test_where_too_much_was_changed_meanwhile_the_file_is_got_anew(monkeypatch, aozora, mana, alice, now):
    monkeypatch.setattr(plan_differences, "MOST_CONFLICTS", 1)
    items = [make_plan_item(aozora, mana, make_edition(), now=now) for _ in range(2)]
    rows = rows_of(aozora)
    for item in items:
        change(item, alice, now, note="Theirs")

    ((_place, message),) = faults(aozora, [row | {"note": "Mine"} for row in rows], mana, now)

    assert message == "More than 1 actions were changed meanwhile. Get the file anew."


def test_a_file_makes_a_plan_no_longer_than_can_be_read(monkeypatch, aozora, mana, now, item):
    monkeypatch.setattr(plan_differences, "MOST_ITEMS", 2)
    (row,) = rows_of(aozora)

    assert faults(aozora, [row | {"note": "Soon"}, {"title": "Second"}], mana, now) == []
    (said,) = faults(aozora, [{"title": "Second"}, {"title": "Third"}], mana, now)
    assert said == ("", "With these the plan would hold more than 2 actions. Remove some first.")


@pytest.mark.parametrize("count", [1, 3])
def test_telling_takes_so_many_queries(aozora, mana, alice, now, count, django_assert_num_queries):
    edition = make_edition()
    items = [make_plan_item(aozora, mana, edition, now=now) for _ in range(count)]
    rows = [row | {"note": "Mine"} for row in rows_of(aozora)]
    for item in items:
        change(item, alice, now, note="Theirs", assignee=alice)
    file = staged(aozora, [*rows, {"title": "New"}], mana, now)

    with django_assert_num_queries(4):
        differences_in(aozora, file, now)
