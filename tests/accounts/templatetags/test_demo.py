# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from pytest_django import DjangoAssertNumQueries, Settings

from accounts.demo import DEMO_ACCOUNTS, DEMO_PASSWORD
from accounts.templatetags.demo import demo_accounts, demo_password
from tests.factories import make_user


def test_a_demo_has_accounts_and_a_public_password(
    settings: Settings, db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.DEMO = True
    for account in DEMO_ACCOUNTS:
        make_user(account.name, email=account.email)

    with django_assert_num_queries(1):
        assert demo_accounts() == DEMO_ACCOUNTS
    assert demo_password() == DEMO_PASSWORD


def test_only_accounts_that_can_sign_in_are_offered(settings: Settings, db: None) -> None:
    settings.DEMO = True
    assert demo_accounts() == []

    make_user("Ken Mori", email=DEMO_ACCOUNTS[1].email)
    make_user("Yui Sato", email=DEMO_ACCOUNTS[2].email, is_active=False)
    make_user("Somebody else")

    assert demo_accounts() == [DEMO_ACCOUNTS[1]]


def test_no_other_installation_has_them() -> None:
    assert demo_accounts() == []
    assert demo_password() == ""
