# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from datetime import UTC, datetime
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import Organization, Role, User
from assessments.models import Annotation
from assessments.services.annotating import change_annotation
from assessments.views import annotation
from tests.assessments.views.test_progress import page_of, submitted, words_of
from tests.factories import join, make_organization, make_user

QUARTERS = [datetime(2026, month, 5, 9, tzinfo=UTC) for month in (1, 4)]
SAID = {"period": "2026-Q1", "level": "ospo", "text": "The OSPO was set up."}


@pytest.fixture(autouse=True)
def two_quarters(client: Client, aozora: Organization, alice: User) -> None:
    for number, now in enumerate(QUARTERS):
        submitted(aozora, alice, now, strategy=number)
    client.force_login(alice)


def add(client: Client, organization: Organization, **said: str) -> HttpResponse:
    url = reverse("annotation_new", args=[organization.pk])
    return client.post(url, SAID | {"key": str(uuid.uuid4())} | said)


def note_of(organization: Organization) -> Annotation:
    found: Annotation = Annotation.objects.within(organization).get()
    return found


def url_of(name: str, organization: Organization) -> str:
    return reverse(name, args=[organization.pk, note_of(organization).pk])


def test_a_note_stands_on_the_timeline_with_its_number_and_level(client: Client, aozora: Organization) -> None:
    assert "2026 Q1" in words_of(client.get(reverse("annotation_new", args=[aozora.pk])).content.decode())

    response = add(client, aozora)

    assert response.headers["Location"] == reverse("progress", args=[aozora.pk])
    page = page_of(client, aozora)
    assert "Note 1: 2026 Q1 OSPO The OSPO was set up." in words_of(page)
    assert page.count('class="k-note"') == 1
    assert url_of("annotation", aozora) in page


def test_a_form_that_is_sent_twice_adds_one_note(client: Client, aozora: Organization) -> None:
    key = str(uuid.uuid4())
    add(client, aozora, key=key)
    add(client, aozora, key=key)

    assert note_of(aozora).text == SAID["text"]


def test_a_note_that_is_deleted_at_the_same_moment_is_gone(
    client: Client, monkeypatch: pytest.MonkeyPatch, aozora: Organization
) -> None:
    add(client, aozora)
    url, note = url_of("annotation", aozora), note_of(aozora)

    def change_late(**said: Any) -> Annotation:
        Annotation.objects.within(aozora).filter(pk=note.pk).delete()
        return change_annotation(**said)

    monkeypatch.setattr(annotation, "change_annotation", change_late)

    assert client.post(url, SAID | {"text": "Other", "revision": "1"}).status_code == 404


def test_readers_see_notes_and_cannot_write_them(client: Client, aozora: Organization) -> None:
    add(client, aozora)
    reader = make_user("Reader")
    join(reader, aozora, Role.CONTRIBUTOR)
    client.force_login(reader)

    page = page_of(client, aozora)
    assert "The OSPO was set up." in page
    assert "Add a note" not in page and url_of("annotation", aozora) not in page
    assert client.post(url_of("annotation", aozora), SAID).status_code == 403
    assert client.post(url_of("annotation_delete", aozora)).status_code == 403


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"text": ""}, "Say what happened."),
        ({"text": "x" * 301}, "300"),
        ({"period": "1999-Q1"}, "Choose one of the quarters offered."),
        ({"level": "nowhere"}, "Choose one of the levels offered."),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(
    said: dict[str, str], words: str, client: Client, aozora: Organization
) -> None:
    response = add(client, aozora, **said)

    page = response.content.decode()
    assert response.status_code == 422
    assert words in words_of(page)
    assert "text" in said or SAID["text"] in page
    assert not Annotation.objects.within(aozora).exists()


def test_hostile_words_stay_words(client: Client, aozora: Organization) -> None:
    add(client, aozora, text='<script>alert("1")</script>')

    assert "&lt;script&gt;alert(" in page_of(client, aozora)


def test_a_note_is_changed(client: Client, aozora: Organization) -> None:
    add(client, aozora)
    assert SAID["text"] in client.get(url_of("annotation", aozora)).content.decode()

    said = {"revision": "1", "period": "2026-Q2", "level": "", "text": "Later.", "key": str(uuid.uuid4())}
    response = client.post(url_of("annotation", aozora), said)

    assert response.status_code == 302
    assert (note_of(aozora).period, note_of(aozora).level, note_of(aozora).text) == ("2026-Q2", "", "Later.")


def test_two_who_change_a_note_see_both(client: Client, aozora: Organization) -> None:
    add(client, aozora)
    client.post(url_of("annotation", aozora), SAID | {"revision": "1", "text": "Theirs."})

    response = client.post(url_of("annotation", aozora), SAID | {"revision": "1", "text": "Mine."})

    page = response.content.decode()
    assert response.status_code == 409
    assert "“Theirs.”" in page and "Mine." in page and 'name="revision" value="2"' in page
    assert note_of(aozora).text == "Theirs."


def test_a_note_is_deleted_after_asking_once(client: Client, aozora: Organization) -> None:
    add(client, aozora)
    url = url_of("annotation_delete", aozora)
    assert SAID["text"] in client.get(url).content.decode()
    assert note_of(aozora).text == SAID["text"]

    assert client.post(url, {"revision": "9"}).status_code == 409
    response = client.post(url, {"revision": "1"})

    assert response.status_code == 302
    assert not Annotation.objects.within(aozora).exists()


def test_notes_of_other_organizations_are_not_found(client: Client, aozora: Organization, alice: User) -> None:
    add(client, aozora)
    other = make_organization("Midori")
    join(alice, other, Role.OWNER)
    submitted(other, alice, QUARTERS[0], strategy=1)

    assert client.get(reverse("annotation", args=[other.pk, note_of(aozora).pk])).status_code == 404


def test_without_a_submitted_assessment_there_is_no_timeline(client: Client, alice: User) -> None:
    empty = make_organization("Midori")
    join(alice, empty, Role.OWNER)

    assert client.get(reverse("annotation_new", args=[empty.pk])).status_code == 404
