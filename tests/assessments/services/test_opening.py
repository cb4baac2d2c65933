# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from datetime import date, timedelta

import pytest

from accounts.models import Event
from assessments.models import Answer, Assessment, Assignment, Edition, Evidence, Response
from assessments.models.answer import Kind
from assessments.services.answering import Entry, save_answers
from assessments.services.asking import save_responses
from assessments.services.assigning import assign_section
from assessments.services.backing import add_evidence
from assessments.services.opening import amend_assessment, delete_assessment, open_assessment
from assessments.services.refusal import AlreadySubmitted, NotAccepted
from tests.factories import make_assessment, make_edition, say, submit


def test_an_assessment_opens_for_the_quarter_of_the_organizations_day(aozora, mana, now):
    assessment = make_assessment(aozora, mana, now=now.replace(month=12, day=31, hour=20))

    assert (assessment.period, assessment.due_date) == ("2027-Q1", date(2027, 3, 31))


def test_it_takes_what_the_organization_says_of_itself(aozora, mana, now):
    said = {"profile": "leader", "facts": {"eu-market": True, "gone": False}, "targets": {"sponsor": 2, "gone": 4}}

    assessment = make_assessment(aozora, mana, now=now, **said)

    rows = {(row.kind, row.key): row.value for row in Answer.objects.of(assessment)}
    assert assessment.profile == "leader"
    assert rows == {("fact", "eu-market"): "yes", ("target", "sponsor"): "2"}


def test_one_is_open_at_a_time(aozora, mana, now):
    make_assessment(aozora, mana, now=now)

    with pytest.raises(NotAccepted):
        open_assessment(organization=aozora, pack=Edition.BUILT_IN, by=mana, now=now)


def test_a_submitted_quarter_is_amended_and_not_opened_again(aozora, mana, now):
    submit(make_assessment(aozora, mana, now=now), mana, now=now)

    with pytest.raises(NotAccepted):
        open_assessment(organization=aozora, pack=Edition.BUILT_IN, by=mana, now=now)


def test_without_a_published_edition_nothing_opens(aozora, mana, now):
    with pytest.raises(NotAccepted):
        open_assessment(organization=aozora, pack=Edition.BUILT_IN, by=mana, now=now)

    assert not Assessment.objects.exists()


def test_the_next_one_carries_over_what_was_said_but_no_responses(aozora, mana, now):
    before = make_edition("edition-before", now=now - timedelta(days=200))
    first = make_assessment(aozora, mana, before, now=now)
    say(first, mana, Kind.PRACTICE, now=now, old_charter=2, newsletter=3, strategy="unknown")
    say(first, mana, Kind.SIGNAL, now=now, community_underrated__names="us")
    say(first, mana, Kind.ROUTINE, now=now, monthly_meeting="monthly")
    evidence = {"url": "", "text": "Charter", "reviewed_on": date(2026, 1, 2), "idempotency_key": uuid.uuid4()}
    add_evidence(assessment=first, practice="old-charter", by=mana, now=now, **evidence)
    values = {(Kind.PRACTICE, "strategy"): "3"}
    save_responses(assessment=first, perspective="ospo", respondent=uuid.uuid4(), values=values, now=now)
    submit(first, mana, now=now)
    make_edition(now=now + timedelta(days=1))

    later = make_assessment(aozora, mana, now=now + timedelta(days=90))

    rows = {(row.kind, row.key): (row.value, row.is_confirmed) for row in Answer.objects.of(later)}
    assert rows == {
        ("practice", "charter"): ("2", False),
        ("practice", "strategy"): ("unknown", False),
        ("signal", "community-underrated/names"): ("us", False),
        ("routine", "monthly-meeting"): ("monthly", False),
    }
    backing = Evidence.objects.of(later).get()
    assert (backing.practice, backing.text, backing.reviewed_on) == ("charter", "Charter", date(2026, 1, 2))
    assert not Response.objects.of(later).exists()
    assert Evidence.objects.of(first).count() == 1


def test_an_amendment_supersedes_when_it_is_submitted_itself(aozora, mana, now):
    first = make_assessment(aozora, mana, now=now)
    say(first, mana, Kind.PRACTICE, now=now, strategy=2)
    first = submit(first, mana, now=now)

    amended = amend_assessment(assessment=first, by=mana, now=now)
    assert (amended.period, amended.supersedes) == (first.period, first)
    first.refresh_from_db()
    assert first.state == "submitted"
    submit(amended, mana, now=now)

    first.refresh_from_db()
    assert first.state == "superseded"
    with pytest.raises(NotAccepted):
        amend_assessment(assessment=first, by=mana, now=now)


def test_why_it_stood_though_views_differed_is_not_carried_over_since_the_views_are_not(aozora, mana, now):
    first = make_assessment(aozora, mana, now=now)
    entry = Entry(Kind.PRACTICE, "strategy", "2", 0, settled_because="Units lack the tool.")
    save_answers(assessment=first, entries=[entry], idempotency_key=uuid.uuid4(), by=mana, now=now)

    amended = amend_assessment(assessment=submit(first, mana, now=now), by=mana, now=now)

    assert [(row.value, row.settled_because) for row in Answer.objects.of(amended)] == [("2", "")]


def test_an_amendment_keeps_who_was_asked_for_which_section(aozora, mana, connie, now):
    first = make_assessment(aozora, mana, now=now)
    assign_section(assessment=first, section="employee", user=connie, by=mana, now=now)

    amended = amend_assessment(assessment=submit(first, mana, now=now), by=mana, now=now)

    assert [(row.section, row.user) for row in Assignment.objects.of(amended)] == [("employee", connie)]


def test_deleting_leaves_a_line_in_the_audit_trail(aozora, alice, now):
    assessment = make_assessment(aozora, alice, now=now)
    say(assessment, alice, Kind.PRACTICE, now=now, strategy=2)

    delete_assessment(assessment=assessment, by=alice, now=now)

    assert not Assessment.objects.exists()
    event = Event.objects.get(what="assessment deleted")
    assert (event.organization, event.by, event.before) == (
        aozora,
        alice,
        {"pack": Edition.BUILT_IN, "period": "2026-Q4"},
    )


def test_a_submitted_one_cannot_be_deleted(aozora, alice, now):
    assessment = submit(make_assessment(aozora, alice, now=now), alice, now=now)

    with pytest.raises(AlreadySubmitted):
        delete_assessment(assessment=assessment, by=alice, now=now)
