# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import re
import uuid
from datetime import datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organization, User
from assessments.models import Assessment, Edition, PlanItem
from assessments.models.answer import Kind
from assessments.queries.edition import edition_of
from tests.assessments.queries.plans import add_own, take_up
from tests.factories import make_assessment, make_built_in_edition, make_edition, say, submit
from tests.pages import visible


@pytest.fixture
def edition(db: None) -> Edition:
    return make_edition()


@pytest.fixture
def submitted(aozora: Organization, mana: User, edition: Edition, now: datetime) -> Assessment:
    """Strategy, charter and sharing at 1, and a situation that is faced; sixty days ago."""
    before = now - timedelta(days=60)
    assessment = make_assessment(aozora, mana, edition, now=before)
    say(assessment, mana, Kind.PRACTICE, now=before, strategy=1, sponsor=2, charter=1, sharing=1)
    say(assessment, mana, Kind.STANCE, now=before, **{"technology-only": "faced"})
    return submit(assessment, mana, now=before)


def url_of(organization: Organization, name: str = "plan_what_if", **said: object) -> str:
    query = f"?{urlencode(said, doseq=True)}" if said else ""
    return reverse(name, args=[organization.pk]) + query


def as_(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def test_without_answers_there_is_nothing_to_project(client: Client, aozora: Organization, bob: User) -> None:
    as_(client, bob)

    assert "There is nothing to project from yet" in visible(client.get(url_of(aozora)))
    assert "There is nothing to start from yet" in visible(client.get(url_of(aozora, "plan_next")))


def test_ticks_move_the_figures_and_nothing_is_saved(
    client: Client, aozora: Organization, bob: User, mana: User, edition: Edition, now: datetime, submitted: Assessment
) -> None:
    item = take_up(aozora, edition, mana, now, "write-charter")
    as_(client, bob)

    nothing = visible(client.get(url_of(aozora)))
    page = visible(client.get(url_of(aozora, done=[item.pk], reach=["strategy"])))

    assert "What if? From 2026 Q3." in nothing
    assert "What if these 2 were done too?" in page
    assert nothing != page
    assert PlanItem.objects.within(aozora).get().status == "to_do"


def test_what_was_done_since_counts_always_and_what_was_done_before_does_not(
    client: Client, aozora: Organization, mana: User, edition: Edition, now: datetime, submitted: Assessment
) -> None:
    add_own(aozora, edition, mana, now, "Since", raises={"sharing": 3}, status="done")
    old = now.date() - timedelta(days=90)
    add_own(aozora, edition, mana, now, "Before", raises={"sharing": 4}, status="done", done_on=old)

    page = visible(as_(client, mana).get(url_of(aozora)))

    assert "From 2026 Q3, with the 1 action done since." in visible(client.get(url_of(aozora, "plan_next")))
    assert "From 2026 Q3, with the 1 action done since." in page
    assert "Since" in page
    assert "Before" not in page


def test_managers_project_from_the_answers_so_far_and_others_do_not(
    client: Client, aozora: Organization, mana: User, bob: User, edition: Edition, now: datetime, submitted: Assessment
) -> None:
    opened = make_assessment(aozora, mana, edition, now=now)

    page = visible(as_(client, mana).get(url_of(aozora, **{"from": opened.pk})))
    assert "From the answers so far for 2026 Q4." in page
    assert "Start from 2026 Q3" in page
    assert "Start from 2026 Q4 so far" in visible(client.get(url_of(aozora)))
    assert as_(client, bob).get(url_of(aozora, **{"from": opened.pk})).status_code == 403
    assert client.get(url_of(aozora, **{"from": uuid.uuid4()})).status_code == 404
    assert client.get(url_of(aozora, **{"from": "x"})).status_code == 400


def test_what_there_is_not_is_left_out(client: Client, aozora: Organization, bob: User, submitted: Assessment) -> None:
    as_(client, bob)

    page = client.get(url_of(aozora, done=[uuid.uuid4(), "fly"], reach=["fly"]))

    assert "What if? From 2026 Q3." in visible(page)


@pytest.mark.parametrize(("name", "queries"), [("plan_what_if", 8), ("plan_next", 8)])
@pytest.mark.parametrize("count", [1, 3])
def test_they_take_so_many_queries_however_many_actions(
    name: str,
    queries: int,
    count: int,
    client: Client,
    aozora: Organization,
    mana: User,
    edition: Edition,
    now: datetime,
    submitted: Assessment,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    items = [add_own(aozora, edition, mana, now, f"Own {number}", raises={"charter": 3}) for number in range(count)]
    add_own(aozora, edition, mana, now, "Done", raises={"charter": 2}, status="done")
    as_(client, mana)

    with django_assert_num_queries(queries):
        client.get(url_of(aozora, name, done=[one.pk for one in items]))


def test_the_few_next_come_with_their_reasons_and_a_way_into_the_plan(
    aozora: Organization, mana: User, edition: Edition, submitted: Assessment
) -> None:
    client = Client(enforce_csrf_checks=True)
    url = url_of(aozora, "plan_next", goal="level:ospo")
    page = client_page = as_(client, mana).get(url)

    text = visible(page)
    assert "1. write-charter" in text
    assert "charter, 1 → 3" in text
    assert "Said at this level:" in text
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.content.decode().partition("<main")[2])
    assert token
    reply = client.post(
        url_of(aozora, "plan_add"),
        {
            "action": "write-charter",
            "edition": str(edition.pk),
            "key": str(client_page.context["picks"][0][0]),
            "next": url,
            "csrfmiddlewaretoken": token[1],
        },
    )
    assert reply.headers["Location"] == url
    assert "In your plan" in visible(client.get(url))


def test_a_viewer_reads_the_few_and_adds_nothing(
    client: Client, aozora: Organization, bob: User, submitted: Assessment
) -> None:
    page = visible(as_(client, bob).get(url_of(aozora, "plan_next")))

    assert "Add to plan" not in page
    assert "See what would follow" in page


def test_a_contributor_proposes_one_of_the_few(
    client: Client, aozora: Organization, connie: User, submitted: Assessment
) -> None:
    page = visible(as_(client, connie).get(url_of(aozora, "plan_next")))

    assert "Propose: write-charter" in page
    assert "Add to plan" not in page


def test_an_aim_that_is_not_offered_is_refused(
    client: Client, aozora: Organization, bob: User, submitted: Assessment
) -> None:
    reply = as_(client, bob).get(url_of(aozora, "plan_next", goal="stage:moon"))

    assert reply.status_code == 400
    assert "Choose one of the aims offered." in visible(reply)


def test_what_was_dropped_is_not_picked_again(
    client: Client, aozora: Organization, mana: User, edition: Edition, now: datetime, submitted: Assessment
) -> None:
    take_up(aozora, edition, mana, now, "write-charter", status="dropped", reason="Legal has one.")

    assert "write-charter" not in visible(as_(client, mana).get(url_of(aozora, "plan_next", goal="level:ospo")))


def test_the_plan_has_boxes_for_its_open_actions_and_the_projection_beside_them(
    client: Client, aozora: Organization, bob: User, mana: User, edition: Edition, now: datetime, submitted: Assessment
) -> None:
    item = take_up(aozora, edition, mana, now, "write-charter")
    add_own(aozora, edition, mana, now, "Done", raises={"charter": 2}, status="done")
    as_(client, bob)

    page = client.get(url_of(aozora, "plan"))
    boxes = re.findall(r'<input[^>]*name="done"[^>]*>', page.content.decode())

    assert [(str(item.pk) in box, 'form="what-if"' in box) for box in boxes] == [(True, True)]
    assert "From 2026 Q3, with the 1 action done since." in visible(page)
    assert "What if?" not in visible(client.get(url_of(aozora, "plan", look="board")))


def test_it_says_which_action_to_tick_for_what_is_closest_to_no_longer_needed(
    client: Client, aozora: Organization, mana: User, now: datetime
) -> None:
    edition = make_built_in_edition()
    assessment = make_assessment(aozora, mana, edition, now=now)
    say(assessment, mana, Kind.PRACTICE, now=now, training=1, culture_and_recognition=1)
    say(assessment, mana, Kind.ROUTINE, now=now, internal_courses="yearly")
    submit(assessment, mana, now=now)
    raises = {practice.key: 4 for practice in edition_of(edition).practices}
    add_own(aozora, edition, mana, now, "Do a little", raises={"training": 2})
    item = add_own(aozora, edition, mana, now, "Do all of it", raises=raises)

    page = visible(as_(client, mana).get(url_of(aozora)))
    assert "Tick “Do all of it” to see it go." in page
    assert "to see it go" not in visible(client.get(url_of(aozora, done=[item.pk])))
