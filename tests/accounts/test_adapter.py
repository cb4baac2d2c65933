# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import re

import pytest
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.urls import reverse

from accounts.models import Mail, User
from tests.pages import visible

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


def test_a_forgotten_password_is_set_anew_by_the_link_in_the_outbox(client, alice):
    client.post(reverse("account_reset_password"), {"email": alice.email}, headers={"Accept-Language": "ja"})

    mail = Mail.objects.get()
    assert (mail.to, mail.purpose, mail.language) == (alice.email, "password_reset_key", "ja")
    link = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", mail.text)
    form = client.get(link[1], follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": "quite another one", "password2": "quite another one"})
    alice.refresh_from_db()
    assert alice.check_password("quite another one")


def test_a_page_tells_nothing_of_who_has_an_account_or_of_the_mail_server(client, alice, settings):
    settings.EMAIL_BACKEND = "accounts.smtp.Backend"
    pages = [
        visible(client.post(reverse("account_reset_password"), {"email": email}, follow=True))
        for email in (alice.email, "nobody@example.org")
    ]

    assert pages[0].replace(alice.email, "") == pages[1].replace("nobody@example.org", "")
    assert [mail.purpose for mail in Mail.objects.order_by("created_at")] == ["password_reset_key", "unknown_account"]


def test_an_address_that_no_mail_could_go_to_is_refused(client, alice, settings):
    settings.SIGNUP_OPEN = True
    address = "nora@" + "long.example." * 20 + "org"

    for name in ("account_reset_password", "account_signup"):
        response = client.post(reverse(name), FORM | {"email": address})
        assert "at most 254 characters" in visible(response)

    assert not Mail.objects.exists()


def test_an_address_is_verified_by_the_link_in_the_outbox(client, db):
    client.post(reverse("account_signup"), FORM)

    link = re.search(r"http://testserver(/accounts/confirm-email/\S+)", Mail.objects.get().text)
    client.post(link[1])
    assert EmailAddress.objects.get().verified


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2::7", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::"),
    ],
)
def test_tries_are_counted_by_address_or_by_the_network_that_one_machine_has(rf, address, counted):
    assert get_adapter().get_client_ip(rf.get("/", REMOTE_ADDR=address)) == counted
