# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import Organization, User
from assessments.domain.canonical import plain
from assessments.models import Assessment, Edition, PlanItem
from assessments.models.answer import Kind
from assessments.queries.answer import sheet_of
from assessments.queries.edition import edition_of
from assessments.queries.plan_proposal import proposals_of, proposing_in
from tests.assessments.queries.plans import add_own, changed, take_up
from tests.factories import make_assessment, make_edition, make_organization, say, submit


@pytest.fixture
def assessment(aozora: Organization, mana: User, now: datetime) -> Assessment:
    return make_assessment(aozora, mana, now=now)


@pytest.fixture
def done(assessment: Assessment, mana: User, now: datetime) -> PlanItem:
    return take_up(assessment.organization, assessment.edition, mana, now, "run-course", status="done")


def everything(_section: str) -> bool:
    return True


def test_a_done_action_proposes_what_it_raises_and_sets(
    done: PlanItem, assessment: Assessment, mana: User, now: datetime
) -> None:
    say(assessment, mana, Kind.PRACTICE, now=now, training=2, culture=3)

    found = {one.place: (one.now, one.proposed, one.is_met) for one in proposals_of(done, assessment, everything)}

    assert found == {
        "practice-training": ("2", "4", False),
        "practice-culture": ("3", "2", True),
        "routine-training-course": ("no answer", "yearly", False),
    }


def test_a_cadence_that_is_kept_already_is_met(
    done: PlanItem, assessment: Assessment, mana: User, now: datetime
) -> None:
    say(assessment, mana, Kind.ROUTINE, now=now, training_course="yearly")

    assert [one.is_met for one in proposals_of(done, assessment, everything) if one.kind == Kind.ROUTINE] == [True]


def test_an_answer_stands_with_the_sentence_that_it_would_say(done: PlanItem, assessment: Assessment) -> None:
    (training,) = [one for one in proposals_of(done, assessment, everything) if one.key == "training"]

    assert training.sentence
    assert (training.now, training.revision, training.value) == ("no answer", 0, "4")


def test_what_does_not_apply_is_not_proposed(
    aozora: Organization, assessment: Assessment, mana: User, now: datetime
) -> None:
    say(assessment, mana, Kind.PRACTICE, now=now, health="na")
    item = add_own(aozora, assessment.edition, mana, now, raises={"health": 3, "strategy": 2}, status="done")

    assert [one.key for one in proposals_of(item, assessment, everything)] == ["strategy"]


def test_nothing_is_proposed_of_what_is_not_done_or_once_it_is_submitted(
    done: PlanItem, assessment: Assessment, mana: User, now: datetime
) -> None:
    doing = changed(done, mana, now, status="doing")

    assert proposals_of(doing, assessment, everything) == []
    assert proposals_of(done, submit(assessment, mana, now=now), everything) == []


def test_a_section_that_one_may_not_answer_is_left_out(done: PlanItem, assessment: Assessment) -> None:
    assert proposals_of(done, assessment, lambda section: section == "ospo") == []
    assert len(proposals_of(done, assessment, lambda section: section == "employee")) == 2


def test_an_earlier_key_is_read_through_renames(
    aozora: Organization, mana: User, now: datetime, edition: Edition
) -> None:
    item = add_own(aozora, edition, mana, now, raises={"strategy": 3}, status="done")
    later = make_edition(edition="1.3.0", now=now)
    assessment = make_assessment(aozora, mana, later, now=now)

    assert [one.key for one in proposals_of(item, assessment, everything)] == ["strategy"]


def test_an_action_proposes_what_the_edition_that_is_answered_says_it_raises(
    aozora: Organization, mana: User, now: datetime, edition: Edition
) -> None:
    """As the what-if projects it, in either direction of time."""
    later = plain(edition_of(edition)) | {"edition": "9.0.0"}
    action = next(one for advice in later["recommendations"] for one in advice["actions"] if one["key"] == "run-course")
    action["raises"] = {"training": 3}
    moved = make_edition(now=now, **later)
    item = take_up(aozora, edition, mana, now, "run-course", status="done")

    found = proposals_of(item, make_assessment(aozora, mana, moved, now=now), everything)

    assert [(one.key, one.value) for one in found if one.kind == Kind.PRACTICE] == [("training", "3")]


def test_a_cadence_that_the_routine_does_not_offer_is_not_proposed(
    aozora: Organization, mana: User, now: datetime, edition: Edition
) -> None:
    later = plain(edition_of(edition)) | {"edition": "9.0.0"}
    routine = next(one for one in later["routines"] if one["key"] == "training-course")
    routine["cadences"] = ["never", "once"]
    moved = make_edition(now=now, **later)
    item = take_up(aozora, moved, mana, now, "run-course", status="done")

    found = proposals_of(item, make_assessment(aozora, mana, moved, now=now), everything)

    assert [one.kind for one in found] == [Kind.PRACTICE, Kind.PRACTICE]


def test_the_open_assessment_lists_what_was_done_since_the_last_one(
    aozora: Organization, mana: User, edition: Edition, now: datetime
) -> None:
    past = now - timedelta(days=60)
    add_own(aozora, edition, mana, past - timedelta(days=9), "Before", raises={"strategy": 3}, status="done")
    submit(make_assessment(aozora, mana, edition, now=past), mana, now=past)
    add_own(aozora, edition, mana, now, "Since", raises={"strategy": 3, "training": 1}, status="done")
    assessment = make_assessment(aozora, mana, edition, now=now)
    say(assessment, mana, Kind.PRACTICE, now=now, training=1)

    (found,) = proposing_in(assessment, everything, sheet_of(assessment, edition_of(edition)))

    assert (found.title, found.names) == ("Since", ["strategy"])


@pytest.mark.parametrize(("days_before", "names"), [(1, []), (0, ["Done"])])
def test_the_day_of_submission_is_the_organizations(
    edition: Edition, mana: User, now: datetime, days_before: int, names: list[str]
) -> None:
    """At two in the morning of UTC it is still the day before in New York."""
    york = make_organization("York", time_zone="America/New_York")
    submitted = datetime(2026, 8, 2, 2, tzinfo=UTC)
    submit(make_assessment(york, mana, edition, now=submitted), mana, now=submitted)
    done = submitted - timedelta(days=days_before)
    add_own(york, edition, mana, done, "Done", raises={"strategy": 3}, status="done")
    assessment = make_assessment(york, mana, edition, now=now)

    found = proposing_in(assessment, everything, sheet_of(assessment, edition_of(edition)))

    assert [one.title for one in found] == names


@pytest.fixture
def edition(db: None) -> Edition:
    return make_edition()
