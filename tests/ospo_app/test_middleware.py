# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest
from django.conf import settings
from django.urls import reverse

from tests.factories import make_organization

PART = b'--x\r\nContent-Disposition: form-data; name="language"\r\n\r\nja\r\n--x--\r\n'


@pytest.mark.parametrize("path", [reverse("health_live"), reverse("health_ready")])
def test_probes_are_answered_by_address_and_by_http(client, settings, db, path):
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["cairn.example.org"]

    response = client.get(path, headers={"host": "10.0.0.7:8000"})

    assert (response.status_code, response.content) == (200, b"ok")
    assert "Content-Security-Policy" in response.headers
    assert not response.cookies


def test_the_way_to_https_has_a_content_security_policy_too(client, settings):
    settings.SECURE_SSL_REDIRECT = True

    response = client.get("/")

    assert response.status_code == 301
    assert "Content-Security-Policy" in response.headers


@pytest.mark.parametrize("encoding", ["hex", "idna", "undefined", "unicode_escape", "utf-7", "latin-1"])
@pytest.mark.parametrize("content_type", ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded"])
def test_a_body_in_another_encoding_is_refused(client, db, encoding, content_type):
    response = client.generic("POST", reverse("preferences"), PART, content_type=f"{content_type}; charset={encoding}")

    assert response.status_code == 400
    assert "We couldn’t read that request" in response.content.decode()


@pytest.mark.parametrize("encoding", ["UTF-8", "utf8", "nonsense"])
def test_a_body_in_utf_8_is_read(client, db, encoding):
    """Whoever names an encoding that nobody knows means the one that all use, as for Django."""
    response = client.generic(
        "POST", reverse("preferences"), PART, content_type=f"multipart/form-data; boundary=x; charset={encoding}"
    )

    assert (response.status_code, response.cookies["language"].value) == (302, "ja")


def test_an_address_in_another_encoding_is_refused(client, db):
    response = client.get(reverse("about") + "?a=%ED%A0%80", CONTENT_TYPE="text/plain; charset=utf-7")

    assert response.status_code == 400


@pytest.mark.parametrize("query", ["period=%00", "after=0001%00", "%00=1"])
def test_an_address_that_asks_with_nul_is_refused(client, alice, aozora, query):
    make_organization("Unit", above=aozora)
    client.force_login(alice)

    response = client.get(reverse("group", args=[aozora.pk]) + f"?{query}")

    assert response.status_code == 400
    assert "We couldn’t read that request" in response.content.decode()


@pytest.mark.parametrize(
    "data",
    [
        b"language=" + b"x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
        b'--x\r\nContent-Disposition: form-data; name="a"; filename="a"\r\n\r\n'
        + b"x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        + b"\r\n--x--\r\n",
    ],
)
@pytest.mark.parametrize("content_type", ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded"])
def test_a_body_that_is_too_large_is_refused_in_plain_words(client, db, data, content_type):
    response = client.generic("POST", reverse("preferences"), data, content_type=content_type)

    assert response.status_code == 413
    assert "That is more than one page can send" in response.content.decode()
