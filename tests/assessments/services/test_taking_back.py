# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from datetime import UTC, date, datetime

import pytest

from accounts.models import Organization, User
from assessments.models import PlanChange, PlanItem
from assessments.services.planning import PlanMovedOn
from assessments.services.rolling_up_plans_anew import roll_up_all_plans
from assessments.services.taking_back import remove_item, take_back_change
from tests.assessments.queries.plans import add_own, changed
from tests.factories import make_edition, make_organization, make_user

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)


@pytest.fixture
def by() -> User:
    return make_user("Manager")


@pytest.fixture
def item(by: User) -> PlanItem:
    organization: Organization = make_organization()
    return add_own(organization, make_edition(), by, NOW, due_on=date(2026, 12, 1), assignee=by)


def take_back(item: PlanItem, by: User, seen: int = 0) -> PlanItem:
    return take_back_change(item=item, seen=seen or item.revision, idempotency_key=uuid.uuid4(), by=by, now=NOW)


@pytest.mark.parametrize(
    "change",
    [
        {"status": "done"},
        {"status": "dropped", "reason": "No need"},
        {"due_on": None},
        {"assignee": None, "assignee_text": "Legal"},
        {"title": "Ask nobody", "raises": {"strategy": 2}},
    ],
)
def test_the_last_change_is_taken_back_as_a_change_of_its_own(
    item: PlanItem, by: User, change: dict[str, object]
) -> None:
    before = {name: getattr(item, name) for name in change}

    back = take_back(changed(item, by, NOW, **change), by)

    assert {name: getattr(back, name) for name in change} == before
    assert (back.done_on, back.dropped_on, back.revision) == (None, None, item.revision + 2)


def test_what_was_dropped_is_dropped_again_for_its_reason(item: PlanItem, by: User) -> None:
    dropped = changed(item, by, NOW, status="dropped", reason="No need")

    back = take_back(changed(dropped, by, NOW, status="doing"), by)

    assert (back.status, back.reason) == ("dropped", "No need")


def test_what_was_changed_since_stays(item: PlanItem, by: User) -> None:
    done = changed(item, by, NOW, status="done")
    changed(done, by, NOW, note="With pictures")

    with pytest.raises(PlanMovedOn):
        take_back(done, by, seen=done.revision)

    assert PlanItem.objects.within(item.organization).get().status == "done"


def test_what_was_only_added_has_no_change_to_take_back(by: User) -> None:
    item = add_own(make_organization(), make_edition(), by, NOW)

    assert take_back(item, by).revision == 1


def test_an_action_goes_with_its_history_and_once_more_changes_nothing(item: PlanItem) -> None:
    for _time in range(2):
        remove_item(item=item, seen=item.revision)

    assert not PlanItem.objects.within(item.organization).exists()
    assert not PlanChange.objects.within(item.organization).exists()


def test_dashboards_count_an_action_no_more_that_is_removed(by: User) -> None:
    above = make_organization("Group")
    below, edition = make_organization("Unit", above=above), make_edition()
    kept, gone = (add_own(below, edition, by, NOW, title, due_on=date(2026, 12, 1)) for title in ("Kept", "Gone"))

    remove_item(item=gone, seen=gone.revision)

    assert list(roll_up_all_plans(write=False)) == []
    assert PlanItem.objects.within(below).get() == kept


def test_an_action_that_was_changed_since_is_not_removed(item: PlanItem, by: User) -> None:
    changed(item, by, NOW, note="With pictures")

    with pytest.raises(PlanMovedOn):
        remove_item(item=item, seen=item.revision)

    assert PlanItem.objects.within(item.organization).exists()
