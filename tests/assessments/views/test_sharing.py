# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Answer, ShareLink
from assessments.models.answer import Kind
from tests.factories import make_assessment, make_edition, say, submit
from tests.pages import visible


@pytest.fixture
def assessment(aozora, mana, now):
    made = make_assessment(aozora, mana, make_edition(), now=now)
    say(made, mana, Kind.PRACTICE, now=now, strategy="3", charter="1")
    Answer.objects.of(made).filter(key="strategy").update(note="Between ourselves")
    return submit(made, mana, now=now)


def make(client, organization, assessment, what="result", days="30"):
    posted = {"of": f"{what}:{assessment.period if what == 'quarterly' else assessment.pk}", "days": days}
    return client.post(reverse("share_links", args=[organization.pk]), posted, follow=True)


def address(response):
    return re.search(r'value="http://testserver(/s/[^"]+)"', response.content.decode())[1]


@pytest.mark.parametrize("what", ["result", "story", "quarterly"])
def test_whoever_has_the_link_sees_one_page_without_names_or_notes(client, mana, aozora, assessment, what):
    mana.name = "Kurosawa"
    mana.save()
    client.force_login(mana)
    url = address(make(client, aozora, assessment, what))

    response = Client().get(url)
    page = response.content.decode()

    assert response.status_code == 200
    assert "Aozora" in page and "2026 Q4" in page
    assert "Between ourselves" not in page and "Kurosawa" not in page and mana.email not in page
    assert not re.search(r'href="/(organizations|assessments)/', page)
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "sessionid" not in str(response.cookies) and not response.cookies.get("session")


def test_the_address_is_shown_once(client, mana, aozora, assessment):
    client.force_login(mana)
    make(client, aozora, assessment)

    assert "/s/" not in client.get(reverse("share_links", args=[aozora.pk])).content.decode()


def test_a_link_is_dead_at_once_when_it_is_turned_off(client, mana, aozora, assessment):
    client.force_login(mana)
    url = address(make(client, aozora, assessment))
    link = ShareLink.objects.within(aozora).get()

    client.post(reverse("share_link_revoke", args=[aozora.pk, link.pk]))

    response = Client().get(url)
    assert response.status_code == 410
    assert "This link has ended" in visible(response)


def test_a_link_ends_by_itself(client, mana, aozora, assessment, now, time_machine):
    client.force_login(mana)
    url = address(make(client, aozora, assessment, days="7"))

    time_machine.move_to(now + timedelta(days=7) - timedelta(seconds=1))
    assert Client().get(url).status_code == 200
    time_machine.move_to(now + timedelta(days=7))
    assert Client().get(url).status_code == 410


def test_openings_are_counted_on_the_page_of_links(client, mana, aozora, assessment):
    client.force_login(mana)
    url = address(make(client, aozora, assessment))
    Client().get(url)
    Client().get(url)

    assert "Opened 2 times" in visible(client.get(reverse("share_links", args=[aozora.pk])))


def test_who_guesses_is_stopped_and_those_with_a_link_are_not(client, mana, aozora, assessment):
    client.force_login(mana)
    url = address(make(client, aozora, assessment))
    guesser = Client()

    found = [guesser.get(f"/s/guess-{number}/").status_code for number in range(25)]

    assert found == [404] * 20 + [429] * 5
    assert guesser.get(url).status_code == 200


def test_links_of_others_cannot_be_turned_off(client, charlie, midori, mana, aozora, assessment):
    client.force_login(mana)
    url = address(make(client, aozora, assessment))
    link = ShareLink.objects.within(aozora).get()
    client.force_login(charlie)

    assert client.post(reverse("share_link_revoke", args=[midori.pk, link.pk])).status_code == 404
    assert Client().get(url).status_code == 200


def test_what_is_not_offered_is_refused(client, mana, aozora, assessment):
    client.force_login(mana)

    response = client.post(reverse("share_links", args=[aozora.pk]), {"of": "result:1", "days": "9"})

    assert response.status_code == 422
    assert "Choose one of those offered." in visible(response)


def test_a_link_is_told_in_the_language_of_who_shared_it(client, mana, aozora, assessment):
    client.force_login(mana)
    client.cookies["language"] = "ja"
    response = make(client, aozora, assessment, "story")

    assert "現在の位置" in Client().get(address(response)).content.decode()


def test_the_pages_take_few_queries(client, mana, aozora, assessment, django_assert_num_queries):
    client.force_login(mana)
    url, story = address(make(client, aozora, assessment)), address(make(client, aozora, assessment, "story"))

    with django_assert_num_queries(7):
        client.get(reverse("share_links", args=[aozora.pk]))
    with django_assert_num_queries(3):
        Client().get(url)
    with django_assert_num_queries(6):
        Client().get(story)


def test_a_link_to_a_quarterly_report_shows_what_members_read(client, mana, aozora, assessment):
    client.force_login(mana)
    url = address(make(client, aozora, assessment, "quarterly"))
    told = client.get(reverse("quarterly", args=[aozora.pk])).context["told"]
    said = {f"text-{one.key}": one.text for one in told.sections} | {"text-moved": "A draft."}
    client.post(reverse("quarterly_edit", args=[aozora.pk]), {"revision": "0", **said})
    assert "A draft." not in visible(Client().get(url))

    client.post(reverse("quarterly_publish", args=[aozora.pk]), {"revision": "1", "step": "publish"})

    page = visible(Client().get(url))
    assert "A draft." in page and "Aozora: OSS quarterly report, 2026 Q4" in page
    assert "Sources and thanks" in page and "Publish" not in page


def test_a_report_leads_to_a_link_to_itself(client, mana, aozora, assessment):
    client.force_login(mana)

    page = client.get(reverse("quarterly", args=[aozora.pk])).content.decode()

    assert f'href="{reverse("share_links", args=[aozora.pk])}?of=quarterly:2026-Q4"' in page
