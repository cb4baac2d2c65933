# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A group's dashboard for whoever has a link to it."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organization, Role
from assessments.models import GroupResult, ShareLink
from assessments.services.sharing import Shared, revoke_link, share
from tests.factories import join, make_organization, make_user
from tests.made_up_group import made_up_group
from tests.pages import visible


@pytest.fixture
def maker(db):
    return make_user("Kurosawa")


def link_to(group, by, period="", language="en"):
    shared = Shared(what="dashboard", pack="ospo-journey", period=period, language=language)
    link, token = share(organization=group, shared=shared, days=30, by=by, now=timezone.now())
    return link, reverse("shared", args=[token])


def names_in(response):
    return [row.organization.name for row in response.context["page"].table.rows]


@pytest.mark.parametrize(("units", "periods"), [(1, 1), (3, 2), (60, 12)])
def test_the_page_takes_as_many_queries_however_large_the_group(units, periods, maker, django_assert_num_queries):
    _link, url = link_to(made_up_group(units, periods), maker)
    Client().get(url)

    with django_assert_num_queries(7):
        Client().get(url)


def test_whoever_has_the_link_sees_the_table_and_nothing_leads_behind_it(maker):
    group = made_up_group(3, 2, by=maker)
    join(maker, group, Role.OWNER)
    _link, url = link_to(group, maker)

    response = Client().get(url)
    page = response.content.decode()

    assert response.status_code == 200
    assert "Group, the latest of each unit" in visible(response)
    assert names_in(response) == ["Company 1", "Unit 1.1", "Unit 1.2"]
    assert "Unit 1.2" in visible(response) and "3 of 3 units count." in visible(response)
    assert "Kurosawa" not in page and maker.email not in page
    assert not re.search(r'(href|action)="/(organizations|assessments|exports|accounts)/', page)
    assert [gap.views for gap in response.context["page"].gaps if gap.views] == []
    assert "<form" in page and "csrfmiddlewaretoken" not in page
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert response.headers["Cache-Control"] == "no-store, private"
    assert set(response.cookies) <= {"csrf"}


def test_a_link_to_a_quarter_shows_that_quarter_whatever_the_address_says(maker):
    group = made_up_group(3, 3)
    _link, url = link_to(group, maker, "2026-Q1")

    for query in ("", "?period=2026-Q3", "?period="):
        response = Client().get(url + query)

        assert "Group, 2026 Q1" in visible(response)
        assert {row.said_in for row in response.context["page"].table.rows} == {"2026-Q1"}


def test_a_link_to_the_latest_follows_what_is_submitted(maker):
    group = made_up_group(3, 3)
    _link, url = link_to(group, maker)

    response = Client().get(url + "?period=2026-Q1")

    assert {row.said_in for row in response.context["page"].table.rows} == {"2026-Q3"}


def test_the_table_is_sorted_filtered_and_paged_behind_the_link(maker):
    group = made_up_group(70, 2)
    link, url = link_to(group, maker)

    first = Client().get(url + "?sort=share&first=least&kind=unit")
    after = re.search(r'rel="next" href="([^"#]*)', first.content.decode())[1].replace("&amp;", "&")
    second = Client().get(url + after)

    shares = [row.at_target / row.applicable for page in (first, second) for row in page.context["page"].table.rows]
    assert shares == sorted(shares) and len(shares) == 60
    link.refresh_from_db()
    assert link.opened == 0


def test_only_the_page_itself_counts_as_an_opening(maker):
    link, url = link_to(made_up_group(3, 1), maker)

    Client().get(url)
    Client().get(url + "?sort=share")

    link.refresh_from_db()
    assert link.opened == 1


def test_nothing_outside_the_group_is_shown_or_can_be_asked_for(maker):
    group = made_up_group(3, 1)
    above = make_organization("Above")
    other = made_up_group(3, 1, name="Other")
    company = Organization.objects.filter(path__startswith=other.path, numchild__gt=0).exclude(pk=other.pk)[0]
    _link, url = link_to(group, maker)

    page = Client().get(url)

    assert names_in(page) == ["Company 1", "Unit 1.1", "Unit 1.2"] and "Other" not in visible(page)
    for part in (company, other, above):
        assert Client().get(url + f"?part={part.pk}").status_code == 400
    assert Client().get(url + "?after=x").status_code == 400
    assert Client().get(url + "?sort=name").status_code == 400


def test_a_link_to_a_part_of_a_group_names_nobody_beside_it(maker):
    made_up_group(30, 1, name="Zephyr")
    company = Organization.objects.get(name="Company 2")
    _link, url = link_to(company, maker)

    page = visible(Client().get(url))

    assert "Unit 2.1" in page
    assert "Zephyr" not in page and re.findall(r"Company [013-9]|Unit [013-9]\.", page) == []


def test_the_link_is_dead_once_it_is_revoked_or_over_or_nothing_stands_in_its_quarter(maker, now, time_machine):
    group = made_up_group(3, 2)
    link, url = link_to(group, maker)
    revoked, gone = link_to(group, maker)
    _empty, of_nothing = link_to(group, maker, "2026-Q2")
    revoke_link(link=revoked, by=maker, now=now)
    GroupResult.objects.within(group).filter(period="2026-Q2").update(units=0)

    assert (Client().get(gone).status_code, Client().get(of_nothing).status_code) == (410, 410)
    assert Client().get(url).status_code == 200
    time_machine.move_to(now + timedelta(days=30))
    assert Client().get(url).status_code == 410
    assert ShareLink.objects.within(group).get(pk=link.pk).opened == 1


def test_it_is_told_in_the_language_of_who_shared_it(maker):
    _link, url = link_to(made_up_group(3, 1), maker, language="ja")

    response = Client(headers={"Accept-Language": "en"}).get(url)

    assert "見方の開き" in visible(response)


def test_managers_come_from_the_dashboard_to_the_link(client, maker):
    group = made_up_group(3, 2)
    join(maker, group, Role.MANAGER)
    client.force_login(maker)
    page = client.get(reverse("group", args=[group.pk]) + "?period=2026-Q2").content.decode()
    address = reverse("share_links", args=[group.pk]) + "?of=dashboard:2026-Q2"

    form = client.get(address).context["form"]
    client.post(reverse("share_links", args=[group.pk]), {"of": form["of"].value(), "days": "7"})

    assert f'href="{address}"' in page
    link = ShareLink.objects.within(group).get()
    assert (link.what, link.period, link.pack, link.assessment_id) == ("dashboard", "2026-Q2", "ospo-journey", None)
    links = visible(client.get(reverse("share_links", args=[group.pk])))
    assert "Group dashboard, 2026 Q2" in links


def test_viewers_are_not_led_to_sharing(client, maker):
    group = made_up_group(3, 1)
    join(maker, group, Role.VIEWER)
    client.force_login(maker)

    assert "/links/" not in client.get(reverse("group", args=[group.pk])).content.decode()
