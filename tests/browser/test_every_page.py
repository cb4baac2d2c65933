# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Every page of the demo in both languages and themes, at the width of a desk and of a phone: nothing is cut off or
sticks out, and axe finds nothing (of a phone in the light theme alone). With --pictures FOLDER each page is also kept
as a picture (make pictures)."""

import pytest
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.browser.conftest import DESK, PHONE
from tests.browser.every_page import CURATOR, Stop, every_page
from tests.browser.looking import faults_of, keep

LOCALES = {"en": "en-GB", "ja": "ja-JP"}
LOOKS = [(language, scheme) for language in LOCALES for scheme in ("light", "dark")]


@pytest.fixture
def demo(db: None, settings: object) -> list[Stop]:
    """The demo installation, as `make run` makes it."""
    settings.DEMO = True  # type: ignore[attr-defined]  # pytest-django's wrapper has every setting
    call_command("make_demo", verbosity=0)
    return every_page()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_every_page_is_whole_and_accessible(
    demo: list[Stop],
    size: dict[str, int],
    browser: Browser,
    browser_context_args: dict[str, object],
    live_server: LiveServer,
    pytestconfig: pytest.Config,
) -> None:
    folder, found = pytestconfig.getoption("--pictures"), {}
    for language, scheme in LOOKS:
        look = browser_context_args | {"viewport": size, "color_scheme": scheme, "locale": LOCALES[language]}
        context = browser.new_context(**look)  # type: ignore[arg-type]  # a dictionary of all kinds
        # Curators are few: their pages are looked over light in English and dark in Japanese.
        for stop in demo if (language == "en") == (scheme == "light") else [one for one in demo if one.who != CURATOR]:
            page = visit(context, live_server, stop)
            keep(page, folder, stop.name, scheme, language)
            # A phone has the colours of a desk: there, what is dark is only looked over.
            if faults := faults_of(page, with_axe=size is DESK or scheme == "light"):
                found[f"{stop.name} {language} {scheme}"] = faults
            page.close()
        context.close()

    assert found == {}


def visit(context: BrowserContext, live_server: LiveServer, stop: Stop) -> Page:
    """The page, as seen by whom the stop names."""
    context.clear_cookies()
    if stop.who:
        client = Client()
        client.force_login(User.objects.get(email=stop.who))
        context.add_cookies([{"name": "session", "value": client.cookies["session"].value, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}{stop.address}")
    return page
