# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import re
from dataclasses import asdict
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organization, User
from assessments.domain.faring import Fared
from assessments.models import AdviceCount, Assessment, PlanItem
from assessments.models.answer import Kind
from assessments.queries.edition import edition_of
from tests.factories import make_assessment, make_built_in_edition, say, submit
from tests.pages import visible

EARLIER = datetime(2026, 8, 3, 9, tzinfo=UTC)


@pytest.fixture
def opened(aozora: Organization, mana: User, now: datetime) -> Assessment:
    assessment = make_assessment(aozora, mana, make_built_in_edition(), now=now)
    say(assessment, mana, Kind.STANCE, now=now, community_underestimated="faced")
    say(assessment, mana, Kind.PRACTICE, now=now, community_engagement=1)
    return assessment


def html_of(client: Client, user: User, assessment: Assessment, key: str, status: int = 200) -> str:
    client.force_login(user)
    response = client.get(reverse("recommendation", args=[assessment.pk, key]))
    assert response.status_code == status
    return response.content.decode()


def text_of(client: Client, user: User, assessment: Assessment, key: str) -> str:
    client.force_login(user)
    return visible(client.get(reverse("recommendation", args=[assessment.pk, key])))


def test_each_reason_leads_to_the_answer_behind_it(client: Client, mana: User, opened: Assessment) -> None:
    html = html_of(client, mana, opened, "community-pillar")

    assert f'href="{reverse("situation", args=[opened.pk, "community-underestimated"])}"' in html
    assert f'href="{reverse("practice", args=[opened.pk, "community-engagement"])}"' in html


def test_advice_actions_and_source_stand_on_it(client: Client, mana: User, opened: Assessment) -> None:
    text = text_of(client, mana, opened, "community-pillar")

    assert "Make community engagement a pillar of the open source strategy" in text
    assert "Number 1 of " in text
    for words in ["Why this is here", "First step", "Who", "Measure", "Raises", "Small, within a quarter"]:
        assert words in text
    assert "What would make it no longer needed" in text
    assert "From Sony’s report" in text
    assert "CC-BY-4.0" in text


def test_whatever_the_verdict_each_recommendation_has_a_page(client: Client, mana: User, opened: Assessment) -> None:
    say(opened, mana, Kind.STANCE, technology_only="not_faced")
    say(opened, mana, Kind.PRACTICE, **{one.key.replace("-", "_"): 4 for one in edition_of(opened.edition).practices})

    found = [text_of(client, mana, opened, one.key) for one in edition_of(opened.edition).recommendations]

    assert any("It does not match what you answered." in text and "Why it does not match" in text for text in found)
    assert all("Where it comes from" in text for text in found)


def test_a_possible_one_leads_to_the_answers_that_are_missing(client: Client, mana: User, opened: Assessment) -> None:
    pages = [html_of(client, mana, opened, one.key) for one in edition_of(opened.edition).recommendations]
    html = next(html for html in pages if "Which answers it waits for" in html)

    missing = html.partition("Which answers it waits for")[2].partition("</ul>")[0]
    assert f"/assessments/{opened.pk}/" in missing
    assert "not known yet" in missing


def test_a_key_that_the_edition_lacks_is_not_found(client: Client, mana: User, opened: Assessment) -> None:
    html_of(client, mana, opened, "nothing", status=404)


def test_a_viewer_reads_it_once_submitted(client: Client, mana: User, bob: User, opened: Assessment) -> None:
    html_of(client, bob, opened, "community-pillar", status=403)
    submit(opened, mana)

    text = text_of(client, bob, opened, "community-pillar")

    assert "Results, 2026 Q4" in text


def test_it_takes_as_many_queries_at_one_answer_as_at_many(
    client: Client, mana: User, opened: Assessment, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    url = reverse("recommendation", args=[opened.pk, "community-pillar"])
    client.force_login(mana)
    client.get(url)
    with django_assert_num_queries(12):
        client.get(url)
    say(opened, mana, Kind.PRACTICE, **{one.key.replace("-", "_"): 1 for one in edition_of(opened.edition).practices})
    with django_assert_num_queries(12):
        client.get(url)


def test_how_it_fared_is_said_in_fives(client: Client, mana: User, opened: Assessment, now: datetime) -> None:
    assert "fewer than five organizations" in text_of(client, mana, opened, "community-pillar")
    counts = {"community-pillar": asdict(Fared(taken_up=10, done=5))}
    AdviceCount.objects.create(pack=opened.pack, counts=counts, counted_at=now, due_at=now)

    text = text_of(client, mana, opened, "community-pillar")

    assert "took it up 10 or more did an action of it 5 or more said that it helped under 5" in text
    assert "Counted on 16 Nov 2026" in text


def test_an_action_goes_to_the_plan_in_one_click(client: Client, mana: User, opened: Assessment) -> None:
    html = html_of(client, mana, opened, "community-pillar")
    action = edition_of(opened.edition).recommendation("community-pillar").actions[0].key
    form = html.partition(f'id="action-{action}"')[2].partition("</form>")[0]
    posted = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))

    response = client.post(reverse("plan_add", args=[opened.organization_id]), posted, follow=True)

    assert response.redirect_chain[0][0].partition("#")[0] == reverse(
        "recommendation", args=[opened.pk, "community-pillar"]
    )
    assert "In plan, " in visible(response)
    assert PlanItem.objects.within(opened.organization).get().action == action


def test_viewers_see_what_is_planned_and_add_nothing(client: Client, mana: User, bob: User, opened: Assessment) -> None:
    submit(opened, mana)

    text = text_of(client, bob, opened, "community-pillar")

    assert "not planned" in text and "Add to plan" not in text
