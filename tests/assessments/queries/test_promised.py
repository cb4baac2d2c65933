# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organization, User
from assessments.models import Assessment, PlanItem
from assessments.queries import promised
from assessments.queries.promised import Promises, promises_between, span_between
from assessments.services.planning import OwnAction, add_own_action, change_item
from tests.assessments.queries.plans import add_own
from tests.assessments.views.test_progress import page_of, submitted, words_of
from tests.factories import make_edition, make_organization

QUARTERS = [datetime(2026, month, 5, 9, tzinfo=UTC) for month in (1, 4, 7)]
PROMISED = date(2026, 8, 31)
TODAY = date(2026, 9, 15)


def plan(organization: Organization, by: User, title: str, **changes: Any) -> PlanItem:
    """An own action with these days: first due, and a day later changed as said."""
    edition = make_edition()
    now = QUARTERS[2]
    item = add_own_action(
        organization=organization,
        edition=edition,
        own=OwnAction(title),
        idempotency_key=uuid.uuid4(),
        by=by,
        now=now,
    )
    first = changes.pop("promised_on", None)
    for at, change in [(now, {"due_on": first} if first else {}), (now + timedelta(days=1), changes)]:
        item = change_item(item=item, seen=item.revision, changes=change, idempotency_key=uuid.uuid4(), by=by, now=at)
    return item


@pytest.fixture
def two(aozora: Organization, alice: User) -> tuple[Assessment, Assessment]:
    first, last = (submitted(aozora, alice, now, strategy=1) for now in QUARTERS[1:])
    return first, last


def every_fate(organization: Organization, by: User) -> None:
    done = {"status": "done"}
    plan(organization, by, "In time", promised_on=PROMISED, **done, done_on=date(2026, 8, 1))
    plan(organization, by, "Done late", promised_on=PROMISED, **done, done_on=date(2026, 9, 10))
    plan(organization, by, "Late", promised_on=PROMISED)
    plan(organization, by, "Moved", promised_on=date(2026, 9, 30), due_on=date(2026, 12, 31))
    plan(organization, by, "Dropped", promised_on=PROMISED, status="dropped", reason="No time.")
    plan(organization, by, "Caught up", promised_on=date(2026, 3, 31), **done, done_on=date(2026, 8, 1))
    plan(organization, by, "Ahead", promised_on=date(2026, 12, 31), **done, done_on=date(2026, 8, 1))
    plan(organization, by, "Unpromised", **done, done_on=date(2026, 8, 1))
    plan(organization, by, "Not of this span", promised_on=date(2026, 12, 31))


def told(found: Promises) -> dict[str, list[str]]:
    return {fate.key: [line.title for line in fate.lines] for fate in (*found.fates, *found.beyond)}


def test_each_action_is_told_by_what_became_of_it(
    two: tuple[Assessment, Assessment],
    aozora: Organization,
    alice: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    every_fate(aozora, alice)
    plan(make_organization("Midori"), alice, "Elsewhere", promised_on=PROMISED)

    with django_assert_num_queries(1):
        found = promises_between(*two, TODAY)

    assert told(found) == {
        "in_time": ["In time"],
        "done_late": ["Done late"],
        "late": ["Late"],
        "to_come": ["Moved"],
        "dropped": ["Dropped"],
        "caught_up": ["Caught up"],
        "ahead": ["Ahead"],
        "unpromised": ["Unpromised"],
    }
    assert (found.promised, found.moved) == (5, 1)


def test_what_another_pack_plans_is_not_told(
    aozora: Organization, alice: User, two: tuple[Assessment, Assessment]
) -> None:
    add_own(aozora, make_edition(pack="other"), alice, QUARTERS[2], due_on=PROMISED)

    assert promises_between(*two, TODAY).promised == 0


def test_the_span_begins_after_the_earlier_quarter() -> None:
    assert vars_of(span_between("2026-Q1", "2026-Q3")) == (date(2026, 4, 1), date(2026, 9, 30))
    assert vars_of(span_between("2026-Q3", "2026-Q3")) == (date(2026, 7, 1), date(2026, 9, 30))


def vars_of(span: Any) -> tuple[date, date]:
    return span.first, span.last


def test_long_lists_are_cut_and_counted(
    two: tuple[Assessment, Assessment], aozora: Organization, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(promised, "MOST", 2)
    for number in range(3):
        plan(aozora, alice, f"Action {number}", promised_on=PROMISED)

    (late,) = promises_between(*two, date(2026, 10, 1)).fates

    assert (late.key, late.count, len(late.lines), late.more) == ("late", 3, 2, 1)


def test_the_page_tells_it(
    two: tuple[Assessment, Assessment], client: Client, aozora: Organization, alice: User, bob: User
) -> None:
    client.force_login(bob)
    assert "No action of the plan was promised for 1 Jul 2026 to 30 Sep 2026" in words_of(page_of(client, aozora))
    every_fate(aozora, alice)

    words = words_of(page_of(client, aozora))

    assert "From 1 Jul 2026 to 30 Sep 2026, 5 actions were promised." in words
    assert "1 done late" in words and "Done late 31 Aug 2026 – 10 Sep 2026" in words
    assert "Moved 30 Sep 2026 31 Dec 2026 –" in words
    assert "Dropped No time. 31 Aug 2026" in words
    assert "1 done without a promised day" in words
