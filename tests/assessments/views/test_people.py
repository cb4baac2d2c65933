# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest
from django.urls import reverse

from accounts.models import Mail, Membership, Role
from assessments.models import Assignment, Change
from assessments.queries.edition import edition_of
from assessments.services.assigning import assign_section
from tests.factories import make_assessment, submit
from tests.pages import visible


@pytest.fixture
def assessment(aozora, mana, now):
    opened = make_assessment(aozora, mana, now=now)
    edition_of(opened.edition)
    return opened


def url(assessment):
    return reverse("people", args=[assessment.pk])


def assigned(assessment):
    return [(row.section, row.user) for row in Assignment.objects.of(assessment).order_by("pk")]


def test_the_page_offers_who_may_answer_and_says_what_is_nobodys(client, mana, connie, bob, assessment):
    client.force_login(mana)

    text = visible(client.get(url(assessment)))

    assert "Nobody is asked for: Situations, Management, OSPO, Employee, Business units, Routines." in text
    assert "Connie (Contributor)" in text and "Bob" not in text
    assert "Who only views needs another role first: an owner changes it among the members." in text
    assert "Nobody is asked yet." in text


def test_a_member_is_asked_for_several_sections_by_one_mail_with_a_link(client, mana, connie, assessment):
    client.force_login(mana)

    response = client.post(url(assessment), {"person": connie.pk, "sections": ["ospo", "routines"]}, follow=True)

    assert assigned(assessment) == [("ospo", connie), ("routines", connie)]
    assert "Connie is asked now; a mail says so." in visible(response)
    assert "Asked on 16 Nov 2026; nothing has moved since." in visible(response)
    assert f"http://testserver{reverse('assessment', args=[assessment.pk])}" in Mail.objects.get().text


def test_asking_again_says_that_nothing_was_changed(client, mana, connie, assessment):
    client.force_login(mana)
    said = {"person": connie.pk, "sections": ["ospo"]}

    texts = [visible(client.post(url(assessment), said, follow=True)) for _time in range(2)]

    assert "Connie was asked for that before. Nothing was changed." in texts[1]
    assert Mail.objects.count() == 1


def test_a_manager_may_take_sections_on(client, mana, assessment):
    client.force_login(mana)

    text = visible(client.post(url(assessment), {"person": mana.pk, "sections": ["ospo"]}, follow=True))

    assert "You are asked now." in text and not Mail.objects.exists()


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({}, "Choose a person."),
        ({"person": "bob", "sections": ["ospo"]}, "Choose a person."),
        ({"person": "connie"}, "Choose at least one section."),
        ({"person": "connie", "sections": ["x"]}, "Choose from the list."),
    ],
)
def test_what_cannot_be_asked_is_said(client, mana, connie, bob, assessment, said, message):
    client.force_login(mana)
    people = {"bob": bob.pk, "connie": connie.pk}

    response = client.post(url(assessment), said | {"person": people.get(said.get("person"), "")})

    assert (response.status_code, message in visible(response)) == (422, True)
    assert assigned(assessment) == []


def test_a_section_is_taken_away_and_given_back_without_a_second_mail(client, mana, connie, assessment, now):
    assign_section(assessment=assessment, section="ospo", user=connie, by=mana, now=now)
    client.force_login(mana)

    response = client.post(url(assessment), {"take": f"ospo {connie.pk}"}, follow=True)

    assert assigned(assessment) == []
    assert "Connie is no longer asked for: OSPO. What they answered stays." in visible(response)
    line = Change.objects.of(assessment).get(what="assigned", after__isnull=True)
    assert f'name="undo" value="{line.pk}"' in response.content.decode()
    response = client.post(url(assessment), {"undo": str(line.pk)}, follow=True)
    assert "Connie is asked again." in visible(response)
    assert assigned(assessment) == [("ospo", connie)] and not Mail.objects.exists()


def test_undo_after_the_role_was_lost_says_why_not(client, mana, connie, assessment, now):
    assign_section(assessment=assessment, section="ospo", user=connie, by=mana, now=now)
    client.force_login(mana)
    client.post(url(assessment), {"take": f"ospo {connie.pk}"})
    Membership.objects.filter(user=connie).update(role=Role.VIEWER)
    line = Change.objects.of(assessment).get(what="assigned", after__isnull=True)

    response = client.post(url(assessment), {"undo": str(line.pk)}, follow=True)

    assert "This person has no role in which one answers." in visible(response)
    assert assigned(assessment) == []


@pytest.mark.parametrize(
    ("said", "status"),
    [({"take": "ospo"}, 404), ({"take": "ospo x"}, 404), ({"take": "ospo 999999"}, 404), ({"undo": "1"}, 404)],
)
def test_what_no_page_posts_finds_nothing(client, mana, assessment, said, status):
    client.force_login(mana)

    assert client.post(url(assessment), said).status_code == status


def test_who_has_no_role_any_more_is_marked(client, mana, connie, assessment, now):
    assign_section(assessment=assessment, section="ospo", user=connie, by=mana, now=now)
    Membership.objects.filter(user=connie).delete()
    client.force_login(mana)

    assert "Has no role to answer with" in visible(client.get(url(assessment)))


def test_a_submitted_assessment_leads_to_its_results(client, mana, connie, assessment, now):
    submit(assessment, mana, now=now)
    client.force_login(mana)

    for send in (client.get, client.post):
        response = send(url(assessment))
        assert response.headers["Location"] == reverse("results", args=[assessment.pk])


def test_a_contributor_sees_what_is_asked_of_them(client, mana, connie, aozora, assessment, now):
    assign_section(assessment=assessment, section="ospo", user=connie, by=mana, now=now)
    client.force_login(connie)

    text = visible(client.get(reverse("organization", args=[aozora.pk])))

    assert "You are asked to answer: OSPO. 0 of 2 practices answered. Due on 31 Dec 2026, in 45 days." in text
    text = visible(client.get(reverse("assessment", args=[assessment.pk])))
    assert "Who answers what" not in text and "Evidence that needs a second look" in text


def test_a_manager_sees_who_answers_on_task_list_and_overview(client, mana, connie, aozora, assessment, now):
    assign_section(assessment=assessment, section="ospo", user=connie, by=mana, now=now)
    client.force_login(mana)

    text = visible(client.get(reverse("assessment", args=[assessment.pk])))
    assert "OSPO 0 of 8 practices 0 of 8 practices you and 1 colleague" in text
    assert "Members who are asked Connie" in text
    page = client.get(reverse("organization", args=[aozora.pk]))
    assert "OSPO you and 1 colleague, 0 of 8 practices" in visible(page)
    assert url(assessment) in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_queries_are_constant(client, mana, connie, alice, assessment, now, count, django_assert_num_queries):
    for user in [connie, alice, mana][:count]:
        assign_section(assessment=assessment, section="ospo", user=user, by=mana, now=now)
    client.force_login(mana)

    with django_assert_num_queries(13):
        client.get(url(assessment))
