# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import UTC, date, datetime

import pytest

from accounts.models import Organization, User
from assessments.domain.promises import kept_in, span_of
from assessments.management.demo_plan import Planner, plan_faults, tell_plan
from assessments.models import Edition, PlanItem
from tests.factories import built_in_document, make_built_in_edition, make_organization, make_user

NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)
PERIODS = ["2026-Q2", "2026-Q3"]


@pytest.fixture
def edition(db: None) -> Edition:
    return make_built_in_edition()


@pytest.fixture
def planner(db: None) -> Planner:
    by: User = make_user("Owner")
    organization: Organization = make_organization()
    return Planner(organization, PERIODS, {"owner": by}, by, NOW)


def told(planner: Planner, edition: Edition, **action: object) -> PlanItem:
    tell_plan(planner, edition, [{"title": "Ask the others", "added": [1, 10]} | action])
    return PlanItem.objects.within(planner.organization).get()


def test_days_are_told_from_today_or_within_a_quarter(planner: Planner) -> None:
    assert planner.day(-9) == date(2026, 11, 7)
    assert planner.day([2, 1]) == date(2026, 7, 1)


def test_an_action_has_gone_its_way_by_today(planner: Planner, edition: Edition) -> None:
    said = {"due": [1, 60], "moved": [1, 50], "later": [2, 20], "begun": [1, 20], "done": [2, 10]}

    item = told(planner, edition, **said, **{"for": "owner", "helped": "yes", "took": "less"})

    assert (item.assignee, item.done_on, item.helped) == (planner.by, date(2026, 7, 10), "yes")
    assert (item.promised_on, item.due_on) == (date(2026, 5, 30), date(2026, 7, 20))
    assert kept_in([item], span_of("2026-Q3"), NOW.date()).caught_up == (item,)


def test_somebody_without_an_account_and_why_it_was_dropped(planner: Planner, edition: Edition) -> None:
    item = told(planner, edition, **{"for": "HR", "dropped": [2, 5], "reason": "Not approved"})

    assert (item.assignee_text, item.reason, item.dropped_on) == ("HR", "Not approved", date(2026, 7, 5))


def test_what_is_wrong_is_said() -> None:
    plan = [{"action": "fly", "added": 1}, {"title": "A", "colour": "red"}, {"added": 1}]

    assert list(plan_faults(built_in_document(), plan)) == [
        f"action 1 is fly, which edition {built_in_document().edition} lacks",
        "action 2 has colour, which no action has",
        "action 3 must have either the key of an action or a title of its own",
    ]
