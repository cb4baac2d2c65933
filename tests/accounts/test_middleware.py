# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest
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
