# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from assessments.domain.pieces import find
from assessments.models import Edition, Revision
from assessments.queries.draft import document_of
from assessments.services.curating import Save, save_piece
from tests.assessments.domain.cases import conformance
from tests.factories import make_draft
from tests.pages import visible

SAMPLE: dict[str, Any] = {
    "key": "quiet-town",
    "name": {"en": "Quiet Town", "ja": "静かな町"},
    "answers": {
        "on": "2026-11-22",
        "practices": {"charter": {"agreed": 1, "evidence": [{"reviewed_on": "2026-10-01"}]}, "sponsor": {"agreed": 1}},
        "situations": {"technology-only": {"signals": {"tools": {"agreed": "us"}}}},
    },
}
BY_HAND = {"on": "2026-11-22", "practice-charter": "1", "practice-sponsor": "1"}


@pytest.fixture
def curator(client: Client, carol: User) -> Client:
    client.force_login(carol)
    return client


@pytest.fixture
def draft(carol: User) -> Edition:
    """Asks for less before it advises a genuine office, and has a sample."""
    recommendations = conformance("edition.json")["recommendations"]
    recommendations[1]["when"] = {"practice": "charter", "at_most": 0}
    return make_draft(carol, recommendations=recommendations, samples=[SAMPLE])


def url_of(draft: Edition, sample: str = "") -> str:
    url = reverse("studio_try", args=[draft.pk])
    return f"{url}?sample={sample}" if sample else url


def piece_of(draft: Edition, key: str) -> Any:
    return find(document_of(Edition.objects.get(pk=draft.pk)), "samples", key)


def saving(**changes: str) -> dict[str, str]:
    return BY_HAND | {"save": "1", "key": str(uuid.uuid4()), "sample_key": "by-hand", "name-en": "By hand"} | changes


def test_a_sample_is_tried_beside_the_published_edition(
    curator: Client, draft: Edition, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(5):
        page = visible(curator.get(url_of(draft, "quiet-town")))

    assert "1 thing differs between the two editions." in page
    assert "No longer matches 9.9.0: Doesn’t match 1.2.0: Matches, priority" in page
    assert "“Shown” needs evidence" in page
    assert "17% shown, 17% said" in page
    assert "You face it, 100%" in page
    assert "Lacking:" in page


def test_without_a_sample_the_answers_are_given_by_hand(
    curator: Client, draft: Edition, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(4):
        first = visible(curator.get(url_of(draft)))
    with django_assert_num_queries(4):
        response = curator.post(url_of(draft), BY_HAND)

    assert "differs between" not in first
    assert "1 thing differs between the two editions." in visible(response)
    assert 'value="1" selected' in response.content.decode()
    assert Edition.objects.get(pk=draft.pk).revision == draft.revision


def test_the_answers_of_a_sample_can_be_changed(curator: Client, draft: Edition) -> None:
    page = visible(curator.post(url_of(draft), BY_HAND | {"sample": "quiet-town", "practice-charter": "4"}))

    assert "67% shown, 67% said" in page
    assert piece_of(draft, "quiet-town") == SAMPLE


def test_faults_of_the_form_are_told_and_nothing_is_evaluated(curator: Client, draft: Edition) -> None:
    response = curator.post(url_of(draft), BY_HAND | {"on": ""})

    assert response.status_code == 422
    assert "Give the day on which the answers hold." in visible(response)
    assert "h-levels" not in response.content.decode()


def test_answers_by_hand_are_saved_as_a_sample(
    curator: Client, draft: Edition, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    response = curator.post(url_of(draft), saving())

    assert response.headers["Location"] == url_of(draft, "by-hand")
    assert piece_of(draft, "by-hand") == {
        "key": "by-hand",
        "name": {"en": "By hand"},
        "answers": {"on": "2026-11-22", "practices": {"charter": {"agreed": 1}, "sponsor": {"agreed": 1}}},
    }
    assert Revision.objects.get(edition=draft, key="by-hand").what == "added"


def test_a_sample_is_saved_over_itself(curator: Client, draft: Edition) -> None:
    shown = curator.get(url_of(draft, "quiet-town")).content.decode()
    seen = re.search(r'name="seen" value="(\d+)"', shown)
    assert seen

    curator.post(url_of(draft), saving(sample="quiet-town", sample_key="quiet-town", seen=seen[1]))

    saved = piece_of(draft, "quiet-town")
    assert saved["name"] == {"en": "By hand"}
    assert saved["answers"]["practices"]["charter"]["evidence"] == [{"reviewed_on": "2026-10-01"}]


def test_a_key_that_is_taken_is_refused(curator: Client, draft: Edition) -> None:
    response = curator.post(url_of(draft), saving(sample_key="quiet-town"))

    assert response.status_code == 422
    assert "This key is taken." in visible(response)
    assert piece_of(draft, "quiet-town") == SAMPLE


def test_somebody_elses_change_is_not_overwritten_unseen(curator: Client, draft: Edition, carol: User) -> None:
    theirs = {**SAMPLE, "name": {"en": "Theirs"}}
    save = Save(draft, "samples", "quiet-town", 0, uuid.uuid4(), carol, timezone.now())
    save_piece(save=save, content=theirs)
    mine = saving(sample="quiet-town", sample_key="quiet-town", seen="0")

    response = curator.post(url_of(draft), mine)

    assert response.status_code == 422
    assert "Somebody else changed this sample meanwhile." in visible(response)
    assert piece_of(draft, "quiet-town") == theirs
    seen = re.search(r'name="seen" value="(\d+)"', response.content.decode())
    assert seen
    curator.post(url_of(draft), mine | {"seen": seen[1], "key": str(uuid.uuid4())})
    assert piece_of(draft, "quiet-town")["name"] == {"en": "By hand"}


def test_a_published_edition_can_be_tried_but_keeps_nothing(curator: Client, draft: Edition) -> None:
    assert draft.based_on is not None

    page = visible(curator.get(reverse("studio_try", args=[draft.based_on.pk])))
    response = curator.post(reverse("studio_try", args=[draft.based_on.pk]), saving())

    assert "so that there is nothing to compare with" in page
    assert "Save as a sample" not in page
    assert response.status_code == 422
    assert "This edition is no draft any more" in visible(response)


def test_what_an_edition_does_not_ask_is_named(curator: Client, carol: User) -> None:
    practices = conformance("edition.json")["practices"]
    practices.append({**practices[0], "key": "brand-new", "name": {"en": "Something new"}})
    answers = {"on": "2026-11-22", "practices": {"brand-new": {"agreed": 1}, "dropped": {"agreed": 1}}}
    draft = make_draft(carol, practices=practices, samples=[{**SAMPLE, "answers": answers}])

    page = visible(curator.get(url_of(draft, "quiet-town")))

    assert "The sample answers what this edition does not ask. That is left out: dropped" in page
    assert "Edition 1.2.0 does not ask for this, so that it counts in the draft alone: Something new" in page


def test_a_draft_with_faults_leads_to_the_forms_that_mend_them(curator: Client, carol: User) -> None:
    practices = conformance("edition.json")["practices"]
    practices[1] = {**practices[1], "level": "moon", "name": {"en": "Sponsor"}}
    draft = make_draft(carol, practices=practices, licence=3)

    response = curator.get(url_of(draft))

    assert "can’t be evaluated until these 2 faults are mended" in visible(response)
    assert "Sponsor: Level: names moon, which is not among the levels" in visible(response)
    for name, where in (("studio_piece", ["practices", "sponsor"]), ("studio_head", [])):
        assert f'href="{reverse(name, args=[draft.pk, *where])}"' in response.content.decode()


def test_a_sample_whose_answers_cannot_be_read_says_so(curator: Client, carol: User) -> None:
    draft = make_draft(carol, samples=[{**SAMPLE, "answers": {"practices": {"charter": 3}}}])

    page = visible(curator.get(url_of(draft, "quiet-town")))

    assert "The answers of this sample can’t be read" in page
    assert "h-levels" not in page


def test_a_sample_that_is_not_there_is_not_found(curator: Client, draft: Edition) -> None:
    assert curator.get(url_of(draft, "moon")).status_code == 404


def test_the_page_speaks_the_readers_language(curator: Client, draft: Edition) -> None:
    page = visible(curator.get(url_of(draft, "quiet-town"), headers={"Accept-Language": "ja"}))

    assert "静かな町" in page
    assert "2 つの版" in page


def test_the_form_of_a_sample_leads_to_its_answers(curator: Client, draft: Edition) -> None:
    page = curator.get(reverse("studio_piece", args=[draft.pk, "samples", "quiet-town"])).content.decode()

    assert f'href="{url_of(draft, "quiet-town")}"' in page
