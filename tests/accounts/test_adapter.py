# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from django.urls import reverse

from accounts.models import User

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
