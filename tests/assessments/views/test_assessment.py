# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import timedelta

import pytest
from django.urls import reverse

from assessments.models import Assessment, Assignment
from assessments.models.answer import Kind
from assessments.services.opening import amend_assessment
from tests.factories import make_assessment, make_built_in_edition, make_edition, make_organization, say, submit


def text_of(response):
    return " ".join(response.content.decode().split())


def assign(assessment, section, user):
    Assignment.objects.create(assessment=assessment, organization=assessment.organization, section=section, user=user)


# The list of assessments


def test_a_first_assessment_is_explained_and_opened(client, mana, aozora, now):
    make_built_in_edition()
    client.force_login(mana)
    url = reverse("assessments", args=[aozora.pk])

    page = text_of(client.get(url))
    assert "No assessment yet" in page
    assert "a scan of about 9 minutes. The whole takes about 50 minutes" in page
    assert "Open the 2026 Q4 assessment" in page
    response = client.post(url)

    assessment = Assessment.objects.get()
    assert (assessment.period, assessment.state, assessment.opened_by) == ("2026-Q4", "open", mana)
    assert response.headers["Location"] == reverse("assessment", args=[assessment.pk])


def test_a_viewer_waits_for_the_manager(client, bob, aozora, now):
    make_edition()
    client.force_login(bob)
    url = reverse("assessments", args=[aozora.pk])

    assert "The OSPO manager can open it." in text_of(client.get(url))
    assert '<form method="post" action="' + url not in text_of(client.get(url))
    assert client.post(url).status_code == 403


def test_a_second_one_is_not_opened(client, mana, aozora, now):
    make_assessment(aozora, mana, now=now)
    client.force_login(mana)

    response = client.post(reverse("assessments", args=[aozora.pk]))

    assert response.status_code == 422
    assert "An assessment is open already. Submit or delete it first." in text_of(response)
    assert Assessment.objects.count() == 1


def test_without_an_edition_nothing_is_opened(client, mana, aozora, now):
    client.force_login(mana)

    response = client.post(reverse("assessments", args=[aozora.pk]))

    assert (response.status_code, Assessment.objects.count()) == (422, 0)
    assert "No edition of this pack is published." in text_of(response)


def test_the_list_says_who_submitted_what_and_when(client, mana, bob, aozora, now):
    first = submit(make_assessment(aozora, mana, now=now), mana, now=now)
    amended = amend_assessment(assessment=first, by=mana, now=now)
    client.force_login(bob)
    url = reverse("assessments", args=[aozora.pk])
    assert "It amends the submitted one" in text_of(client.get(url))
    submit(amended, mana, now=now + timedelta(hours=1))

    page = text_of(client.get(url))

    assert page.count("Submitted on 16 November 2026 by the OSPO manager, edition 1.2.0") == 2
    assert "Mana" not in page and mana.email not in page
    assert page.count("Superseded by an amendment") == 1
    assert "The next assessment can be opened" not in page
    assert reverse("results", args=[first.pk]) in page and reverse("results", args=[amended.pk]) in page
    assert reverse("amend", args=[amended.pk]) not in page


def test_a_submitter_without_a_role_there_any_more_is_left_out(client, mana, bob, aozora, now):
    submit(make_assessment(aozora, mana, now=now), mana, now=now)
    mana.memberships.all().delete()
    client.force_login(bob)

    assert "Submitted on 16 November 2026, edition 1.2.0" in text_of(
        client.get(reverse("assessments", args=[aozora.pk]))
    )


def test_days_are_those_of_the_organization(client, bob, mana, aozora, now):
    submit(make_assessment(aozora, mana, now=now), mana, now=now.replace(hour=20))
    client.force_login(bob)

    assert "Submitted on 17 November 2026" in text_of(client.get(reverse("assessments", args=[aozora.pk])))


def test_when_the_next_can_be_opened_is_said_to_who_may(client, mana, bob, aozora, now):
    submit(make_assessment(aozora, mana, now=now), mana, now=now)
    words, url = (
        "The next assessment can be opened when the next quarter begins.",
        reverse("assessments", args=[aozora.pk]),
    )
    client.force_login(mana)
    assert words in text_of(client.get(url))
    client.force_login(bob)
    assert words not in text_of(client.get(url))


def test_who_may_amend_and_delete(client, mana, alice, aozora, now):
    first = submit(make_assessment(aozora, mana, now=now - timedelta(days=90)), mana, now=now - timedelta(days=89))
    url = reverse("assessments", args=[aozora.pk])
    client.force_login(mana)
    assert reverse("amend", args=[first.pk]) in text_of(client.get(url))
    opened = make_assessment(aozora, mana, now=now)
    assert reverse("amend", args=[first.pk]) not in text_of(client.get(url))
    assert reverse("delete_assessment", args=[opened.pk]) not in text_of(client.get(url))
    client.force_login(alice)
    assert reverse("delete_assessment", args=[opened.pk]) in text_of(client.get(url))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_so_many_queries(count, client, mana, aozora, now, django_assert_num_queries):
    for quarter in range(count):
        day = now - timedelta(days=91 * (3 - quarter))
        submit(make_assessment(aozora, mana, now=day), mana, now=day)
    client.force_login(mana)

    with django_assert_num_queries(7):
        client.get(reverse("assessments", args=[aozora.pk]))


# The task list


def test_the_task_list_leads_to_every_question(client, mana, aozora, now):
    assessment = make_assessment(aozora, mana, now=now)
    say(assessment, mana, Kind.PRACTICE, now=now, strategy=3)
    client.force_login(mana)

    page = text_of(client.get(reverse("assessment", args=[assessment.pk])))

    assert "<b>1 of 8 practices, 0 of 2 situations and 0 of 2 routines answered.</b> Due 31 December." in page
    assert '<progress value="1" max="12"' in page
    assert "Done, no evidence" in page
    for name, key in [("practice", "strategy"), ("situation", "technology-only")]:
        assert reverse(name, args=[assessment.pk, key]) in page
    assert reverse("routines", args=[assessment.pk]) + "#routine-monthly-meeting" in page
    for name in ("results", "targets", "review", "scan"):
        assert reverse(name, args=[assessment.pk]) in page
    assert "7 practices, 2 situations and 2 routines to go" in page
    assert "Choose the highest sentence that is fully true today." in page


def test_finished_sections_are_folded(client, mana, aozora, now):
    assessment = make_assessment(aozora, mana, now=now)
    say(assessment, mana, Kind.PRACTICE, now=now, strategy=0, sponsor=0)
    client.force_login(mana)

    page = text_of(client.get(reverse("assessment", args=[assessment.pk])))

    assert '<details class="panel fold" id="section-management"> ' in page
    assert '<details class="panel fold" id="section-ospo" open>' in page
    assert '<details class="panel fold" id="section-routines"> ' in page


def test_the_first_visit_leads_with_the_scan(client, mana, aozora, now):
    assessment = make_assessment(aozora, mana, make_built_in_edition(), now=now)
    client.force_login(mana)
    url = reverse("assessment", args=[assessment.pk])

    page = text_of(client.get(url))
    assert "Start with the scan" in page and "in about 9 minutes" in page and "About 50 minutes in all" in page
    assert page.count("From Sony’s report") == 5
    assert "its scenarios are random examples" in page
    say(assessment, mana, Kind.PRACTICE, now=now, training=2)
    assert "Continue the scan" in text_of(client.get(url))


def test_a_contributor_sees_the_sections_assigned(client, mana, connie, aozora, now):
    assessment = make_assessment(aozora, mana, now=now)
    assign(assessment, "ospo", connie)
    client.force_login(connie)

    page = text_of(client.get(reverse("assessment", args=[assessment.pk])))

    assert "0 of 2 practices answered." in page
    assert reverse("practice", args=[assessment.pk, "charter"]) in page
    assert reverse("practice", args=[assessment.pk, "strategy"]) not in page
    assert reverse("review", args=[assessment.pk]) not in page


def test_the_task_list_is_for_those_who_answer(client, mana, connie, bob, charlie, aozora, now):
    assessment = make_assessment(aozora, mana, now=now)
    found = {}
    for user in (connie, bob, charlie):
        client.force_login(user)
        found[user] = client.get(reverse("assessment", args=[assessment.pk])).status_code

    assert found == {connie: 403, bob: 403, charlie: 404}


def test_a_submitted_assessment_is_read_by_its_results(client, mana, bob, aozora, now):
    assessment = submit(make_assessment(aozora, mana, now=now), mana, now=now)
    client.force_login(bob)

    response = client.get(reverse("assessment", args=[assessment.pk]))

    assert response.headers["Location"] == reverse("results", args=[assessment.pk])


def test_names_of_people_stay_text(client, mana, aozora, now):
    aozora.name = "<script>alert(1)</script>"
    aozora.save()
    assessment = make_assessment(aozora, mana, now=now)
    client.force_login(mana)

    page = text_of(client.get(reverse("assessment", args=[assessment.pk])))

    assert "<script>alert" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_task_list_takes_so_many_queries(count, client, mana, aozora, now, django_assert_num_queries):
    for number in range(count):
        make_organization(f"Unit {number}", above=aozora)
        day = now - timedelta(days=91 * (3 - number))
        submit(make_assessment(aozora, mana, now=day), mana, now=day)
    assessment = make_assessment(aozora, mana, now=now + timedelta(days=91))
    names = ["strategy", "sponsor", "charter"][:count]
    say(assessment, mana, Kind.PRACTICE, now=now, **dict.fromkeys(names, 2))
    client.force_login(mana)

    with django_assert_num_queries(14):
        client.get(reverse("assessment", args=[assessment.pk]))
