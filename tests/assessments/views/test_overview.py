# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from assessments.models.answer import Kind
from assessments.queries.edition import edition_of
from assessments.services.opening import open_assessment
from tests.assessments.queries.plans import add_own
from tests.factories import make_assessment, make_built_in_edition, say, submit
from tests.pages import visible

QUARTERS = [datetime(2026, month, 3, 9, tzinfo=UTC) for month in (2, 5, 8)]


@pytest.fixture
def edition(db):
    edition = make_built_in_edition()
    edition_of(edition)
    return edition


def url(organization):
    return reverse("organization", args=[organization.pk])


def page(client, user, organization):
    client.force_login(user)
    response = client.get(url(organization))
    assert response.status_code == 200
    return visible(response)


def quarter(aozora, mana, edition, day, **practices):
    assessment = make_assessment(aozora, mana, edition, now=day)
    say(assessment, mana, Kind.PRACTICE, now=day, **practices)
    return submit(assessment, mana, now=day)


def test_a_new_organization_can_begin(client: Client, mana, bob, aozora, edition, now):
    text = page(client, mana, aozora)

    assert "Find out where you stand" in text
    assert "Open 2026 Q4" in text
    assert "Nothing is answered yet." in text
    text = page(client, bob, aozora)
    assert "No assessment is open" in text and "Open 2026 Q4" not in text
    assert "Nothing is submitted yet." in text


def test_there_is_one_primary_button(client: Client, mana, bob, connie, aozora, edition, now):
    def buttons(user):
        client.force_login(user)
        return client.get(url(aozora)).content.decode().count("btn-primary")

    assert (buttons(mana), buttons(bob), buttons(connie)) == (1, 0, 0)
    open_assessment(organization=aozora, pack=edition.pack, by=mana, now=now)
    assert (buttons(mana), buttons(bob), buttons(connie)) == (1, 0, 0)


def test_the_button_opens_this_quarters_assessment(client: Client, mana, aozora, edition, now):
    client.force_login(mana)
    html = client.get(url(aozora)).content.decode()

    assert f'action="{reverse("assessments", args=[aozora.pk])}"' in html
    assert client.post(reverse("assessments", args=[aozora.pk])).status_code == 302
    assert "The scan takes 9 minutes." in page(client, mana, aozora)
    assert "Start the scan" in page(client, mana, aozora)


def test_an_open_assessment_goes_on_where_it_was_left(client: Client, mana, aozora, edition, now):
    quarter(aozora, mana, edition, QUARTERS[2], charter_and_role=2)
    opened = open_assessment(organization=aozora, pack=edition.pack, by=mana, now=now)
    say(
        opened,
        mana,
        Kind.STANCE,
        now=now,
        **{one.key.replace("-", "_"): "faced" for one in edition_of(edition).situations},
    )

    text = page(client, mana, aozora)

    assert "The assessment of 2026 Q4 is open" in text
    assert "42 answers could have moved; 1 more is carried over. Due on 31 Dec 2026, in 45 days." in text
    assert "Continue: Open source in business strategy" in text


def test_it_shows_where_an_organization_stands(client: Client, bob, mana, aozora, edition, now):
    for day, value in zip(QUARTERS, (1, 1, 3), strict=True):
        last = quarter(aozora, mana, edition, day, charter_and_role=value, community_engagement=1)

    text = page(client, bob, aozora)

    assert "In 2026 Q3: 1 of 24 practices is at target." in text
    assert "Progress since 2026 Q2" in text
    assert "OSPO OSPOs evolve and form a network within the group. nothing linked yet" in text
    assert "+7.1" in text
    assert reverse("results", args=[last.pk]) in client.get(url(aozora)).content.decode()


def test_it_says_what_is_ones_own_to_do_in_the_plan_to_who_does_not_keep_it(
    client: Client, mana, connie, bob, aozora, edition, now
):
    for number in range(2):
        add_own(aozora, edition, mana, now, f"Own {number}", assignee=connie)
    assert "Your actions: 2 open" in page(client, connie, aozora)
    assert "late" not in page(client, connie, aozora)
    add_own(aozora, edition, mana, now, assignee=connie, due_on=now.date() - timedelta(days=1))
    add_own(aozora, edition, mana, now, "Done", assignee=connie, status="done")
    add_own(aozora, edition, mana, now, "Hers", assignee=mana)

    assert "Your actions: 3 open, 1 late" in page(client, connie, aozora)
    assert f"{reverse('plan', args=[aozora.pk])}?who=me&amp;status=open" in client.get(url(aozora)).content.decode()
    assert "Your actions" not in page(client, bob, aozora) + page(client, mana, aozora)


def test_a_stranger_finds_nothing(client: Client, charlie, aozora, edition):
    client.force_login(charlie)

    assert client.get(url(aozora)).status_code == 404


def test_the_notice_stands_where_situations_are_named(client: Client, bob, mana, aozora, edition, now):
    quarter(aozora, mana, edition, QUARTERS[2], charter_and_role=2)

    assert "its scenarios are random examples" in page(client, bob, aozora)


def test_queries_are_constant(
    client: Client, mana, bob, connie, aozora, edition, now, django_assert_num_queries: DjangoAssertNumQueries
):
    def queries(user, count):
        client.force_login(user)
        with django_assert_num_queries(count):
            client.get(url(aozora))

    queries(mana, 8)  # nothing yet
    quarter(aozora, mana, edition, QUARTERS[0], charter_and_role=1)
    opened = open_assessment(organization=aozora, pack=edition.pack, by=mana, now=QUARTERS[1])
    for user, count in [(mana, 14), (bob, 9), (connie, 10)]:
        queries(user, count)
    submit(opened, mana, now=QUARTERS[1])
    keys = [practice.key.replace("-", "_") for practice in edition_of(edition).practices]
    opened = make_assessment(aozora, mana, edition, now=QUARTERS[2])
    say(opened, mana, Kind.PRACTICE, now=QUARTERS[2], **dict.fromkeys(keys, 1))
    submit(opened, mana, now=QUARTERS[2])
    open_assessment(organization=aozora, pack=edition.pack, by=mana, now=now)
    for user, count in [(mana, 14), (bob, 9), (connie, 10)]:
        queries(user, count)
