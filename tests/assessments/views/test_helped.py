# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from datetime import datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import Organization, User
from assessments.models import AdviceCount, PlanItem
from assessments.services.planning import change_item
from tests.factories import make_edition, plan_action
from tests.pages import visible


@pytest.fixture
def item(aozora: Organization, mana: User, connie: User, now: datetime) -> PlanItem:
    """An action that Connie did 90 days ago."""
    done_on = (now - timedelta(days=90)).date()
    return plan_action(aozora, mana, make_edition(), now=now, assignee=connie, status="done", done_on=done_on)


def url_of(item: PlanItem) -> str:
    return reverse("plan_helped", args=[item.organization_id, item.pk])


def post(client: Client, user: User, item: PlanItem, **said: str) -> HttpResponse:
    client.force_login(user)
    return client.post(url_of(item), {"revision": str(item.revision), "key": str(uuid.uuid4())} | said)


def test_whoever_did_it_is_asked_two_questions(client: Client, connie: User, item: PlanItem) -> None:
    client.force_login(connie)

    text = visible(client.get(url_of(item)))

    assert "Done on 18 Aug 2026." in text
    for words in ["Did it help?", "It helped in part", "How much effort did it take?", "More than expected"]:
        assert words in text


def test_what_is_said_is_kept_and_can_be_changed(client: Client, connie: User, item: PlanItem) -> None:
    assert post(client, connie, item, helped="yes", took="more").status_code == 302
    item.refresh_from_db()
    assert (item.helped, item.took, item.helped_by) == ("yes", "more", connie)

    assert post(client, connie, item, helped="partly").status_code == 302
    item.refresh_from_db()
    assert (item.helped, item.took) == ("partly", "")


def test_managers_may_say_it_and_other_colleagues_not(client: Client, mana: User, bob: User, item: PlanItem) -> None:
    assert post(client, bob, item, helped="no").status_code == 403
    assert post(client, mana, item, helped="no").status_code == 302


def test_what_was_said_has_the_advice_counted(client: Client, connie: User, item: PlanItem) -> None:
    post(client, connie, item, helped="yes")

    assert AdviceCount.objects.get().pack == item.pack


def test_the_first_question_is_to_be_answered(client: Client, connie: User, item: PlanItem) -> None:
    response = post(client, connie, item, took="less")

    assert response.status_code == 422
    assert "“too early to say” is an answer too" in visible(response)


def test_who_changed_it_meanwhile_is_not_overwritten(
    client: Client, connie: User, mana: User, item: PlanItem, now: datetime
) -> None:
    change_item(
        item=item, seen=item.revision, changes={"note": "Well."}, idempotency_key=uuid.uuid4(), by=mana, now=now
    )

    response = post(client, connie, item, helped="yes")

    assert response.status_code == 409
    assert "Somebody changed this action" in visible(response)
    assert 'name="revision" value="' + str(item.revision + 1) in response.content.decode()
    item.refresh_from_db()
    assert item.helped == ""


def test_what_is_not_done_has_no_page(client: Client, mana: User, item: PlanItem, now: datetime) -> None:
    change_item(
        item=item, seen=item.revision, changes={"status": "doing"}, idempotency_key=uuid.uuid4(), by=mana, now=now
    )
    client.force_login(mana)

    assert client.get(url_of(item)).status_code == 404


def test_an_item_of_another_organization_is_not_found(
    client: Client, charlie: User, midori: Organization, item: PlanItem
) -> None:
    client.force_login(charlie)

    assert client.get(reverse("plan_helped", args=[midori.pk, item.pk])).status_code == 404


def test_the_plan_and_the_overview_ask(client: Client, connie: User, mana: User, item: PlanItem) -> None:
    client.force_login(connie)
    plan = visible(client.get(reverse("plan", args=[item.organization_id])))
    assert "Done 90 days ago or longer." in plan
    client.force_login(mana)

    assert "Done 90 days ago or longer." not in visible(client.get(reverse("plan", args=[item.organization_id])))
    assert "Say whether it helped" in visible(client.get(reverse("plan_item", args=[item.organization_id, item.pk])))
