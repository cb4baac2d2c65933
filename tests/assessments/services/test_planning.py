# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from accounts.models import Organization, User
from assessments.domain.period import end_of_horizon
from assessments.models import Edition, PlanChange, PlanItem
from assessments.queries.edition import edition_of
from assessments.services.planning import (
    OwnAction,
    PlanMovedOn,
    add_action,
    add_own_action,
    change_item,
)
from assessments.services.refusal import NotAccepted
from tests.factories import make_edition, make_organization, make_user

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)


@pytest.fixture
def organization() -> Organization:
    return make_organization()


@pytest.fixture
def edition() -> Edition:
    return make_edition()


@pytest.fixture
def by() -> User:
    return make_user("Manager")


@pytest.fixture
def item(organization: Organization, edition: Edition, by: User) -> PlanItem:
    return added(organization, edition, by)


def added(organization: Organization, edition: Edition, by: User, **fields: Any) -> PlanItem:
    said = {"action": "write-charter", "idempotency_key": uuid.uuid4(), "now": NOW} | fields
    return add_action(organization=organization, edition=edition, by=by, **said)


def own(organization: Organization, edition: Edition, by: User, **fields: Any) -> PlanItem:
    said = OwnAction(**({"title": "Ask the others"} | fields))
    return add_own_action(
        organization=organization, edition=edition, own=said, idempotency_key=uuid.uuid4(), by=by, now=NOW
    )


def changed(item: PlanItem, by: User, *, seen: int = 0, key: uuid.UUID | None = None, **changes: Any) -> PlanItem:
    key = key or uuid.uuid4()
    seen = seen or item.revision
    return change_item(item=item, seen=seen, changes=changes, idempotency_key=key, by=by, now=NOW)


def lines(item: PlanItem) -> list[tuple[Any, Any]]:
    rows = PlanChange.objects.within(item.organization).filter(item=item).order_by("revision")
    return [(row.before, row.after) for row in rows]


def places(raised: pytest.ExceptionInfo[NotAccepted]) -> list[str]:
    return [fault.place for fault in raised.value.faults]


def test_an_action_is_due_when_its_horizon_ends(organization: Organization, edition: Edition, by: User) -> None:
    step = edition_of(edition).action("write-charter")

    item = added(organization, edition, by)

    assert (item.level, item.effort, item.horizon) == (step.level, step.effort, step.horizon)
    assert item.due_on == item.promised_on
    assert item.due_on and item.due_on > NOW.date()
    assert [before for before, _after in lines(item)] == [None]


def test_an_action_is_in_the_plan_once(organization: Organization, edition: Edition, by: User, item: PlanItem) -> None:
    again = added(organization, edition, by)

    assert again == item
    assert len(lines(item)) == 1


def test_an_action_that_was_done_can_be_taken_up_again(
    organization: Organization, edition: Edition, by: User, item: PlanItem
) -> None:
    changed(item, by, status="done")

    assert added(organization, edition, by) != item


def test_an_action_sent_twice_is_added_once_though_it_was_done_meanwhile(
    organization: Organization, edition: Edition, by: User
) -> None:
    key = uuid.uuid4()
    item = added(organization, edition, by, idempotency_key=key)
    changed(item, by, status="done")

    assert added(organization, edition, by, idempotency_key=key) == item


def test_an_action_of_another_pack_is_another_one(organization: Organization, by: User, item: PlanItem) -> None:
    other = make_edition(pack="other")

    assert added(organization, other, by) != item


def test_days_are_those_of_the_organization(edition: Edition, by: User) -> None:
    tokyo, evening = make_organization(time_zone="Asia/Tokyo"), datetime(2026, 11, 29, 20, tzinfo=UTC)
    item = added(tokyo, edition, by, now=evening)

    said = {"item": item, "seen": 1, "changes": {"status": "done"}, "by": by, "now": evening}
    done = change_item(idempotency_key=uuid.uuid4(), **said)

    assert item.due_on == end_of_horizon(edition_of(edition).action("write-charter").horizon, date(2026, 11, 30))
    assert done.done_on == date(2026, 11, 30)


def test_an_action_that_was_added_anew_is_not_opened_twice(
    organization: Organization, edition: Edition, by: User, item: PlanItem
) -> None:
    done = changed(item, by, status="done")
    added(organization, edition, by)

    with pytest.raises(NotAccepted) as raised:
        changed(done, by, status="doing")

    assert places(raised) == ["status"]


def test_an_action_that_the_edition_lacks_is_refused(organization: Organization, edition: Edition, by: User) -> None:
    with pytest.raises(NotAccepted) as raised:
        added(organization, edition, by, action="fly")

    assert places(raised) == ["action"]


def test_an_own_action_names_what_the_edition_has(organization: Organization, edition: Edition, by: User) -> None:
    with pytest.raises(NotAccepted) as raised:
        own(organization, edition, by, title=" ", level="moon", recommendation="none", raises={"strategy": 5})

    assert places(raised) == ["title", "level", "recommendation", "raises"]


def test_an_own_action_sent_twice_is_added_once(organization: Organization, edition: Edition, by: User) -> None:
    key = uuid.uuid4()

    def send() -> PlanItem:
        said = OwnAction("Ask the others")
        return add_own_action(organization=organization, edition=edition, own=said, idempotency_key=key, by=by, now=NOW)

    assert send() == send()


def test_what_is_done_has_its_day_and_loses_it_when_taken_up_again(item: PlanItem, by: User) -> None:
    done = changed(item, by, status="done")
    doing = changed(done, by, status="doing")

    assert (done.done_on, doing.done_on) == (NOW.date(), None)
    assert lines(item)[1:] == [
        ({"status": "to_do", "done_on": None}, {"status": "done", "done_on": "2026-11-26"}),
        ({"status": "done", "done_on": "2026-11-26"}, {"status": "doing", "done_on": None}),
    ]


def test_dropping_asks_why(item: PlanItem, by: User) -> None:
    with pytest.raises(NotAccepted) as raised:
        changed(item, by, status="dropped")
    dropped = changed(item, by, status="dropped", reason="Another unit does it")

    assert places(raised) == ["reason"]
    assert (dropped.reason, dropped.dropped_on) == ("Another unit does it", NOW.date())


def test_what_is_taken_up_again_was_never_dropped(item: PlanItem, by: User) -> None:
    dropped = changed(item, by, status="dropped", reason="Another unit does it")

    again = changed(dropped, by, status="doing")

    assert (again.reason, again.dropped_on) == ("", None)


def later(item: PlanItem, by: User, now: datetime, due_on: date | None) -> tuple[date | None, date | None]:
    key = uuid.uuid4()
    row = change_item(item=item, seen=item.revision, changes={"due_on": due_on}, idempotency_key=key, by=by, now=now)
    return row.promised_on, row.due_on


SOON, LATER = date(2026, 12, 1), date(2027, 2, 1)
NEXT_DAY = datetime(2026, 11, 27, 0, 1, tzinfo=UTC)


def test_a_promise_stays_when_the_day_moves_later(organization: Organization, edition: Edition, by: User) -> None:
    item = changed(own(organization, edition, by), by, due_on=SOON)

    assert later(item, by, NEXT_DAY, LATER) == (SOON, LATER)


def test_a_day_that_is_chosen_when_an_action_is_added_is_the_promise(item: PlanItem, by: User) -> None:
    assert item.promised_on not in (SOON, LATER)
    assert later(item, by, NEXT_DAY - timedelta(minutes=2), SOON) == (SOON, SOON)

    item.refresh_from_db()
    assert later(item, by, NEXT_DAY - timedelta(minutes=2), None) == (None, None)


def test_what_is_proposed_promises_nothing_for_good_before_its_day(
    organization: Organization, edition: Edition, by: User
) -> None:
    item = changed(added(organization, edition, by, status="proposed"), by, due_on=SOON)
    assert later(item, by, datetime(2026, 11, 30, 9, tzinfo=UTC), LATER) == (LATER, LATER)

    item.refresh_from_db()
    assert later(item, by, datetime(2027, 2, 2, 9, tzinfo=UTC), date(2027, 4, 1)) == (LATER, date(2027, 4, 1))


def test_a_member_or_somebody_else_does_it_and_not_both(item: PlanItem, by: User) -> None:
    with pytest.raises(NotAccepted) as raised:
        changed(item, by, assignee=by, assignee_text="Legal")

    assert places(raised) == ["assignee_text"]
    assert changed(item, by, assignee=by).assignee == by


def test_who_saw_an_older_item_is_told_and_nothing_is_written(item: PlanItem, by: User) -> None:
    changed(item, by, note="First")

    with pytest.raises(PlanMovedOn) as raised:
        changed(item, by, seen=1, note="Second")

    assert raised.value.item.note == "First"
    assert len(lines(item)) == 2


def test_a_change_sent_twice_is_made_once(item: PlanItem, by: User) -> None:
    key = uuid.uuid4()
    changed(item, by, key=key, note="Once")
    again = changed(item, by, key=key, note="Once")

    assert (again.revision, len(lines(item))) == (2, 2)


def test_a_change_says_when_it_was_made(item: PlanItem, by: User) -> None:
    later = NOW + timedelta(hours=1)
    said = {"item": item, "seen": 1, "changes": {"note": "Begun"}, "by": by, "now": later}

    assert change_item(idempotency_key=uuid.uuid4(), **said).changed_at == later


def test_what_is_the_same_leaves_no_line(item: PlanItem, by: User) -> None:
    assert changed(item, by, note="", status="to_do").revision == 1


def test_whether_it_helped_is_known_of_what_is_done_alone(item: PlanItem, by: User) -> None:
    done = changed(item, by, status="done")
    helped = changed(done, by, helped="yes", took="more")
    reopened = changed(helped, by, status="doing")

    assert (helped.helped_by, helped.helped_at) == (by, NOW)
    assert (reopened.helped, reopened.took, reopened.helped_at) == ("", "", None)


def test_who_said_whether_it_helped_stays_who_it_was(item: PlanItem, by: User) -> None:
    helped = changed(changed(item, by, status="done"), by, helped="yes")

    noted = changed(helped, make_user("Another"), note="Two pages")

    assert (noted.helped, noted.helped_by) == ("yes", by)
