# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import json

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Organization, Role, User
from assessments.models.answer import Kind
from tests.factories import join, make_assessment, make_edition, make_user, say
from tests.pages import visible


@pytest.fixture
def signed_in(mana: User, client: Client) -> User:
    client.force_login(mana)
    return mana


def test_the_file_has_what_the_person_did_and_nothing_of_others(client, signed_in, aozora, alice, now):
    assessment = make_assessment(aozora, signed_in, make_edition(), now=now)
    say(assessment, signed_in, Kind.PRACTICE, now=now, strategy="3")
    say(assessment, alice, Kind.PRACTICE, now=now, sponsor="1")

    response = client.get(reverse("my_data_file"))
    data = json.loads(response.content)

    assert data["account"]["email"] == signed_in.email
    assert [(one["key"], one["value"]) for one in data["answers"]] == [("strategy", "3")]
    assert alice.email not in response.content.decode()
    assert response.headers["Content-Disposition"] == 'attachment; filename="cairn-my-data.json"'


def test_who_types_their_address_is_erased_and_signed_out(client, signed_in):
    response = client.post(reverse("my_data"), {"typed": signed_in.email.upper()}, follow=True)

    assert "You are erased here." in response.content.decode()
    signed_in.refresh_from_db()
    assert not signed_in.is_active
    assert client.get(reverse("home")).status_code == 302


def test_the_only_owner_reads_what_to_do_first(client, signed_in, midori: Organization):
    join(signed_in, midori, Role.OWNER)

    page = client.post(reverse("my_data"), {"typed": signed_in.email})

    assert page.status_code == 409
    assert "You are the only owner of these." in visible(page) and "Midori" in visible(page)
    assert User.objects.get(pk=signed_in.pk).is_active


def test_who_is_nobodys_member_reads_the_page_too(client, db):
    client.force_login(make_user("Nora"))

    assert "Your data" in visible(client.get(reverse("my_data")))
