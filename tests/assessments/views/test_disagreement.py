# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid

import pytest
from django.urls import reverse

from assessments.models.answer import Kind
from assessments.services.asking import save_responses
from tests.factories import make_assessment, say, submit


@pytest.fixture
def assessment(aozora, mana, now):
    return make_assessment(aozora, mana, now=now)


def url_of(assessment, query=""):
    return reverse("views", args=[assessment.pk]) + query


def text_of(response):
    return " ".join(response.content.decode().split())


def reply(assessment, now, perspective, **said):
    named = {(Kind.PRACTICE, key): str(value) for key, value in said.items()}
    save_responses(assessment=assessment, perspective=perspective, respondent=uuid.uuid4(), values=named, now=now)


@pytest.fixture
def differing(assessment, mana, now):
    reply(assessment, now, "management", health=4, strategy=3)
    reply(assessment, now, "ospo", health=1, strategy=0)
    for value in (0, 1, 2):
        reply(assessment, now, "employee", health=value)
    say(assessment, mana, Kind.PRACTICE, now=now, health=2)


def test_nobody_was_asked(client, mana, assessment):
    client.force_login(mana)

    page = text_of(client.get(url_of(assessment)))

    assert "Nobody else has been asked yet" in page and "<table" not in page


def test_what_is_open_stands_first_without_its_views(client, mana, assessment, differing):
    client.force_login(mana)

    page = text_of(client.get(url_of(assessment)))

    unresolved, settled = page.split('id="settled"')
    assert "You see the views once you have answered." in unresolved and 'class="k-span"' not in unresolved
    assert '<td role="cell" class="end" data-l="Management"><b>4</b></td>' in settled
    assert '<td role="cell" class="end" data-l="Employees"><span class="soft">hidden</span></td>' in settled
    assert "No reason is given." in settled and 'class="k-span"' in settled
    assert "Employees’ view is shown from 5 replies on." in page


def test_submitted_views_all_show(client, mana, assessment, differing, now):
    submit(assessment, mana, now=now)
    client.force_login(mana)

    page = text_of(client.get(url_of(assessment)))

    assert "once you have answered" not in page
    assert "nobody had settled them" in page and page.count('data-l="Management"><b>') == 2


def test_one_level_is_chosen_by_a_link(client, mana, assessment, differing):
    client.force_login(mana)

    page = text_of(client.get(url_of(assessment, "?level=ospo")))

    assert '<a href="?level=ospo" aria-current="true">' in page
    assert reverse("practice", args=[assessment.pk, "health"]) in page
    assert reverse("practice", args=[assessment.pk, "strategy"]) not in page
    assert "Nobody else was asked about this level" in text_of(client.get(url_of(assessment, "?level=employee")))


def test_results_and_overview_lead_there(client, mana, bob, assessment, differing, now):
    client.force_login(mana)
    link = f'href="{url_of(assessment)}"'
    overview = reverse("organization", args=[assessment.organization_id])

    assert link in text_of(client.get(reverse("results", args=[assessment.pk])))
    assert link in text_of(client.get(overview))
    submit(assessment, mana, now=now)
    assert link in text_of(client.get(reverse("results", args=[assessment.pk])))
    assert link in text_of(client.get(overview))
    client.force_login(bob)
    assert link not in text_of(client.get(reverse("results", args=[assessment.pk])))
    assert link not in text_of(client.get(overview))


def test_in_japanese(client, mana, assessment, differing):
    client.force_login(mana)

    page = text_of(client.get(url_of(assessment), headers={"accept-language": "ja"}))

    assert '<html lang="ja"' in page and "まだ合意していないもの" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_so_many_queries(client, mana, assessment, now, django_assert_num_queries, count):
    reply(assessment, now, "management", **dict.fromkeys(["health", "charter", "training"][:count], 1))
    client.force_login(mana)
    client.get(url_of(assessment))

    with django_assert_num_queries(11):
        client.get(url_of(assessment))
