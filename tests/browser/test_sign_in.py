# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import re
from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_login_page_is_accessible(
    scheme: str, page: Page, live_server: LiveServer, screen: dict[str, int], axe: Callable[[], None]
) -> None:
    page.emulate_media(color_scheme=scheme)

    page.goto(f"{live_server.url}/accounts/login/")

    axe()


def test_signing_in_with_a_password(page: Page, live_server: LiveServer, alice: User) -> None:
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)

    page.goto(live_server.url)
    page.locator("input[name=login]").fill(alice.email)
    page.locator("input[name=password]").fill("a long password")
    page.locator("input[name=password]").press("Enter")

    page.wait_for_url(re.compile("^(?!.*/accounts/login/)"))
    expect(page.get_by_text("Aozora").first).to_be_visible()
