# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid

import pytest
from django.test import Client
from django.urls import reverse


@pytest.mark.parametrize(
    ("own", "cookie", "browser", "language"),
    [
        ("ja", "en", "en", "ja"),
        ("", "ja", "en", "ja"),
        ("", None, "ja,en;q=0.5", "ja"),
        ("", None, "fr", "en"),
    ],
)
def test_a_persons_own_language_comes_before_the_cookies_and_the_browsers(
    client, alice, own, cookie, browser, language
):
    alice.language = own
    alice.save()
    client.force_login(alice)
    if cookie:
        client.cookies["language"] = cookie

    response = client.get(reverse("about"), headers={"accept-language": browser})

    assert response.headers["Content-Language"] == language


def test_pages_of_signed_in_people_are_kept_by_no_cache(client, alice):
    client.force_login(alice)

    response = client.get(reverse("about"))

    assert "no-store" in response.headers["Cache-Control"]
    assert "private" in response.headers["Cache-Control"]


def test_a_page_sends_nothing_as_somebody_else(client, alice, mana):
    client.force_login(alice)

    response = client.post(reverse("preferences"), headers={"Cairn-Person": str(mana.pk)})

    assert (response.status_code, response.headers["Cairn-Refusal"]) == (403, "person")
    assert client.get(reverse("about"), headers={"Cairn-Person": str(alice.pk)}).status_code == 200


def test_a_page_of_somebody_who_is_signed_out_leads_to_signing_in(client, mana):
    response = client.post(reverse("preferences"), headers={"Cairn-Person": str(mana.pk)})

    assert response.status_code == 302


def test_a_forged_request_is_told_from_a_missing_right(alice):
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)

    response = client.post(reverse("preferences"))

    assert (response.status_code, response.headers["Cairn-Refusal"]) == (403, "csrf")


def test_our_404_is_told_from_that_of_a_proxy(client, alice):
    client.force_login(alice)

    response = client.post(reverse("routines", args=[uuid.uuid4()]))

    assert (response.status_code, response.headers["Cairn-Refusal"]) == (404, "gone")
    assert "Cairn-Refusal" not in client.get(reverse("about")).headers
