# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse

from accounts.models import User


class Unreachable(BaseEmailBackend):
    """A mail server that refuses every connection."""

    def send_messages(self, email_messages):
        raise ConnectionRefusedError


FORM = {"email": "first@example.org", "password1": "a long password", "password2": "a long password"}


def test_the_first_person_may_sign_up(client, db):
    client.post(reverse("account_signup"), FORM)

    assert User.objects.get().email == "first@example.org"


def test_after_that_sign_up_is_closed(client, alice):
    response = client.post(reverse("account_signup"), FORM)

    assert response.status_code == 200
    assert [user.name for user in User.objects.all()] == ["Alice"]


def test_the_operator_may_open_it(client, alice, settings):
    settings.SIGNUP_OPEN = True

    client.post(reverse("account_signup"), FORM)

    assert User.objects.count() == 2


def test_a_mail_server_that_cannot_be_reached_is_said_in_a_sentence(client, alice, settings):
    settings.EMAIL_BACKEND = "tests.accounts.test_adapter.Unreachable"

    for email in (alice.email, "nobody@example.org"):
        response = client.post(reverse("account_reset_password"), {"email": email}, follow=True)

        assert response.status_code == 200
        assert "Mail cannot be sent at the moment. Try again later." in response.content.decode()
