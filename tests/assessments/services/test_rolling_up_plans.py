# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What dashboards and reports read of plans is right after every change of an item."""

import threading
import uuid
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.domain.plan_counts import NOW
from assessments.models import GroupPlan, PlanItem, UnitPlan, UnitResult
from assessments.services.planning import OwnAction, add_action, add_own_action, change_item, change_locked
from assessments.services.rolling_up import take_out
from assessments.services.rolling_up_anew import roll_up_all
from assessments.services.rolling_up_plans import roll_up_plan
from assessments.services.rolling_up_plans_anew import roll_up_all_plans
from tests.factories import make_assessment, make_edition, make_organization, make_user, submit

PACK = "ospo-journey"
DUE = date(2026, 12, 31)


def added(organization, by, now, due=DUE, **own):
    """An own action with a due day."""
    key = {"idempotency_key": uuid.uuid4(), "by": by, "now": now}
    item = add_own_action(organization=organization, edition=make_edition(), own=OwnAction("Ask", **own), **key)
    return changed(item, by, now, due_on=due) if due else item


def changed(item, by, now, **changes):
    seen = PlanItem.objects.within(item.organization).get(pk=item.pk).revision
    return change_item(item=item, seen=seen, changes=changes, idempotency_key=uuid.uuid4(), by=by, now=now)


def unit_counts(organization):
    return dict(UnitPlan.objects.within(organization).values_list("period", "counts"))


def group_counts(organization):
    return GroupPlan.objects.within(organization).filter(pack=PACK).values_list("counts", flat=True).first() or {}


@pytest.fixture
def imaging(aozora):
    return make_organization("Imaging", above=aozora, kind="unit")


def test_an_action_is_counted_for_the_unit_and_for_all_above_it(aozora, imaging, mana, now):
    lens = make_organization("Lens", above=imaging)

    added(lens, mana, now)

    counts = {"planned": 1, "due": {"2026-12-31": 1}, "promised": {"2026-12-31": 1}}
    assert unit_counts(lens) == {NOW: counts, "2026-Q4": {"open": 1}}
    of_group = {
        NOW: counts | {"units": 1, "first": {"2026-12-31": 1}},
        "2026-Q4": {"open": 1, "units": 1, "open_in": 1},
    }
    assert group_counts(imaging) == group_counts(aozora) == of_group
    assert not UnitPlan.objects.within(imaging).exists()
    assert UnitPlan.objects.within(lens).get(period="2026-Q4").open == 1


def test_what_is_done_moves_from_what_is_due(aozora, imaging, mana, now):
    item = added(imaging, mana, now)

    changed(item, mana, now, status="done")

    assert unit_counts(imaging) == {NOW: {"planned": 1, "done": 1}, "2026-Q4": {"in_time": 1}}
    assert group_counts(aozora)[NOW] == {"planned": 1, "done": 1, "units": 1}


def test_what_is_dropped_leaves_the_plan_and_stays_a_promise(aozora, imaging, mana, now):
    item = added(imaging, mana, now)

    changed(item, mana, now, status="dropped", reason="Another unit does it")

    assert unit_counts(imaging) == {"2026-Q4": {"dropped": 1}}
    assert group_counts(aozora) == {"2026-Q4": {"dropped": 1, "units": 1}}


def test_the_rows_that_the_table_reads_repeat_it(aozora, imaging, mana, now):
    submit(make_assessment(imaging, mana, now=now), mana, now=now)
    added(imaging, mana, now)

    rows = {row.period: row for row in UnitResult.objects.within(imaging)}

    assert {period: row.plan for period, row in rows.items()} == unit_counts(imaging)
    assert {period: row.first_due for period, row in rows.items()} == {NOW: DUE, "2026-Q4": None}


def test_a_plan_that_was_there_before_is_repeated_by_a_submission(aozora, imaging, mana, now):
    added(imaging, mana, now)

    submit(make_assessment(imaging, mana, now=now), mana, now=now)

    assert {row.period: row.plan for row in UnitResult.objects.within(imaging)} == unit_counts(imaging)
    assert list(roll_up_all(write=False)) == []


def test_what_changes_no_day_asks_nothing_of_those_above(aozora, imaging, mana, now, django_assert_max_num_queries):
    item = added(imaging, mana, now)
    kept = unit_counts(imaging)

    with django_assert_max_num_queries(12) as queries:
        changed(item, mana, now, status="doing", note="Begun")

    assert unit_counts(imaging) == kept
    assert not [one for one in queries if "unitplan" in one["sql"] or "groupplan" in one["sql"]]


@pytest.mark.parametrize("items", [1, 3])
def test_a_change_takes_as_many_queries_however_long_the_plan(items, imaging, mana, now, django_assert_num_queries):
    item, *_others = [added(imaging, mana, now) for _ in range(items)]

    # Of these, 6 are the roll-up's.
    with django_assert_num_queries(14):
        changed(item, mana, now, status="done")


MOVES = st.one_of(
    st.fixed_dictionaries({"status": st.sampled_from(["to_do", "doing", "done", "proposed"])}),
    st.fixed_dictionaries({"status": st.just("dropped"), "reason": st.just("Not now")}),
    st.fixed_dictionaries({"due_on": st.none() | st.dates(date(2026, 7, 1), date(2027, 6, 30))}),
    st.fixed_dictionaries({"status": st.just("done"), "done_on": st.dates(date(2026, 7, 1), date(2026, 12, 1))}),
)
STEPS = st.lists(st.tuples(st.integers(0, 5), st.none() | MOVES, st.integers(0, 200)), min_size=1, max_size=12)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_after_whatever_happens_the_counts_are_those_of_a_plain_count(db, now, steps):
    by, edition, top = make_user(), make_edition(), make_organization("Top")
    units = [make_organization(f"Unit {number}", above=top) for number in range(2)]
    items = []
    for which, move, days in steps:
        at = now + timedelta(days=days)
        if move is None or not items:
            unit = units[which % 2]
            add = {"organization": unit, "edition": edition, "idempotency_key": uuid.uuid4(), "by": by, "now": at}
            items.append(
                add_own_action(own=OwnAction("Ask"), **add) if which % 3 else add_action(action="write-charter", **add)
            )
        else:
            try_to_change(items[which % len(items)], by, at, move)

    assert list(roll_up_all_plans(write=False)) == []
    kept = [unit_counts(unit) for unit in units], group_counts(top)
    for model in (UnitPlan, GroupPlan):
        model.unscoped.all().delete()
    list(roll_up_all_plans(write=True))

    assert ([unit_counts(unit) for unit in units], group_counts(top)) == kept


def try_to_change(item, by, at, move):
    """Change an item, unless its plan has the same action once more by now."""
    row = PlanItem.objects.within(item.organization).select_related("organization").get(pk=item.pk)
    others = PlanItem.objects.within(row.organization).filter(action=row.action, status__in=PlanItem.OPEN)
    if row.is_own or row.is_open or not others.exists():
        changed(row, by, at, **move)


def test_many_items_written_at_once_are_counted_on_demand(aozora, imaging, mana, now):
    item = added(imaging, mana, now)
    PlanItem.objects.within(imaging).filter(pk=item.pk).update(due_on=date(2027, 3, 31))

    with transaction.atomic():
        roll_up_plan(organization=imaging, pack=PACK)

    assert unit_counts(imaging)[NOW]["due"] == {"2027-03-31": 1}
    assert group_counts(aozora)[NOW]["first"] == {"2027-03-31": 1}
    assert list(roll_up_all(write=False)) == []


def test_what_is_taken_out_is_counted_no_more(aozora, imaging, mana, now):
    stays = make_organization("Lens", above=aozora)
    for unit in (imaging, stays):
        added(unit, mana, now)

    with transaction.atomic():
        take_out(organization=imaging)

    assert unit_counts(imaging) == {}
    assert group_counts(aozora)[NOW]["units"] == 1
    assert group_counts(aozora)["2026-Q4"] == {"open": 1, "units": 1, "open_in": 1}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("trial", range(3))
def test_plans_that_change_at_the_same_moment_are_all_counted(aozora, mana, now, trial):
    """Each changes several items in one transaction, in another order than others in the same group."""
    units = [make_organization(f"Unit {number}", above=aozora) for number in range(4)]
    items = [[added(unit, mana, now) for _ in range(3)] for unit in (*units, *units)]
    start, failed = threading.Barrier(len(items)), []

    def changing(mine):
        start.wait()
        try:
            with transaction.atomic():
                for item in mine:
                    change_locked(item, item.revision, {"status": "done"}, uuid.uuid4(), mana, now)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=changing, args=[mine[:: 1 - 2 * (number % 2)]]) for number, mine in enumerate(items)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    assert group_counts(aozora)[NOW] == {"planned": 24, "done": 24, "units": 4}
    assert list(roll_up_all(write=False)) == []
