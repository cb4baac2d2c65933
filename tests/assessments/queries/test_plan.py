# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import datetime, timedelta

import pytest

from accounts.models import Organization, User
from assessments.models import Edition, PlanItem
from assessments.models.answer import Kind
from assessments.queries.plan import Desk, counts_of, desk_of, plan_page
from assessments.queries.plan_choice import PlanChoice, items_in
from tests.assessments.queries.plans import add_own, take_up
from tests.factories import make_assessment, make_edition, say, submit


@pytest.fixture
def edition(db: None) -> Edition:
    return make_edition()


def desk(organization: Organization, user: User, now: datetime) -> Desk:
    assessment = organization.assessments.submitted().select_related("edition").first()
    return desk_of(organization, user, assessment, now, lambda item: item.assignee == user)


def test_groups_follow_the_advice_the_most_pressing_first(
    aozora: Organization, mana: User, edition: Edition, now: datetime
) -> None:
    assessment = make_assessment(aozora, mana, edition, now=now)
    say(assessment, mana, Kind.PRACTICE, now=now, training=0, culture=0)
    submit(assessment, mana, now=now)
    for advice in ("engage-community", "genuine-office", "train-people", ""):
        add_own(aozora, edition, mana, now, f"For {advice}", recommendation=advice)

    found = desk(aozora, mana, now)
    page = plan_page(found, PlanChoice())

    assert found.outcome
    shown = [group.recommendation for group in page.groups]
    pressing = [one.key for one in found.outcome.result.recommendations if one.key in shown]
    assert shown[: len(pressing)] == pressing
    assert (pressing[0], shown[-1]) == ("train-people", "")
    assert (page.groups[-1].title, page.counts.advice) == ("Other actions", 3)


def test_whoever_may_not_change_an_action_is_offered_nothing(
    aozora: Organization, mana: User, edition: Edition, now: datetime
) -> None:
    add_own(aozora, edition, mana, now, assignee=mana)
    add_own(aozora, edition, mana, now)

    page = plan_page(desk(aozora, mana, now), PlanChoice())

    assert sorted(row.may_change for group in page.groups for row in group.rows) == [False, True]


def test_counts_are_told_in_a_sentence(aozora: Organization, mana: User, edition: Edition, now: datetime) -> None:
    take_up(aozora, edition, mana, now, status="done")
    add_own(aozora, edition, mana, now, status="proposed")
    add_own(aozora, edition, mana, now, due_on=now.date() - timedelta(days=1))
    add_own(aozora, edition, mana, now, status="dropped", reason="No need")

    counts = counts_of(items_in(aozora, edition.pack), now.date())

    assert counts.words == "3 actions from 1 recommendation: 1 done, 1 to do, 1 proposed, 1 of them late."
    assert (counts.of(""), counts.of("open"), counts.of("late"), counts.of("dropped")) == (3, 2, 1, 1)


def test_advice_of_an_earlier_edition_stands_under_its_name_of_today(
    aozora: Organization, mana: User, edition: Edition, now: datetime
) -> None:
    add_own(aozora, edition, mana, now, recommendation="genuine-office")
    PlanItem.objects.within(aozora).update(recommendation="volunteer-office")
    old = {"recommendations": {"volunteer-office": "genuine-office"}}
    make_edition(edition="1.3.0", renames=old, now=now)

    assert desk(aozora, mana, now).advice["volunteer-office"] == desk(aozora, mana, now).advice["genuine-office"]
