# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.text import clean_text
from assessments.models import IncomingFile, PlanChange, PlanItem
from assessments.services import plan_taking
from assessments.services.leaving import unassign
from assessments.services.plan_differences import differences_in
from assessments.services.plan_taking import PlanChangedMeanwhile, Taken, take_plan
from assessments.services.planning import change_item
from assessments.services.refusal import NotAccepted
from assessments.services.rolling_up_plans_anew import roll_up_all_plans
from tests.assessments.services.plan_files import change, rows_of, staged
from tests.factories import make_edition, make_plan_item


def take(organization, file, by, now, overwrite=(), seen=None):
    seen = differences_in(organization, file, now).seen if seen is None else seen
    return take_plan(organization=organization, file=file, overwrite=set(overwrite), seen=seen, by=by, now=now)


@pytest.fixture
def item(aozora, mana, now) -> PlanItem:
    return make_plan_item(aozora, mana, title="Ask the others", now=now)


def test_an_item_keeps_its_identity_over_the_round_trip(aozora, mana, alice, now, item):
    (row,) = rows_of(aozora)
    changes = {"status": "done", "done_on": "2026-11-02", "assignee": "Alice", "note": "a\nb", "title": "Ask all"}

    taken = take(aozora, staged(aozora, [row | changes], mana, now), mana, now)

    same = PlanItem.objects.within(aozora).get()
    assert taken == Taken(changed=1, added=0)
    assert (same.pk, same.revision, same.title, same.note) == (item.pk, 2, "Ask all", "a\nb")
    assert (same.status, same.done_on, same.assignee) == ("done", date(2026, 11, 2), alice)
    line = PlanChange.objects.within(aozora).get(revision=2)
    assert (line.by, line.after["assignee"], line.before["title"]) == (mana, alice.pk, "Ask the others")


def test_what_is_added_has_all_that_its_row_says(aozora, mana, now):
    make_edition()
    own = {"title": "'=Own", "level": "ospo", "raises": "strategy:3", "due_on": "2027-01-31", "status": "doing"}
    of_the_edition = {"title": "", "action": "write-charter", "note": "Soon"}

    taken = take(aozora, staged(aozora, [own, of_the_edition], mana, now), mana, now)

    first, second = PlanItem.objects.within(aozora).order_by("action")
    assert taken == Taken(changed=0, added=2)
    assert (first.title, first.level, first.raises, first.due_on, first.status, first.promised_on) == (
        *("'=Own", "ospo", {"strategy": 3}, date(2027, 1, 31), "doing", date(2027, 1, 31)),
    )
    assert (second.action, second.note, second.status) == ("write-charter", "Soon", "to_do")
    assert second.due_on is not None
    assert {(one.revision, one.added_by) for one in (first, second)} == {(1, mana)}


def test_dashboards_count_what_is_taken(aozora, mana, now, item):
    (row,) = rows_of(aozora)

    take(aozora, staged(aozora, [row | {"status": "done"}, {"title": "New"}], mana, now), mana, now)

    assert list(roll_up_all_plans(write=False)) == []


def test_who_leaves_while_it_is_saved_stops_all(monkeypatch, aozora, mana, alice, now, item):
    item = change(item, mana, now, assignee=alice)
    (row,) = rows_of(aozora)
    file = staged(aozora, [row | {"note": "Mine"}], mana, now)

    def while_somebody_leaves(organization, file, now):
        found = differences_in(organization, file, now)
        unassign(alice, mana, now)
        return found

    seen = differences_in(aozora, file, now).seen
    monkeypatch.setattr(plan_taking, "differences_in", while_somebody_leaves)

    with pytest.raises(PlanChangedMeanwhile):
        take(aozora, file, mana, now, seen=seen)


def test_no_key_that_somebody_used_before_keeps_a_file_from_being_taken(aozora, mana, now, item):
    file = staged(aozora, [{"title": "New"}], mana, now)
    key = uuid.uuid5(file.pk, "2")
    change_item(item=item, seen=1, changes={"note": "Soon"}, idempotency_key=key, by=mana, now=now)

    assert take(aozora, file, mana, now) == Taken(changed=0, added=1)


def test_the_same_file_a_second_time_changes_nothing(aozora, mana, now, item):
    file = staged(aozora, [{"title": "New"}], mana, now)
    take(aozora, file, mana, now)

    assert take_plan(organization=aozora, file=file, overwrite=set(), seen="", by=mana, now=now) == Taken(0, 0)
    assert PlanItem.objects.within(aozora).count() == 2
    assert IncomingFile.objects.get().document == ""


def test_of_conflicts_only_those_are_taken_that_were_chosen(aozora, mana, alice, now):
    edition = make_edition()
    items = [make_plan_item(aozora, mana, edition, title=title, now=now) for title in "ab"]
    rows = rows_of(aozora)
    for one in items:
        change(one, alice, now, note="Theirs", status="doing")
    file = staged(aozora, [row | {"note": "Mine"} for row in rows], mana, now)

    taken = take(aozora, file, mana, now, overwrite=[str(items[0].pk)])

    first, second = PlanItem.objects.within(aozora).order_by("title")
    assert taken.changed == 1
    assert (first.note, first.status, second.note) == ("Mine", "doing", "Theirs")


def test_what_moves_between_looking_and_saving_stops_all(aozora, mana, alice, now, item):
    (row,) = rows_of(aozora)
    file = staged(aozora, [row | {"note": "Mine"}, {"title": "New"}], mana, now)
    seen = differences_in(aozora, file, now).seen
    change(item, alice, now, status="doing")

    with pytest.raises(PlanChangedMeanwhile):
        take(aozora, file, mana, now, seen=seen)

    assert [(one.note, one.status) for one in PlanItem.objects.within(aozora)] == [("", "doing")]


def test_a_fault_stops_all(aozora, mana, now, item):
    (row,) = rows_of(aozora)

    with pytest.raises(NotAccepted):
        take(aozora, staged(aozora, [row | {"note": "x"}, {"title": " ", "note": "y"}], mana, now), mana, now)

    assert PlanItem.objects.within(aozora).get().note == ""


def test_where_no_edition_is_published_nothing_is_added(aozora, mana, now):
    with pytest.raises(NotAccepted):
        take(aozora, staged(aozora, [{"title": "New"}], mana, now), mana, now)


def test_a_person_has_one_file_that_waits(aozora, midori, mana, alice, now):
    for by in (alice, mana, mana):
        staged(aozora, [{"title": "New"}], by, now)
    staged(midori, [{"title": "New"}], mana, now)

    assert IncomingFile.objects.filter(organization=aozora, by=mana).count() == 1
    assert IncomingFile.objects.count() == 3


any_text = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(["=1", "'=1", "\t=1", "''", "-", ' "'])


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(note=any_text, title=any_text.filter(lambda text: clean_text(text, most=9999)))
def test_any_text_that_is_stored_comes_back(aozora, mana, now, note, title):
    stored = make_plan_item(aozora, mana, make_edition(), title=title[:20] + "x", now=now)
    stored = change(stored, mana, now, note=note)
    rows = rows_of(aozora)

    found = differences_in(aozora, staged(aozora, rows, mana, now), now)

    row = next(row for row in rows if row["id"] == str(stored.pk))
    assert (row["title"], row["note"]) == (stored.title, stored.note)
    assert (found.changes, found.conflicts, found.added, found.faults) == ((), (), (), ())
