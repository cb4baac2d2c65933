# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Every test in this folder drives Chromium against a live server, and fails at any complaint of the browser: errors
of scripts, files that are missing, and whatever the content security policy refuses."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, ViewportSize
from pytest_django.live_server_helper import LiveServer

from accounts.models import Organization, User
from assessments.queries.edition import edition_of
from tests.browser.looking import ALL_RULES, OF_COLOUR, faults_of_axe
from tests.browser.outbox import EXPECTED, Desk
from tests.factories import make_assessment, make_built_in_edition

# Playwright keeps an event loop in the thread of the test, at which Django would balk.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

DESK, PHONE = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844)
NARROWEST = ViewportSize(width=320, height=640)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker("browser")
            # The thread of the live server must see the rows.
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The machine's Chromium; Playwright's own is never downloaded."""
    found = (os.environ.get("CHROMIUM"), *map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
    path = next((path for path in found if path), None)
    if not path:
        pytest.exit("The browser tests need Chromium: install it, or name a Chrome in the environment as CHROMIUM.")
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    bare = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic"]
    return browser_type_launch_args | {"executable_path": path, "args": [*bare, *quiet]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return browser_context_args | {"locale": "en-GB", "reduced_motion": "reduce", "viewport": DESK}


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained of; a test that provokes a complaint looks at it and removes it."""
    return []


@pytest.fixture
def page(page: Page, complaints: list[str]) -> Iterator[Page]:
    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(f"{message.text} ({message.location['url']})")

    page.on("console", note)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.set_default_timeout(10_000)
    yield page
    assert complaints == []


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def screen(request: pytest.FixtureRequest, page: Page) -> dict[str, int]:
    """The test runs at the width of a desk and of a phone."""
    page.set_viewport_size(request.param)
    return request.param


@pytest.fixture
def sign_in(page: Page, live_server: LiveServer) -> Callable[[User], None]:
    """Sign somebody in without the login page."""

    def with_cookie(user: User) -> None:
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])

    return with_cookie


@pytest.fixture
def desk(
    context: BrowserContext,
    page: Page,
    complaints: list[str],
    live_server: LiveServer,
    aozora: Organization,
    mana: User,
) -> Iterator[Desk]:
    """Mana’s browser; what it says of requests that failed is expected."""
    assessment = make_assessment(aozora, mana, make_built_in_edition())
    edition_of(assessment.edition)
    desk = Desk(context, assessment, live_server.url, complaints)
    desk.sign_in(mana)
    yield desk
    complaints[:] = [one for one in complaints if not any(words in one for words in EXPECTED)]


@pytest.fixture
def axe(page: Page) -> Callable[..., None]:
    """Assert that axe finds nothing on the page as it stands, and that it does not scroll sideways."""

    def inspect(rules: dict[str, Any] = ALL_RULES) -> None:
        assert faults_of_axe(page, rules) == []
        wide, seen = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert wide <= seen, f"{page.url} is {wide} wide on a screen of {seen}"

    return inspect


@pytest.fixture
def axe_everywhere(page: Page, axe: Callable[..., None]) -> Callable[..., None]:
    """Assert the same at these sizes, in both themes, without another load, since both are the style sheets' alone.

    The rules of colour are tried in each theme, the others once a size. The page is left as it was.
    """

    def inspect(*sizes: ViewportSize) -> None:
        before = page.viewport_size
        for size in sizes:
            page.set_viewport_size(size)
            axe()
            page.emulate_media(color_scheme="dark")
            axe(OF_COLOUR)
            page.emulate_media(color_scheme="light")
        assert before
        page.set_viewport_size(before)

    return inspect
