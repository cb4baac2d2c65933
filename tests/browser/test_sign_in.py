# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import re
from collections.abc import Callable

from allauth.account.models import EmailAddress
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.browser.conftest import DESK, PHONE


def test_login_page_is_accessible(page: Page, live_server: LiveServer, axe_everywhere: Callable[..., None]) -> None:
    page.goto(f"{live_server.url}/accounts/login/")

    axe_everywhere(DESK, PHONE)


def test_signing_in_with_a_password(page: Page, live_server: LiveServer, alice: User) -> None:
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)

    page.goto(live_server.url)
    page.locator("input[name=login]").fill(alice.email)
    page.locator("input[name=password]").fill("a long password")
    page.locator("input[name=password]").press("Enter")

    page.wait_for_url(re.compile("^(?!.*/accounts/login/)"))
    expect(page.get_by_text("Aozora").first).to_be_visible()
