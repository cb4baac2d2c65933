# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from assessments.domain.canonical import canonical_json
from assessments.models import Answer, Assessment, Assignment, Evidence, PlanItem
from assessments.models.answer import Kind
from assessments.queries.result import outcome_of
from tests.assessments.queries.plans import changed, take_up
from tests.factories import make_assessment, say, submit
from tests.pages import visible


@pytest.fixture
def assessment(aozora, mana: User, now: datetime) -> Assessment:
    return make_assessment(aozora, mana, now=now)


@pytest.fixture
def done(assessment: Assessment, mana: User, now: datetime) -> PlanItem:
    return take_up(assessment.organization, assessment.edition, mana, now, "run-course", status="done")


def url_of(item: PlanItem, name: str = "plan_answer") -> str:
    return reverse(name, args=[item.organization_id, item.pk])


def as_(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def posted(**said: str) -> dict[str, str]:
    return {"place": "practice-training", "revision": "0", "key": str(uuid.uuid4())} | said


def answer(assessment: Assessment, key: str = "training") -> Answer | None:
    return Answer.objects.of(assessment).filter(key=key).first()


def test_no_figure_moves_by_an_action_that_is_done(assessment: Assessment, mana: User, now: datetime) -> None:
    say(assessment, mana, Kind.PRACTICE, now=now, training=1, strategy=2)
    item = take_up(assessment.organization, assessment.edition, mana, now, "run-course", status="doing")
    before = canonical_json(outcome_of(assessment, now).result)

    changed(item, mana, now, status="done")

    assert canonical_json(outcome_of(assessment, now).result) == before


def test_what_holds_is_answered_by_one_button(
    client: Client, done: PlanItem, assessment: Assessment, mana: User, now: datetime
) -> None:
    say(assessment, mana, Kind.PRACTICE, now=now, training=1)
    page = visible(as_(client, mana).get(url_of(done, "plan_item")))
    assert "1 → 4" in page

    reply = client.post(url_of(done), posted(revision="1"))

    row = answer(assessment)
    assert row and (row.value, row.revision) == ("4", 2)
    assert not Evidence.objects.of(assessment).exists()
    assert "Answered: “training”." in visible(client.get(reply.headers["Location"]))


def test_it_is_backed_by_evidence_where_there_is_some_and_keeps_its_note(
    client: Client, done: PlanItem, assessment: Assessment, mana: User, now: datetime
) -> None:
    (row,) = say(assessment, mana, Kind.PRACTICE, now=now, training=1)
    Answer.objects.of(assessment).update(note="A course since May")

    as_(client, mana).post(url_of(done), posted(revision=str(row.revision), text="Completion by role"))

    found = answer(assessment)
    assert found and (found.value, found.note) == ("4", "A course since May")
    assert Evidence.objects.of(assessment).get().text == "Completion by role"


def test_evidence_that_leads_nowhere_is_refused_beside_its_field(
    client: Client, done: PlanItem, assessment: Assessment, mana: User
) -> None:
    reply = as_(client, mana).post(url_of(done), posted(url="course"))

    assert reply.status_code == 422
    assert "Enter a link that starts with https:// or http://." in visible(reply)
    assert 'value="course"' in reply.content.decode()
    assert answer(assessment) is None


def test_a_routine_is_confirmed_too(client: Client, done: PlanItem, assessment: Assessment, mana: User) -> None:
    as_(client, mana).post(url_of(done), posted(place="routine-training-course"))

    row = answer(assessment, "training-course")
    assert row and (row.kind, row.value) == (Kind.ROUTINE, "yearly")


def test_an_answer_that_moved_on_is_not_overwritten(
    client: Client, done: PlanItem, assessment: Assessment, mana: User, now: datetime
) -> None:
    say(assessment, mana, Kind.PRACTICE, now=now, training=2)

    reply = as_(client, mana).post(url_of(done), posted(revision="0"))

    row = answer(assessment)
    assert row and row.value == "2"
    assert "This was answered elsewhere meanwhile" in visible(client.get(reply.headers["Location"]))


def test_what_it_does_not_propose_is_not_answered(
    client: Client, done: PlanItem, assessment: Assessment, mana: User, now: datetime
) -> None:
    as_(client, mana)

    assert client.post(url_of(done), posted(place="practice-strategy")).status_code == 400
    changed(done, mana, now, status="doing")
    assert client.post(url_of(done), posted()).status_code == 403


def test_contributors_confirm_what_is_assigned_to_them(
    client: Client, done: PlanItem, assessment: Assessment, connie: User
) -> None:
    as_(client, connie)
    assert client.post(url_of(done), posted()).status_code == 403
    Assignment.objects.create(
        assessment=assessment, organization=assessment.organization, section="employee", user=connie
    )

    assert client.post(url_of(done), posted()).status_code == 302
    assert answer(assessment)


def test_once_it_is_submitted_the_answers_wait_for_the_next(
    client: Client, done: PlanItem, assessment: Assessment, mana: User, now: datetime
) -> None:
    submit(assessment, mana, now=now)

    reply = as_(client, mana).post(url_of(done), posted())

    page = visible(client.get(reply.headers["Location"]))
    assert "No assessment is open any more" in page
    assert "proposed here once an assessment is open" in page
