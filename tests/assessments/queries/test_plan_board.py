# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import datetime, timedelta

import pytest

from accounts.models import Organization, User
from assessments.models import Edition
from assessments.queries import plan_board
from assessments.queries.plan import PlanPage, desk_of, plan_page
from assessments.queries.plan_board import board_of, people_of
from assessments.queries.plan_choice import PlanChoice
from tests.assessments.queries.plans import add_own
from tests.factories import make_edition


@pytest.fixture
def edition(db: None) -> Edition:
    return make_edition()


def page(organization: Organization, user: User, now: datetime, **choice: str) -> PlanPage:
    return plan_page(desk_of(organization, user, None, now, lambda _item: True), PlanChoice(is_board=True, **choice))  # type: ignore[arg-type]  # no flag


def test_a_column_for_each_status_what_is_due_first_on_top(
    aozora: Organization, mana: User, edition: Edition, now: datetime
) -> None:
    add_own(aozora, edition, mana, now, "Without a day")
    add_own(aozora, edition, mana, now, "Later", due_on=now.date() + timedelta(days=2))
    add_own(aozora, edition, mana, now, "Sooner", due_on=now.date())
    add_own(aozora, edition, mana, now, "Under way", status="doing")

    columns = {one.name: [row.title for row in one.rows] for one in board_of(page(aozora, mana, now))}

    assert columns == {
        "Proposed": [],
        "To do": ["Sooner", "Later", "Without a day"],
        "Doing": ["Under way"],
        "Done": [],
    }


def test_what_was_dropped_has_a_column_where_it_is_chosen(
    aozora: Organization, mana: User, edition: Edition, now: datetime
) -> None:
    add_own(aozora, edition, mana, now, status="dropped", reason="No need")

    assert [one.name for one in board_of(page(aozora, mana, now, status="dropped")) if one.rows] == ["Dropped"]


def test_a_long_column_leads_to_the_table(
    aozora: Organization, mana: User, edition: Edition, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan_board, "PER_COLUMN", 2)
    for number in range(3):
        add_own(aozora, edition, mana, now, f"Action {number}")

    (column,) = [one for one in board_of(page(aozora, mana, now)) if one.rows]

    assert (len(column.rows), column.count, column.more) == (2, 3, "?status=to_do")


def test_whoever_does_something_can_be_chosen(
    aozora: Organization, mana: User, edition: Edition, now: datetime
) -> None:
    add_own(aozora, edition, mana, now, assignee=mana)
    add_own(aozora, edition, mana, now, assignee_text="Legal")
    add_own(aozora, edition, mana, now, assignee_text="Legal")

    people = people_of(page(aozora, mana, now))

    assert people[2:] == [("other-Legal", "Legal"), (f"member-{mana.pk}", "Mana")]
