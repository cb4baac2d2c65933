# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from pytest_django import Settings

from accounts.demo import DEMO_ACCOUNTS, DEMO_PASSWORD
from accounts.templatetags.demo import demo_accounts, demo_password


def test_a_demo_has_accounts_and_a_public_password(settings: Settings) -> None:
    settings.DEMO = True

    assert demo_accounts() == DEMO_ACCOUNTS
    assert demo_password() == DEMO_PASSWORD


def test_no_other_installation_has_them() -> None:
    assert demo_accounts() == []
    assert demo_password() == ""
