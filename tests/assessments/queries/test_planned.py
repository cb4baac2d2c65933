# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organization, User
from assessments.models import Assessment, Edition
from assessments.queries.draft import document_of
from assessments.queries.planned import Plan, plan_for
from tests.assessments.queries.plans import changed
from tests.factories import make_assessment, make_edition, plan_action


@pytest.fixture
def opened(aozora: Organization, mana: User, now: datetime) -> Assessment:
    return make_assessment(aozora, mana, now=now)


def plan_of(assessment: Assessment) -> Plan:
    return plan_for(assessment, "/here/", may_add=True, may_keep=False)


def renamed(edition: Edition, now: datetime) -> Edition:
    """A later edition in which the action "add-pillar" is called "set-pillar"."""
    document = document_of(edition)
    first, *others = document["recommendations"]
    action, *more = first["actions"]
    changed = [first | {"actions": [action | {"key": "set-pillar"}, *more]}, *others]
    renames = document["renames"] | {"actions": {"add-pillar": "set-pillar"}}
    return make_edition(now=now, edition="1.9.0", recommendations=changed, renames=renames)


def test_what_is_in_the_plan_says_how_it_stands(opened: Assessment, mana: User, now: datetime) -> None:
    said = {"by": mana, "edition": opened.edition, "now": now}
    plan_action(opened.organization, action="add-pillar", due_on=date(2027, 2, 26), **said)
    plan_action(opened.organization, action="review-health", status="done", done_on=date(2026, 11, 12), **said)
    plan_action(opened.organization, action="write-charter", due_on=None, **said)
    plan_action(opened.organization, action="run-course", status="dropped", reason="No room.", **said)
    plan_action(opened.organization, action="open-portal", status="proposed", **said)

    assert {key: one.words for key, one in plan_of(opened).planned.items()} == {
        "add-pillar": "In plan, 26 Feb 2027",
        "review-health": "Done, 12 Nov 2026",
        "write-charter": "In plan",
        "open-portal": "Proposed",
    }


def test_what_is_open_goes_before_what_was_done(opened: Assessment, mana: User, now: datetime) -> None:
    said = {"by": mana, "edition": opened.edition, "now": now, "action": "add-pillar"}
    plan_action(opened.organization, status="done", **said)
    again = plan_action(opened.organization, **said)

    assert plan_of(opened).planned["add-pillar"].item == again.pk


def test_what_is_taken_up_again_goes_before_what_was_done_later(opened: Assessment, mana: User, now: datetime) -> None:
    said = {"by": mana, "edition": opened.edition, "now": now, "action": "add-pillar"}
    first = plan_action(opened.organization, status="done", **said)
    plan_action(opened.organization, status="done", **said | {"now": now + timedelta(hours=1)})

    changed(first, mana, now, status="doing")

    assert plan_of(opened).planned["add-pillar"].item == first.pk


def test_actions_keep_their_place_through_renames_in_both_directions(
    opened: Assessment, mana: User, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    later = renamed(opened.edition, now)
    item = plan_action(opened.organization, mana, later, "set-pillar", now=now)
    with django_assert_num_queries(2):
        assert plan_of(opened).planned["add-pillar"].item == item.pk
    opened.edition = later
    with django_assert_num_queries(1):
        assert plan_of(opened).planned["set-pillar"].item == item.pk


def test_an_action_of_an_earlier_edition_is_found_by_its_new_name(
    opened: Assessment, mana: User, now: datetime
) -> None:
    item = plan_action(opened.organization, mana, opened.edition, "add-pillar", now=now)
    opened.edition = renamed(opened.edition, now)

    assert plan_of(opened).planned["set-pillar"].item == item.pk


def test_each_form_has_a_key_of_its_own(opened: Assessment) -> None:
    plan = plan_of(opened)

    assert (plan.may_add, plan.may_keep, plan.back) == (True, False, "/here/")
    assert plan.new_key != plan.new_key
