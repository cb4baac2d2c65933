# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.demo import DEMO_ACCOUNTS, DEMO_PASSWORD
from accounts.models import User
from tests.factories import make_user


def test_a_demo_lists_its_people_on_the_sign_in_page(client: Client, db: None, settings: Settings) -> None:
    settings.DEMO = True
    for account in DEMO_ACCOUNTS:
        make_user(account.name, email=account.email)

    page = client.get(reverse("account_login")).content.decode()

    for account in DEMO_ACCOUNTS:
        assert account.name in page
        assert str(account.what) in page
    assert page.count(f'value="{DEMO_PASSWORD}"') == len(DEMO_ACCOUNTS)


def test_a_demo_without_its_people_offers_none(client: Client, db: None, settings: Settings) -> None:
    settings.DEMO = True

    page = client.get(reverse("account_login")).content.decode()

    assert "Look around as" not in page and DEMO_PASSWORD not in page


def test_one_press_signs_in_as_one_of_them(client: Client, db: None, settings: Settings) -> None:
    settings.DEMO, settings.ACCOUNT_EMAIL_VERIFICATION = True, "none"
    account = DEMO_ACCOUNTS[0]
    user = make_user(account.name, email=account.email, password=DEMO_PASSWORD)

    response = client.post(reverse("account_login"), {"login": account.email, "password": DEMO_PASSWORD})

    assert response.headers["Location"] == reverse("home")
    assert client.session["_auth_user_id"] == str(user.pk)


def test_no_other_installation_shows_them(client: Client, db: None) -> None:
    page = client.get(reverse("account_login")).content.decode()

    assert not settings.DEMO
    for word in ("demo", DEMO_PASSWORD, *(account.email for account in DEMO_ACCOUNTS)):
        assert word not in page
    assert not User.objects.exists()
