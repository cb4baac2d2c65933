# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import re
import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organization, User
from assessments.domain.pieces import rename
from assessments.models import Edition, PlanItem
from assessments.models.answer import Kind
from assessments.queries.draft import document_of
from tests.assessments.queries.plans import ACTION, add_own, take_up
from tests.factories import make_assessment, make_draft, make_edition, make_organization, say, submit
from tests.pages import visible


@pytest.fixture
def edition(db: None) -> Edition:
    return make_edition()


def url_of(organization: Organization, name: str = "plan") -> str:
    return reverse(name, args=[organization.pk])


def as_(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def posted(row: Edition, **changes: str) -> dict[str, str]:
    return {"action": ACTION, "edition": str(row.pk), "key": str(uuid.uuid4())} | changes


def test_an_empty_plan_says_so(client: Client, aozora: Organization, bob: User, edition: Edition) -> None:
    page = visible(as_(client, bob).get(url_of(aozora)))

    assert "Nothing is planned yet." in page
    assert "Choose actions" not in page


def test_actions_stand_under_their_advice_and_late_ones_first(
    client: Client, aozora: Organization, mana: User, edition: Edition, now: datetime
) -> None:
    assessment = make_assessment(aozora, mana, edition, now=now - timedelta(days=60))
    say(assessment, mana, Kind.PRACTICE, now=now - timedelta(days=60), charter=1)
    submit(assessment, mana, now=now - timedelta(days=59))
    take_up(aozora, edition, mana, now, due_on=now.date() - timedelta(days=9), assignee_text="Legal")
    add_own(aozora, edition, mana, now, recommendation="engage-community", level="ospo", status="doing")
    add_own(aozora, edition, mana, now, "Tell everybody", status="done")

    page = visible(as_(client, mana).get(url_of(aozora)))

    assert "3 actions from 2 recommendations: 1 done, 1 doing, 1 to do, 1 of them late." in page
    assert "9 days late" in page
    assert "Legal" in page
    assert page.index("9 days late") < page.index("Ask the others") < page.index("Tell everybody")


def test_each_advice_leads_to_its_page_though_an_edition_called_it_otherwise(
    client: Client, aozora: Organization, mana: User, edition: Edition, now: datetime
) -> None:
    add_own(aozora, edition, mana, now, recommendation="genuine-office")
    document: Any = rename(
        document_of(edition), "recommendations", "genuine-office", "office", earlier=frozenset({"genuine-office"})
    )
    make_edition(now=now, **document | {"edition": "1.3.0"})
    assessment = submit(make_assessment(aozora, mana, now=now), mana, now=now)
    as_(client, mana)

    page = client.get(url_of(aozora)).content.decode()

    (link,) = re.findall(r'href="([^"]*)">Why this matched', page)
    assert link == reverse("recommendation", args=[assessment.pk, "office"])
    assert client.get(link).status_code == 200


def test_it_says_what_being_done_would_change(
    client: Client, aozora: Organization, mana: User, edition: Edition, now: datetime
) -> None:
    assessment = make_assessment(aozora, mana, edition, now=now)
    say(assessment, mana, Kind.PRACTICE, now=now, strategy=1, health="na", training=4)
    raises = {"strategy": 3, "health": 2, "training": 3, "culture": 2}
    add_own(aozora, edition, mana, now, raises=raises)

    page = visible(as_(client, mana).get(url_of(aozora)))

    for words in ("strategy, 1 → 3", "health (not applicable)", "training, 4 already", "culture, to 2"):
        assert words in page


def test_what_is_not_submitted_yet_is_not_told_to_those_who_may_not_read_it(
    client: Client, aozora: Organization, mana: User, bob: User, edition: Edition, now: datetime
) -> None:
    assessment = make_assessment(aozora, mana, edition, now=now)
    say(assessment, mana, Kind.PRACTICE, now=now, strategy=1)
    add_own(aozora, edition, mana, now, raises={"strategy": 3})

    assert "strategy, to 3" in visible(as_(client, bob).get(url_of(aozora)))


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_so_many_queries_however_many_actions(
    count: int,
    client: Client,
    aozora: Organization,
    mana: User,
    edition: Edition,
    now: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    submit(make_assessment(aozora, mana, edition, now=now - timedelta(days=60)), mana, now=now - timedelta(days=60))
    for number in range(count):
        add_own(aozora, edition, mana, now, f"Own action {number}", assignee=mana)
    as_(client, mana)

    with django_assert_num_queries(11):
        page = visible(client.get(url_of(aozora)))

    assert page.count("No day") == count


def test_a_long_plan_has_pages(
    client: Client, aozora: Organization, mana: User, edition: Edition, now: datetime
) -> None:
    for number in range(52):
        add_own(aozora, edition, mana, now, f"Own action {number:02}")
    as_(client, mana)

    first, second = (visible(client.get(url_of(aozora) + query)) for query in ("", "?page=2"))

    assert (first.count("No day"), second.count("No day")) == (50, 2)
    assert "Page 1 of 2 Next" in first
    assert "Previous Page 2 of 2" in second


def test_an_action_is_added_and_one_is_back_where_one_was(
    client: Client, aozora: Organization, mana: User, edition: Edition
) -> None:
    back = url_of(aozora, "progress")

    reply = as_(client, mana).post(url_of(aozora, "plan_add"), posted(edition, next=back))

    assert reply.headers["Location"] == back
    assert PlanItem.objects.within(aozora).get().status == "to_do"
    assert "In the plan: “write-charter”." in visible(client.get(back))


def test_what_a_contributor_adds_is_proposed(
    client: Client, aozora: Organization, connie: User, edition: Edition
) -> None:
    reply = as_(client, connie).post(url_of(aozora, "plan_add"), posted(edition, next="https://elsewhere.example/"))

    assert reply.headers["Location"] == url_of(aozora)
    assert PlanItem.objects.within(aozora).get().status == "proposed"


@pytest.mark.parametrize("changes", [{"action": "fly"}, {"action": ""}, {"edition": "x"}, {"key": "x"}])
def test_what_there_is_not_is_not_added(
    changes: dict[str, str], client: Client, aozora: Organization, mana: User, edition: Edition
) -> None:
    reply = as_(client, mana).post(url_of(aozora, "plan_add"), posted(edition, **changes))

    assert reply.status_code == 400
    assert not PlanItem.objects.within(aozora).exists()


def test_an_action_of_a_draft_is_not_added(
    client: Client, aozora: Organization, mana: User, carol: User, edition: Edition
) -> None:
    draft = make_draft(carol, edition)

    assert as_(client, mana).post(url_of(aozora, "plan_add"), posted(draft)).status_code == 404


def test_it_is_filtered_and_says_where_nothing_is_like_that(
    client: Client, aozora: Organization, mana: User, edition: Edition, now: datetime
) -> None:
    add_own(aozora, edition, mana, now, "Mine", assignee=mana)
    add_own(aozora, edition, mana, now, "Another's", level="ospo")
    as_(client, mana)

    mine, nothing = (visible(client.get(url_of(aozora) + query)) for query in ("?who=me", "?status=done"))

    assert "Mine" in mine and "Another's" not in mine
    assert "No action is like that. Show the whole plan" in nothing


def test_as_a_board_it_has_columns_and_as_many_queries(
    client: Client,
    aozora: Organization,
    mana: User,
    edition: Edition,
    now: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    submit(make_assessment(aozora, mana, edition, now=now - timedelta(days=60)), mana, now=now - timedelta(days=60))
    for number in range(3):
        add_own(aozora, edition, mana, now, f"Own action {number}", status="doing")
    as_(client, mana)

    with django_assert_num_queries(10):
        page = visible(client.get(url_of(aozora) + "?look=board"))

    assert "Doing (3)" in page
    assert page.count("Mark done") == 3


def test_units_below_are_shown_where_they_are_asked_for(
    client: Client, aozora: Organization, midori: Organization, bob: User, mana: User, edition: Edition, now: datetime
) -> None:
    below = make_organization("Lens", above=aozora)
    add_own(below, edition, mana, now, "Of the unit")
    add_own(midori, edition, mana, now, "Of a stranger")
    as_(client, bob)

    alone, together = (visible(client.get(url_of(aozora) + query)) for query in ("", "?units=on"))

    assert "Of the unit" not in alone
    assert "Of the unit" in together and "Of a stranger" not in together


def test_who_only_reads_is_offered_no_button(
    client: Client, aozora: Organization, bob: User, mana: User, edition: Edition, now: datetime
) -> None:
    add_own(aozora, edition, mana, now)

    page = visible(as_(client, bob).get(url_of(aozora)))

    assert "Start" not in page and "Add your own action" not in page


def test_contributors_move_what_is_assigned_to_them(
    client: Client, aozora: Organization, connie: User, mana: User, edition: Edition, now: datetime
) -> None:
    add_own(aozora, edition, mana, now, "Connie's", assignee=connie)
    add_own(aozora, edition, mana, now, "Another's")

    page = visible(as_(client, connie).get(url_of(aozora)))

    assert page.count("Start") == 1


def test_where_one_person_has_many_it_takes_no_more_than_twelve_queries(
    client: Client,
    aozora: Organization,
    mana: User,
    edition: Edition,
    now: datetime,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    past = now - timedelta(days=60)
    assessment = make_assessment(aozora, mana, edition, now=past)
    say(assessment, mana, Kind.PRACTICE, now=past, sponsor=1, charter=1)
    submit(assessment, mana, now=past)
    make_assessment(aozora, mana, edition, now=now)
    for number in range(6):
        add_own(aozora, edition, mana, now, f"Action {number}", raises={"charter": 3}, assignee=mana)
    as_(client, mana)

    with django_assert_max_num_queries(12):
        page = visible(client.get(url_of(aozora)))

    assert "Take this one first Mana has all 6 open actions." in page
