# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from datetime import UTC, datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import Role
from assessments.models import Assignment
from assessments.models.answer import Kind
from assessments.queries.edition import edition_of
from assessments.queries.overview import overview_of
from assessments.queries.point import points_of
from assessments.queries.shell import shell_of
from assessments.services.asking import save_responses
from assessments.services.backing import add_evidence
from assessments.services.confirming import confirm_answers
from assessments.services.opening import amend_assessment, open_assessment
from tests.assessments.domain.cases import conformance
from tests.factories import make_assessment, make_edition, say, submit

QUARTERS = [datetime(2026, month, 3, 9, tzinfo=UTC) for month in (2, 5, 8)]
EVERYTHING = {
    "strategy": 1,
    "sponsor": 1,
    "charter": 1,
    "health": 1,
    "training": 1,
    "culture": 1,
    "sharing": 1,
    "publishing": 1,
}


@pytest.fixture
def edition(db):
    return make_edition()


@pytest.fixture
def overview(aozora, edition, now):
    def read(user, role, now=now):
        return overview_of(shell_of(user, aozora, role, "overview"), user, now)

    return read


def quarter(aozora, mana, edition, day, **practices):
    assessment = make_assessment(aozora, mana, edition, now=day)
    say(assessment, mana, Kind.PRACTICE, now=day, **practices)
    return submit(assessment, mana, now=day)


def test_a_new_organization_opens_its_first_assessment(overview, mana):
    page = overview(mana, Role.MANAGER)

    assert (page.step.state, page.step.period, page.step.is_first) == ("open", "2026-Q4", True)
    assert page.step.minutes > 0
    assert (page.standing, page.looks) == (None, [])


def test_members_of_a_new_organization_read_that_nothing_is_open(overview, bob):
    page = overview(bob, Role.VIEWER)

    assert (page.step.state, page.standing, page.looks) == ("read", None, [])


def test_the_first_step_is_the_scan(overview, aozora, mana, edition, now):
    make_assessment(aozora, mana, changed_to_scan(), now=now)

    page = overview(mana, Role.MANAGER)

    assert (page.step.state, page.step.tasks.scan_state, page.step.days) == ("scan", "start", 45)
    assert page.standing is None


def changed_to_scan():
    """An edition with a scan, which the small one has not."""
    practices = conformance("edition.json")["practices"]
    practices[0]["scan"] = True
    return make_edition(now=QUARTERS[0], edition="2.0.0", practices=practices)


def test_it_goes_on_at_the_first_open_question(overview, aozora, mana, edition, now):
    assessment = make_assessment(aozora, mana, edition, now=now)

    assert overview(mana, Role.MANAGER).step.row.key == "community-underrated"
    say(assessment, mana, Kind.STANCE, now=now, community_underrated="not_faced", technology_only="faced")
    say(assessment, mana, Kind.PRACTICE, now=now, strategy=2)

    step = overview(mana, Role.MANAGER).step

    assert (step.state, step.section.kind, step.row.key) == ("go-on", "level", "sponsor")


def test_what_is_answered_is_checked_and_submitted(overview, aozora, mana, edition, now):
    assessment = make_assessment(aozora, mana, edition, now=now)
    say(assessment, mana, Kind.STANCE, now=now, community_underrated="not_faced", technology_only="not_faced")
    say(assessment, mana, Kind.PRACTICE, now=now, **EVERYTHING)
    say(assessment, mana, Kind.ROUTINE, now=now, monthly_meeting="never", training_course="unknown")

    assert overview(mana, Role.MANAGER).step.state == "review"


def test_a_later_quarter_goes_on_at_what_could_have_moved_then_at_what_still_holds(
    overview, aozora, mana, edition, now
):
    first = make_assessment(aozora, mana, edition, now=QUARTERS[2])
    say(first, mana, Kind.PRACTICE, now=QUARTERS[2], **EVERYTHING | {"culture": "unknown"})
    say(first, mana, Kind.STANCE, now=QUARTERS[2], community_underrated="not_faced", technology_only="not_faced")
    say(first, mana, Kind.ROUTINE, now=QUARTERS[2], monthly_meeting="never", training_course="once")
    submit(first, mana, now=QUARTERS[2])
    later = make_assessment(aozora, mana, edition, now=now)

    step = overview(mana, Role.MANAGER).step
    assert (step.state, step.row.key) == ("go-on", "culture")
    assert [look.title for look in overview(mana, Role.MANAGER).looks] == ["1 answer could have moved"]
    say(later, mana, Kind.PRACTICE, now=now, culture=2)
    assert overview(mana, Role.MANAGER).step.state == "confirm"
    places = [point.place for point in points_of(edition_of(edition))]
    confirm_answers(assessment=later, places=places, idempotency_key=uuid.uuid4(), by=mana, now=now)

    page = overview(mana, Role.MANAGER)

    assert (page.step.state, page.looks) == ("review", [])


def test_contributors_answer_what_is_assigned_to_them(overview, aozora, mana, connie, bob, edition, now):
    assessment = make_assessment(aozora, mana, edition, now=now)

    assert overview(connie, Role.CONTRIBUTOR).step.state == "answering"
    assert overview(bob, Role.VIEWER).step.state == "answering"
    Assignment.objects.create(assessment=assessment, organization=aozora, section="ospo", user=connie)
    assert overview(connie, Role.CONTRIBUTOR).step.state == "assigned"


def test_after_a_submission_the_next_quarter_is_awaited(overview, aozora, mana, edition, now):
    quarter(aozora, mana, edition, now, strategy=2)

    assert (overview(mana, Role.MANAGER).step.state, overview(mana, Role.MANAGER).step.period) == ("wait", "2026-Q4")


def test_a_quarter_that_has_begun_can_be_opened(overview, aozora, mana, edition, now):
    quarter(aozora, mana, edition, QUARTERS[2], strategy=2)
    step = overview(mana, Role.MANAGER).step

    assert (step.state, step.period, step.is_first) == ("open", "2026-Q4", False)


def test_managers_see_the_result_so_far_until_one_is_submitted(overview, aozora, mana, bob, edition, now):
    assessment = make_assessment(aozora, mana, edition, now=now)
    say(assessment, mana, Kind.PRACTICE, now=now, strategy=2)

    assert overview(mana, Role.MANAGER).standing.outcome.assessment == assessment
    assert overview(bob, Role.VIEWER).standing is None


def test_it_stands_by_the_last_submitted_result_with_the_progress_since(overview, aozora, mana, bob, edition, now):
    for day, value in zip(QUARTERS, (1, 2, 3), strict=True):
        last = quarter(aozora, mana, edition, day, training=value, culture=1)
    open_assessment(organization=aozora, pack=edition.pack, by=mana, now=now)

    for user, role in [(mana, Role.MANAGER), (bob, Role.VIEWER)]:
        standing = overview(user, role).standing
        assert (standing.outcome.assessment.pk, standing.since) == (last.pk, "2026-Q2")
        assert str({row.key: row.change for row in standing.levels}["employee"]) == "18.8"


def test_only_progress_is_called_progress(overview, aozora, mana, edition, now):
    """What was not known before is knowledge, however much higher the figure stands."""
    quarter(aozora, mana, edition, QUARTERS[1], training=1)
    quarter(aozora, mana, edition, QUARTERS[2], training=1, culture=4)

    change = {row.key: row.change for row in overview(mana, Role.MANAGER).standing.levels}

    assert change["employee"] == 0


def test_an_amended_result_is_not_compared_with_its_amendment(overview, aozora, mana, edition, now):
    first = quarter(aozora, mana, edition, QUARTERS[2], training=1)
    amended = amend_assessment(assessment=first, by=mana, now=QUARTERS[2])
    submit(amended, mana, now=QUARTERS[2])

    standing = overview(mana, Role.MANAGER).standing

    assert (standing.outcome.assessment.pk, standing.since) == (amended.pk, "")


def test_the_first_three_recommendations_stand_with_a_reason(overview, aozora, mana, edition, now):
    assessment = make_assessment(aozora, mana, edition, now=now, facts={"eu-market": True})
    say(assessment, mana, Kind.STANCE, now=now, community_underrated="faced", technology_only="faced")
    say(assessment, mana, Kind.PRACTICE, now=now, **EVERYTHING)
    say(assessment, mana, Kind.ROUTINE, now=now, monthly_meeting="monthly", training_course="never")

    standing = overview(mana, Role.MANAGER).standing

    assert ([advice.rank for advice in standing.advice], standing.matched) == ([1, 2, 3], 5)
    assert all(advice.reason for advice in standing.advice)


def test_what_is_worth_a_look_comes_from_the_open_assessment_for_managers(overview, aozora, mana, bob, edition, now):
    quarter(aozora, mana, edition, QUARTERS[2], charter=2)
    opened = open_assessment(organization=aozora, pack=edition.pack, by=mana, now=now)
    for view, value in [("management", "4"), ("ospo", "0")]:
        save_responses(
            assessment=opened,
            perspective=view,
            respondent=uuid.uuid4(),
            values={(Kind.PRACTICE, "culture"): value},
            now=now,
        )

    assert [look.kind for look in overview(mana, Role.MANAGER).looks] == ["views", "carried"]
    assert overview(bob, Role.VIEWER).looks == []


def test_evidence_of_the_submitted_result_grows_old_for_everybody(overview, aozora, mana, bob, edition, now):
    assessment = make_assessment(aozora, mana, edition, now=QUARTERS[2])
    say(assessment, mana, Kind.PRACTICE, now=QUARTERS[2], charter=2)
    add_evidence(
        assessment=assessment,
        practice="charter",
        url="",
        text="The charter",
        reviewed_on=datetime(2025, 12, 1, tzinfo=UTC).date(),
        idempotency_key=uuid.uuid4(),
        by=mana,
        now=QUARTERS[2],
    )
    submit(assessment, mana, now=QUARTERS[2])

    for user, role in [(mana, Role.MANAGER), (bob, Role.VIEWER)]:
        assert [look.title for look in overview(user, role).looks] == ["Evidence for charter runs out soon"]


def test_queries_are_constant_in_quarters_and_answers(
    overview, aozora, mana, edition, now, django_assert_num_queries: DjangoAssertNumQueries
):
    quarter(aozora, mana, edition, QUARTERS[0], training=1)
    opened = open_assessment(organization=aozora, pack=edition.pack, by=mana, now=QUARTERS[1])
    with django_assert_num_queries(12):
        overview(mana, Role.MANAGER)
    say(opened, mana, Kind.PRACTICE, now=QUARTERS[1], **EVERYTHING)
    submit(opened, mana, now=QUARTERS[1])
    quarter(aozora, mana, edition, QUARTERS[2], **EVERYTHING)
    open_assessment(organization=aozora, pack=edition.pack, by=mana, now=now)
    with django_assert_num_queries(12):
        overview(mana, Role.MANAGER)
