# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import UTC, datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, Role
from assessments.models import Assessment
from assessments.models.answer import Kind
from assessments.queries.planned import plan_for
from assessments.queries.result import outcome_of
from assessments.queries.result_page import ResultPage, result_page
from assessments.services.opening import amend_assessment
from tests.factories import join, make_assessment, make_edition, make_organization, make_user, say, submit

EARLIER = datetime(2026, 8, 3, 9, tzinfo=UTC)


def reread(assessment):
    return Assessment.objects.with_edition().get(pk=assessment.pk)


def page_of(assessment: Assessment, now: datetime, *, may_manage: bool) -> ResultPage:
    """The page as a manager or a viewer reads it, with the plan beside it."""
    plan = plan_for(assessment, "/", may_add=may_manage, may_keep=may_manage)
    return result_page(assessment, now, plan, may_manage=may_manage)


@pytest.fixture
def submitted(aozora, mana, now):
    assessment = make_assessment(aozora, mana, now=EARLIER)
    say(assessment, mana, Kind.PRACTICE, now=EARLIER, strategy=2, sponsor="unknown")
    say(assessment, mana, Kind.STANCE, now=EARLIER, technology_only="faced")
    return reread(submit(assessment, mana, now=EARLIER))


def test_a_submitted_result_is_the_frozen_one(submitted, mana, now, django_assert_num_queries: DjangoAssertNumQueries):
    expected = outcome_of(submitted, now).result

    with django_assert_num_queries(5):
        page = page_of(submitted, now, may_manage=False)

    assert page.outcome.result == expected
    assert (page.levels[0].said, page.levels[0].aim) == (expected.levels[0].said, expected.levels[0].aim)
    assert (page.unknown, page.is_empty, page.submitted_by) == (7, False, "the OSPO manager")
    assert page.first + page.rest and page.matched == len(page.first) + len(page.rest)


def test_an_open_result_is_the_one_so_far(aozora, mana, now, django_assert_num_queries: DjangoAssertNumQueries):
    assessment = make_assessment(aozora, mana, now=now)
    say(assessment, mana, Kind.PRACTICE, now=now, strategy=2)

    with django_assert_num_queries(5):
        page = page_of(assessment, now, may_manage=True)

    assert (page.submitted_by, page.unknown, page.is_empty) == ("", 7, False)


def test_it_is_empty_before_the_first_answer(aozora, mana, now):
    assessment = make_assessment(aozora, mana, now=now, facts={"eu-market": True}, targets={"strategy": 4})

    assert page_of(assessment, now, may_manage=True).is_empty


def test_managers_may_turn_to_the_open_one_and_members_to_all_others(submitted, aozora, alice, mana, now):
    amended = submit(amend_assessment(assessment=submitted, by=mana, now=EARLIER), mana, now=EARLIER)
    opened = make_assessment(aozora, mana, make_edition(), now=now)
    page = page_of(reread(amended), now, may_manage=True)

    assert page.assessments[0].pk == opened.pk
    assert {one.state for one in page.assessments} == {"open", "submitted", "superseded"}
    members = page_of(reread(amended), now, may_manage=False).assessments
    assert {one.state for one in members} == {"submitted", "superseded"}


def test_another_organizations_are_not_offered(submitted, midori, charlie, now):
    make_assessment(midori, charlie, make_edition(), now=now)

    assert [one.pk for one in page_of(submitted, now, may_manage=True).assessments] == [submitted.pk]


def test_the_submitter_is_named_by_the_highest_role_held_there_or_above(db, now):
    group = make_organization("Group")
    unit = make_organization("Unit", above=group)
    person = make_user("Pia")
    join(person, unit, Role.VIEWER)
    above = join(person, group, Role.OWNER)
    assessment = make_assessment(unit, person, now=now)
    row = reread(submit(assessment, person, now=now))

    assert page_of(row, now, may_manage=True).submitted_by == "the owner"
    Membership.objects.filter(pk=above.pk).delete()
    assert page_of(row, now, may_manage=True).submitted_by == "a viewer"
    Membership.objects.all().delete()
    assert page_of(row, now, may_manage=True).submitted_by == ""


def test_three_recommendations_come_first(aozora, mana, now):
    assessment = make_assessment(aozora, mana, now=now, facts={"eu-market": True})
    say(assessment, mana, Kind.PRACTICE, now=now, strategy=1, sponsor=0, charter=0, health=0, training=0, culture=0)
    say(assessment, mana, Kind.PRACTICE, now=now, sharing=0, publishing=0)
    say(assessment, mana, Kind.STANCE, now=now, technology_only="faced", community_underrated="faced")
    say(assessment, mana, Kind.ROUTINE, now=now, monthly_meeting="monthly", training_course="never")

    page = page_of(assessment, now, may_manage=True)

    assert (len(page.first), len(page.rest), page.matched) == (3, 2, 5)
    assert [one.recommendation.key for one in page.unmatched] == ["talk-it-through"]
