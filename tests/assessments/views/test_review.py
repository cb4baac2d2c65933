# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from assessments.models import Answer, Assessment, Result
from assessments.models.answer import Kind
from tests.factories import make_assessment, make_organization, say, submit

PRACTICES = ("strategy", "sponsor", "charter", "health", "training", "culture", "sharing", "publishing")


def text_of(response):
    return " ".join(response.content.decode().split())


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def answer_all(assessment, by, now):
    say(assessment, by, Kind.PRACTICE, now=now, **dict.fromkeys(PRACTICES, 2))
    say(assessment, by, Kind.STANCE, now=now, technology_only="faced", community_underrated="not_faced")
    say(assessment, by, Kind.ROUTINE, now=now, monthly_meeting="never", training_course="once")


@pytest.fixture
def assessment(aozora, mana, now) -> Assessment:
    return make_assessment(aozora, mana, now=now)


# Review


def test_the_review_links_what_is_open_by_section(client, mana, assessment, now):
    say(assessment, mana, Kind.PRACTICE, now=now, strategy=3)
    client.force_login(mana)

    page = text_of(client.get(reverse("review", args=[assessment.pk])))

    assert "12 points to look at." in page
    assert "Not known" in page and "Said, but not shown" in page
    assert "Carried over, not looked at again" not in page
    assert page.count(reverse("practice", args=[assessment.pk, "strategy"])) == 1
    assert reverse("situation", args=[assessment.pk, "technology-only"]) in page
    assert reverse("routines", args=[assessment.pk]) + "#routine-monthly-meeting" in page
    assert 'type="checkbox" name="knowing" id="id_knowing" aria-describedby="knowing-help">' in page


def test_with_nothing_open_nothing_is_asked(client, mana, assessment, now):
    answer_all(assessment, mana, now)
    client.force_login(mana)

    page = text_of(client.get(reverse("review", args=[assessment.pk])))

    assert "Everything is answered, backed and looked at." in page
    assert 'name="knowing"' not in page


@pytest.mark.parametrize(("person", "status"), [("connie", 403), ("bob", 403), ("charlie", 404), ("alice", 200)])
def test_review_and_submission_are_for_managers(person, status, request, client, assessment):
    client.force_login(request.getfixturevalue(person))

    assert client.get(reverse("review", args=[assessment.pk])).status_code == status
    posted = client.post(reverse("submit", args=[assessment.pk]), {"knowing": "on"}).status_code
    assert posted == (302 if status == 200 else status)


@pytest.mark.parametrize("count", [1, 3])
def test_the_review_takes_so_many_queries(count, client, mana, aozora, now, django_assert_num_queries):
    for number in range(count):
        make_organization(f"Unit {number}", above=aozora)
        day = now - timedelta(days=91 * (3 - number))
        submit(make_assessment(aozora, mana, now=day), mana, now=day)
    assessment = make_assessment(aozora, mana, now=now + timedelta(days=91))
    say(assessment, mana, Kind.PRACTICE, now=now, **dict.fromkeys(PRACTICES[:count], 2))
    client.force_login(mana)

    with django_assert_num_queries(12):
        client.get(reverse("review", args=[assessment.pk]))


# Submit


def test_open_points_are_asked_about_once(client, mana, assessment):
    client.force_login(mana)

    response = client.post(reverse("submit", args=[assessment.pk]))

    assert response.status_code == 422
    assert "Tick the box to submit with open points." in text_of(response)
    assert 'aria-invalid="true"' in text_of(response)
    assert Assessment.objects.get().is_open


@pytest.mark.parametrize("is_all_answered", [True, False])
def test_submitting_freezes_and_verifies(is_all_answered, client, mana, assessment, now):
    if is_all_answered:
        answer_all(assessment, mana, now)
    client.force_login(mana)

    response = client.post(reverse("submit", args=[assessment.pk]), {} if is_all_answered else {"knowing": "on"})

    assert response.headers["Location"] == reverse("results", args=[assessment.pk])
    assert said(response) == ["Submitted. Its answers and result never change again; you can amend them."]
    row = Assessment.objects.get()
    assert (row.state, row.submitted_by, row.submitted_at) == ("submitted", mana, now)
    assert Result.objects.of(row).exists()
    task = DBTaskResult.objects.get()
    assert task.task_path == "assessments.tasks.verification.verify_result"
    assert task.args_kwargs["args"] == [str(assessment.pk)]


def test_a_second_submission_is_told_of_the_first(client, mana, alice, assessment, now):
    submit(assessment, alice, now=now)
    client.force_login(mana)

    response = client.post(reverse("submit", args=[assessment.pk]), {"knowing": "on"})

    assert response.headers["Location"] == reverse("results", args=[assessment.pk])
    assert said(response) == ["This assessment has been submitted already. Nothing was changed."]
    assert Assessment.objects.get().submitted_by == alice
    assert not DBTaskResult.objects.exists()


def test_the_review_of_a_submitted_one_leads_to_its_results(client, bob, mana, assessment, now):
    submit(assessment, mana, now=now)
    client.force_login(bob)

    response = client.get(reverse("review", args=[assessment.pk]))

    assert response.headers["Location"] == reverse("results", args=[assessment.pk])


# Amend


def test_amending_opens_a_new_one_with_all_answers(client, mana, assessment, now):
    say(assessment, mana, Kind.PRACTICE, now=now, strategy=3)
    submit(assessment, mana, now=now)
    client.force_login(mana)

    response = client.post(reverse("amend", args=[assessment.pk]))

    amended = Assessment.objects.open().get()
    assert response.headers["Location"] == reverse("assessment", args=[amended.pk])
    assert (amended.supersedes_id, amended.period) == (assessment.pk, assessment.period)
    assert Answer.objects.of(amended).get().value == "3"


def test_what_is_open_is_not_amended(client, mana, assessment):
    client.force_login(mana)

    response = client.post(reverse("amend", args=[assessment.pk]))

    assert response.status_code == 422
    assert "An assessment is open already." in text_of(response)
    assert Assessment.objects.count() == 1


# Delete


def test_before_deleting_one_reads_what_is_lost(client, alice, assessment, now):
    say(assessment, alice, Kind.PRACTICE, now=now, strategy=3, sponsor=2)
    client.force_login(alice)
    url = reverse("delete_assessment", args=[assessment.pk])

    page = text_of(client.get(url))
    assert "2 answers and notes" in page and "0 pieces of evidence" in page
    assert "replies from 0 people who were asked" in page
    assert Assessment.objects.exists()
    response = client.post(url)

    assert response.headers["Location"] == reverse("assessments", args=[assessment.organization_id])
    assert said(response) == ["The open assessment is deleted."]
    assert not Assessment.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(("person", "status"), [("mana", 403), ("bob", 403), ("charlie", 404)])
def test_only_owners_delete(method, person, status, request, client, assessment):
    client.force_login(request.getfixturevalue(person))

    response = getattr(client, method)(reverse("delete_assessment", args=[assessment.pk]))

    assert (response.status_code, Assessment.objects.count()) == (status, 1)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_submitted_one_is_not_deleted(method, client, alice, assessment, now):
    submit(assessment, alice, now=now)
    client.force_login(alice)

    response = getattr(client, method)(reverse("delete_assessment", args=[assessment.pk]))

    assert response.headers["Location"] == reverse("results", args=[assessment.pk])
    assert Assessment.objects.count() == 1


def test_deleting_asks_with_so_many_queries(client, alice, assessment, django_assert_num_queries):
    client.force_login(alice)

    with django_assert_num_queries(10):
        client.get(reverse("delete_assessment", args=[assessment.pk]))


@pytest.mark.django_db(transaction=True)
def test_what_was_moved_to_another_edition_meanwhile_is_checked_again(client, aozora, mana, now):
    assessment = make_assessment(aozora, mana, now=now)
    client.force_login(mana)
    shown = client.get(reverse("review", args=[assessment.pk])).content.decode()
    assert f'name="edition" value="{assessment.edition_id}"' in shown

    posted = {"knowing": "on", "edition": "00000000-0000-4000-8000-000000000000"}
    response = client.post(reverse("submit", args=[assessment.pk]), posted, follow=True)

    assert response.redirect_chain == [(reverse("review", args=[assessment.pk]), 302)]
    assert "The assessment was moved to another edition meanwhile." in response.content.decode()
    assessment.refresh_from_db()
    assert assessment.is_open
