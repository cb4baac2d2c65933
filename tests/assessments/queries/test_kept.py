# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from datetime import date

import pytest
import time_machine as clock

from assessments.queries.edition import edition_of
from assessments.queries.kept import plan_told
from assessments.services.planning import OwnAction, add_action, add_own_action, change_item
from tests.factories import make_edition

PACK = "ospo-journey"


@pytest.fixture
def edition():
    return make_edition()


def planned(organization, edition, by, now, title, **changes):
    key = {"by": by, "now": now}
    item = add_own_action(
        organization=organization, edition=edition, own=OwnAction(title), idempotency_key=uuid.uuid4(), **key
    )
    for one in ({"due_on": changes.pop("due_on", None)}, changes):
        item = change_item(item=item, seen=item.revision, changes=one, idempotency_key=uuid.uuid4(), **key)


def titles(lines):
    return [line.item.title for line in lines]


def test_a_report_tells_the_quarter_of_its_period(aozora, edition, mana, now):
    planned(aozora, edition, mana, now, "Kept", due_on=date(2026, 9, 30), status="done", done_on=date(2026, 9, 1))
    planned(aozora, edition, mana, now, "Open", due_on=date(2026, 9, 30))
    planned(aozora, edition, mana, now, "Earlier", due_on=date(2026, 6, 30), status="done", done_on=date(2026, 7, 1))
    planned(aozora, edition, mana, now, "Next", due_on=date(2026, 12, 31))

    told = plan_told(aozora, edition_of(edition), PACK, "2026-Q3")

    assert told.when == "2026 Q3"
    assert (titles(told.kept.in_time), titles(told.kept.late)) == (["Kept"], ["Open"])
    assert titles(told.kept.caught_up) == ["Earlier"]
    assert titles(told.kept.promised) == ["Kept", "Open"]


def test_a_story_tells_all_quarters_since_the_earlier_one(aozora, edition, mana, now):
    for month in (3, 6, 9):
        planned(aozora, edition, mana, now, str(month), due_on=date(2026, month, 30))

    told = plan_told(aozora, edition_of(edition), PACK, "2026-Q3", "2026-Q1")

    assert told.when == "the quarters from 2026 Q2 to 2026 Q3"
    assert titles(told.kept.promised) == ["6", "9"]


def test_what_another_pack_plans_is_not_told(aozora, mana, edition, now):
    planned(aozora, make_edition(pack="other"), mana, now, "Other", due_on=date(2026, 9, 30))

    assert plan_told(aozora, edition_of(edition), PACK, "2026-Q3").kept.promised == ()


def test_the_year_ends_between_two_quarters(aozora, edition, mana, now):
    planned(aozora, edition, mana, now, "January", due_on=date(2027, 1, 1))

    assert titles(plan_told(aozora, edition_of(edition), PACK, "2027-Q1", "2026-Q4").kept.promised) == ["January"]


def test_what_leaders_have_not_done_in_time_is_known_by_its_action(
    aozora, edition, mana, now, django_assert_num_queries
):
    document = edition_of(edition)
    actions = {one.key: one.level for advice in document.recommendations for one in advice.actions}
    of_leaders = next(key for key, level in actions.items() if level == "management")
    of_others = next(key for key, level in actions.items() if level != "management")
    for key in (of_leaders, of_others):
        add_action(organization=aozora, edition=edition, action=key, idempotency_key=uuid.uuid4(), by=mana, now=now)

    with clock.travel("2028-01-01 09:00+00:00"), django_assert_num_queries(1):
        told = plan_told(aozora, document, PACK, "2025-Q1")

    assert list(told.overdue) == [of_leaders]
    assert told.kept.promised == ()
    with clock.travel(now):
        assert plan_told(aozora, document, PACK, "2025-Q1").overdue == {}
