# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import re
import uuid
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organization, User
from assessments.models import Edition, PlanItem
from assessments.services.planning import change_item
from assessments.services.taking_back import remove_item
from assessments.views import plan_item
from tests.assessments.queries.plans import add_own, changed, take_up
from tests.factories import make_assessment, make_edition, submit
from tests.pages import visible


@pytest.fixture
def edition(db: None) -> Edition:
    return make_edition()


@pytest.fixture
def item(aozora: Organization, mana: User, edition: Edition, now: datetime) -> PlanItem:
    return take_up(aozora, edition, mana, now)


def url_of(item: PlanItem, name: str = "plan_item") -> str:
    return reverse(name, args=[item.organization_id, item.pk])


def as_(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def posted(item: PlanItem, **said: str) -> dict[str, str]:
    return {"status": item.status, "revision": str(item.revision), "key": str(uuid.uuid4())} | said


def standing(item: PlanItem) -> PlanItem:
    found: PlanItem = PlanItem.objects.within(item.organization).get(pk=item.pk)
    return found


def test_its_page_says_what_it_is_and_who_changed_what(client: Client, item: PlanItem, mana: User, bob: User) -> None:
    page = visible(as_(client, bob).get(url_of(item)))

    assert "write-charter" in page
    assert "How to tell that it is done" in page
    assert "Added to the plan Mana" in page
    assert "Change it" not in page


def test_its_advice_leads_to_its_page_once_a_result_is_shown(
    client: Client, item: PlanItem, aozora: Organization, mana: User, edition: Edition, now: datetime
) -> None:
    as_(client, mana)
    assert "Why this matched" not in visible(client.get(url_of(item)))
    assessment = submit(make_assessment(aozora, mana, edition, now=now), mana, now=now)
    own, page = add_own(aozora, edition, mana, now), client.get(url_of(item)).content.decode()

    (link,) = re.findall(r'href="([^"]*)">Why this matched', page)
    assert link == reverse("recommendation", args=[assessment.pk, item.recommendation])
    assert "Why this matched" not in visible(client.get(url_of(own)))


def test_a_change_is_saved_and_told_in_its_history(client: Client, item: PlanItem, mana: User) -> None:
    said = posted(item, status="doing", other="Legal", due_on="2026-12-24", note="Two pages")

    reply = as_(client, mana).post(url_of(item), said)

    assert reply.headers["Location"] == url_of(item)
    page = visible(client.get(url_of(item)))
    assert "Status: To do → Doing" in page
    assert "Who does it: Legal" in page
    assert (standing(item).note, str(standing(item).due_on)) == ("Two pages", "2026-12-24")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"status": "dropped"}, "Say why it is dropped."),
        ({"due_on": "soon"}, "Enter a day, such as 2026-11-22."),
        ({"due_on": "0226-12-31"}, "Enter a day, such as 2026-11-22."),
        ({"note": "x" * 5_001}, "Use at most 5000 characters."),
    ],
)
def test_errors_say_what_to_do_and_keep_what_was_typed(
    client: Client, item: PlanItem, mana: User, said: dict[str, str], words: str
) -> None:
    reply = as_(client, mana).post(url_of(item), posted(item, **{"note": "Kept"} | said))

    assert reply.status_code == 422
    assert words in visible(reply)
    assert said.get("note", "Kept")[:50] in reply.content.decode()
    assert standing(item).revision == item.revision


def test_what_somebody_else_wrote_is_shown_and_not_overwritten(
    client: Client, item: PlanItem, mana: User, alice: User, now: datetime
) -> None:
    changed(item, alice, now, note="Theirs", due_on=None)

    reply = as_(client, mana).post(url_of(item), posted(item, note="Mine", due_on=str(item.due_on)))

    page = visible(reply)
    assert reply.status_code == 409
    assert "Note As it stands now Theirs You, not saved Mine" in page
    assert standing(item).note == "Theirs"
    again = dict(re.findall(r'name="(revision|key)" value="([^"]+)"', reply.content.decode()))
    client.post(url_of(item), posted(item, note="Both", **again))
    assert (standing(item).note, standing(item).due_on) == ("Both", None)


def test_other_fields_that_somebody_changed_meanwhile_stay(
    client: Client, item: PlanItem, mana: User, alice: User, now: datetime
) -> None:
    changed(item, alice, now, note="Theirs")

    reply = as_(client, mana).post(url_of(item), posted(item, status="doing", due_on=str(item.due_on)))

    assert reply.status_code == 302
    assert (standing(item).note, standing(item).status) == ("Theirs", "doing")


def test_a_contributor_changes_status_and_note_of_what_is_theirs(
    client: Client, item: PlanItem, mana: User, connie: User, now: datetime
) -> None:
    as_(client, connie)
    assert client.post(url_of(item), posted(item, status="doing")).status_code == 403
    item = changed(item, mana, now, assignee=connie, due_on=date(2026, 12, 24))
    assert "Who does it Connie Due 24 Dec 2026" in visible(client.get(url_of(item)))

    reply = client.post(url_of(item), posted(item, status="doing", note="Begun", due_on="2030-01-01", other="Me"))

    assert reply.status_code == 302
    found = standing(item)
    assert (found.status, found.note, found.due_on, found.assignee) == ("doing", "Begun", item.due_on, connie)


def test_a_contributor_does_not_take_back_what_a_manager_did(
    client: Client, item: PlanItem, mana: User, connie: User, now: datetime
) -> None:
    item = changed(item, mana, now, assignee=connie)
    item = changed(item, mana, now, due_on=now.date())
    as_(client, connie)

    assert client.post(url_of(item, "plan_undo"), posted(item)).status_code == 403
    client.post(url_of(item, "plan_status"), posted(item, status="doing"))
    assert client.post(url_of(item, "plan_undo"), posted(standing(item))).status_code == 302

    assert (standing(item).due_on, standing(item).status) == (now.date(), "to_do")


def test_a_contributor_takes_up_no_proposal_of_their_own(
    client: Client, aozora: Organization, edition: Edition, connie: User, now: datetime
) -> None:
    own = add_own(aozora, edition, connie, now, status="proposed", assignee=connie)
    as_(client, connie)

    for name in ("plan_item", "plan_status"):
        assert client.post(url_of(own, name), posted(own, status="to_do")).status_code == 403

    assert standing(own).status == "proposed"


def test_a_contributor_turns_nothing_into_a_proposal_to_remove_it(
    client: Client, aozora: Organization, edition: Edition, mana: User, connie: User, now: datetime
) -> None:
    own = add_own(aozora, edition, connie, now, status="proposed", assignee=connie)
    own = changed(own, mana, now, status="to_do")
    as_(client, connie)

    assert client.post(url_of(own), posted(own, status="proposed")).status_code == 422
    assert client.post(url_of(own, "plan_status"), posted(own, status="proposed")).status_code == 403

    assert standing(own).status == "to_do"


@pytest.mark.parametrize("place", ["home", "-1", "A\x00B", "https://elsewhere.example/"])
def test_a_button_leads_back_to_a_page_of_this_site_alone(
    client: Client, item: PlanItem, mana: User, place: str
) -> None:
    reply = as_(client, mana).post(url_of(item, "plan_undo"), posted(item, next=place))

    assert reply.headers["Location"] == reverse("plan", args=[item.organization_id])


def test_an_own_action_is_added_and_offered_to_be_taken_back(
    client: Client, aozora: Organization, mana: User, edition: Edition
) -> None:
    said = {"title": "Ask the others", "who": str(mana.pk), "due_on": "2026-12-24", "raise_1": "strategy", "to_1": "3"}

    reply = as_(client, mana).post(reverse("plan_new", args=[aozora.pk]), said | {"key": str(uuid.uuid4())})

    item = PlanItem.objects.within(aozora).get()
    assert (item.title, item.assignee, item.raises, item.revision) == ("Ask the others", mana, {"strategy": 3}, 1)
    assert "In the plan: “Ask the others”. Undo" in visible(client.get(reply.headers["Location"]))
    client.post(url_of(item, "plan_undo"), posted(item))
    assert not PlanItem.objects.within(aozora).exists()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "Say what is to be done."),
        ({"title": "A", "raise_1": "strategy"}, "Choose the value that the practice has afterwards."),
        ({"title": "A", "who": "{mana}", "other": "Legal"}, "Choose a member, or name somebody else: not both."),
    ],
)
def test_an_own_action_that_lacks_something_is_refused(
    client: Client, aozora: Organization, mana: User, edition: Edition, said: dict[str, str], words: str
) -> None:
    said = {name: value.format(mana=mana.pk) for name, value in said.items()} | {"key": str(uuid.uuid4())}

    reply = as_(client, mana).post(reverse("plan_new", args=[aozora.pk]), said)

    assert reply.status_code == 422
    assert words in visible(reply)


def test_without_an_edition_there_is_nothing_to_add(client: Client, aozora: Organization, mana: User) -> None:
    assert as_(client, mana).get(reverse("plan_new", args=[aozora.pk])).status_code == 404


def test_one_button_moves_an_action_and_another_takes_that_back(client: Client, item: PlanItem, mana: User) -> None:
    plan = reverse("plan", args=[item.organization_id])

    reply = as_(client, mana).post(url_of(item, "plan_status"), posted(item, status="done", next=plan + "?level=ospo"))

    assert reply.headers["Location"] == f"{plan}?level=ospo&changed={item.pk}#action-{item.pk}"
    assert "“write-charter”: Done. Undo What you may answer anew" in visible(client.get(reply.headers["Location"]))
    client.post(url_of(item, "plan_undo"), posted(standing(item)))
    assert (standing(item).status, standing(item).done_on) == ("to_do", None)


def test_a_button_of_a_page_that_is_no_longer_true_changes_nothing(
    client: Client, item: PlanItem, mana: User, now: datetime
) -> None:
    changed(item, mana, now, status="doing")
    as_(client, mana)

    for name in ("plan_status", "plan_undo", "plan_remove"):
        reply = client.post(url_of(item, name), posted(item, status="done"))
        assert "It is “Doing”." in visible(client.get(reply.headers["Location"]))

    assert (standing(item).status, standing(item).revision) == ("doing", 2)


def test_an_action_that_is_removed_at_the_same_moment_is_gone(
    client: Client, monkeypatch: pytest.MonkeyPatch, item: PlanItem, mana: User
) -> None:
    def change_late(**said: Any) -> PlanItem:
        remove_item(item=item, seen=item.revision)
        return change_item(**said)

    monkeypatch.setattr(plan_item, "change_item", change_late)

    reply = as_(client, mana).post(url_of(item, "plan_status"), posted(item, status="done"))

    assert (reply.status_code, reply.headers["Cairn-Refusal"]) == (404, "gone")


def test_dropping_by_a_button_leads_to_where_one_says_why(client: Client, item: PlanItem, mana: User) -> None:
    reply = as_(client, mana).post(url_of(item, "plan_status"), posted(item, status="dropped"))

    assert reply.headers["Location"] == url_of(item)
    assert client.post(url_of(item, "plan_status"), posted(item, status="lost")).status_code == 400


def test_what_is_in_the_plan_once_more_is_not_taken_back(
    client: Client, aozora: Organization, edition: Edition, item: PlanItem, mana: User, now: datetime
) -> None:
    done = changed(item, mana, now, status="done")
    take_up(aozora, edition, mana, now)

    reply = as_(client, mana).post(url_of(done, "plan_undo"), posted(done))

    assert "This action is in the plan once more already" in visible(client.get(reply.headers["Location"]))
    assert standing(done).status == "done"


def test_removing_says_what_is_lost(client: Client, item: PlanItem, mana: User) -> None:
    page = visible(as_(client, mana).get(url_of(item, "plan_remove")))
    client.post(url_of(item, "plan_remove"), posted(item))

    assert "Its note, its days and its history are lost." in page
    assert not PlanItem.objects.within(item.organization).exists()


def test_a_contributor_removes_what_they_proposed_and_nothing_else(
    client: Client, aozora: Organization, edition: Edition, item: PlanItem, connie: User, now: datetime
) -> None:
    own = add_own(aozora, edition, connie, now, status="proposed")
    as_(client, connie)

    assert client.post(url_of(item, "plan_remove"), posted(item)).status_code == 403
    assert client.post(url_of(own, "plan_remove"), posted(own)).status_code == 302
    assert PlanItem.objects.within(aozora).get() == item


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_so_many_queries_however_long_its_history(
    count: int,
    client: Client,
    aozora: Organization,
    mana: User,
    edition: Edition,
    item: PlanItem,
    now: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    past = now - timedelta(days=60)
    submit(make_assessment(aozora, mana, edition, now=past), mana, now=past)
    make_assessment(aozora, mana, edition, now=now)
    for number in range(count):
        item = changed(item, mana, now, assignee=mana, note=f"Note {number}")
    changed(item, mana, now, status="done")
    as_(client, mana)

    with django_assert_num_queries(11):
        page = visible(client.get(url_of(item)))

    assert "What you may answer anew" in page
