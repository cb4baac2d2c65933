# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import ReminderStop
from accounts.reminders import EVERY_KIND, PERSON, Stop, token_of
from assessments.models import Invitation
from assessments.queries.reminding.kinds import Reminder
from assessments.services.reminder_links import stop_for_invitation, stop_for_person
from tests.factories import make_asking_edition, make_assessment, make_invitation
from tests.pages import visible

pytestmark = pytest.mark.django_db


def path_of(link):
    return link.removeprefix("http://127.0.0.1")


def kinds_of(user):
    return sorted(ReminderStop.objects.filter(user=user).values_list("kind", flat=True))


def test_looking_at_the_page_stops_nothing(client, mana):
    page = client.get(path_of(stop_for_person(mana, Reminder.EVIDENCE)))

    assert "Stop reminders?" in visible(page)
    assert "Evidence that has grown stale" in visible(page)
    assert kinds_of(mana) == []


def test_the_page_names_nobody(client, mana):
    page = client.get(path_of(stop_for_person(mana)))

    for word in (mana.name, mana.email, "Aozora"):
        assert word not in page.content.decode()
    assert page.headers["Cache-Control"] == "no-store, private"
    assert page.headers["Referrer-Policy"] == "strict-origin"
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_one_press_stops_what_the_mail_was_about(mana):
    """As a mail program sends it: no page was read, there is no cookie, and nothing is followed."""
    strict = Client(enforce_csrf_checks=True)

    done = strict.post(path_of(stop_for_person(mana, Reminder.EVIDENCE)), {"List-Unsubscribe": "One-Click"})
    again = strict.post(path_of(stop_for_person(mana, Reminder.EVIDENCE)), {"List-Unsubscribe": "One-Click"})

    assert (done.status_code, again.status_code) == (200, 200)
    assert kinds_of(mana) == ["evidence"]
    assert "_auth_user_id" not in strict.session


def test_a_page_of_one_kind_stops_all_where_asked(client, mana):
    done = client.post(path_of(stop_for_person(mana, Reminder.EVIDENCE)), {"kind": EVERY_KIND})

    assert "You get no more reminders." in visible(done)
    assert kinds_of(mana) == [EVERY_KIND]


def test_a_page_of_all_stops_one_where_asked(client, mana):
    done = client.post(path_of(stop_for_person(mana)), {"kind": "due"})

    assert "Answers and actions that are due soon" in visible(done)
    assert kinds_of(mana) == ["due"]


@pytest.mark.parametrize("kind", ["due", "nothing", "x" * 300])
def test_a_link_stops_nothing_that_it_is_not_about(client, mana, kind):
    assert client.post(path_of(stop_for_person(mana, Reminder.EVIDENCE)), {"kind": kind}).status_code == 422
    assert kinds_of(mana) == []


@pytest.mark.parametrize("token", ["nothing", token_of(Stop("organization", "1")), token_of(Stop(PERSON, "1"))[:-1]])
def test_a_link_that_is_none_leads_nowhere(client, db, token):
    for send in (client.get, client.post):
        answer = send(reverse("reminders_stop", args=[token]))
        assert answer.status_code == 404
        assert "This link leads nowhere" in visible(answer)


def test_a_link_of_somebody_who_is_gone_looks_like_any_other(client, mana):
    link = path_of(stop_for_person(mana))
    before = visible(client.get(link))
    mana.delete()

    assert visible(client.get(link)) == before
    assert "You get no more reminders." in visible(client.post(link))
    assert not ReminderStop.objects.exists()


def test_the_link_signs_nobody_in_and_reads_nothing(client, mana, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(path_of(stop_for_person(mana)))

    assert client.get(reverse("home")).status_code == 302


def test_whoever_was_asked_without_an_account_stops_reminders_and_may_still_answer(client, aozora, mana, now):
    assessment = make_assessment(aozora, mana, make_asking_edition(), now=now)
    invitation, token = make_invitation(assessment, mana, now=now)
    link = path_of(stop_for_invitation(invitation))

    assert "of these questions" in visible(client.get(link))
    assert client.post(link, {"kind": "due"}).status_code == 422
    assert "The link in the mail goes on working" in visible(client.post(link))
    client.post(link)

    assert Invitation.objects.of(assessment).get().unwanted_at == now
    assert client.get(reverse("ask", args=[token])).status_code == 200


def test_one_chooses_among_the_preferences(client, mana):
    client.force_login(mana)
    every = visible(client.get(reverse("preferences")))
    wanted = [kind for kind in Reminder.values if kind != "round"]

    saved = client.post(reverse("reminders_choose"), {"kinds": wanted}, follow=True)

    assert "Evidence that has grown stale" in every
    assert kinds_of(mana) == ["round"]
    assert "Saved." in visible(saved)
    assert saved.content.decode().count("checked") == len(wanted) + 2  # language and appearance


def test_what_is_not_offered_cannot_be_chosen(client, mana):
    client.force_login(mana)

    client.post(reverse("reminders_choose"), {"kinds": ["nothing"]})

    assert kinds_of(mana) == []


def test_who_has_not_signed_in_has_no_choice_to_make(client, db):
    cache.clear()

    assert 'id="reminders"' not in client.get(reverse("preferences")).content.decode()
