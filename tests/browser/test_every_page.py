# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Every page of the demo in both languages and themes, at the width of a desk and of a phone: nothing is cut off or
sticks out, not on the narrowest screen either, and axe finds nothing. With --pictures FOLDER each page is also kept as
a picture (make pictures).

A page is loaded once in each language; width and theme change while it is open, since both are the style sheets' alone.
All looks go for what is cut off. Axe tries its rules of colour, which take most of its time, in one theme at the width
of a desk and in the other one at that of a phone, on every other page the other way round: colours know no language,
and what pages are made of is on many of them. Its other rules it tries in each language and width; they know no theme.
"""

import pytest
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Browser, Page, ViewportSize
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.browser.conftest import DESK, NARROWEST, PHONE
from tests.browser.every_page import Stop, every_page
from tests.browser.looking import ALL_RULES, BUT_COLOUR, OF_COLOUR, faults_of, keep

LOCALES = {"en": "en-GB", "ja": "ja-JP"}
SIZES: dict[str, ViewportSize] = {"desk": DESK, "phone": PHONE, "narrowest": NARROWEST}
THEMES = ("light", "dark")
NARROW = {("en", "narrowest"): {"light": None}, ("ja", "narrowest"): {"light": None}}
# What axe tries on every other page, and on those between.
RULES = [
    {
        ("en", "desk"): {"light": ALL_RULES},
        ("en", "phone"): {"light": BUT_COLOUR, "dark": OF_COLOUR},
        ("ja", "desk"): {"light": BUT_COLOUR},
        ("ja", "phone"): {"light": BUT_COLOUR},
    }
    | NARROW,
    {
        ("en", "desk"): {"light": BUT_COLOUR},
        ("en", "phone"): {"light": BUT_COLOUR},
        ("ja", "desk"): {"light": BUT_COLOUR, "dark": OF_COLOUR},
        ("ja", "phone"): {"light": ALL_RULES},
    }
    | NARROW,
]


@pytest.fixture
def demo(db: None, settings: object) -> list[Stop]:
    """The demo installation, as `make run` makes it."""
    settings.DEMO = True  # type: ignore[attr-defined]  # pytest-django's wrapper has every setting
    call_command("make_demo", verbosity=0)
    return every_page()


@pytest.mark.parametrize("language", LOCALES)
def test_every_page_is_whole_and_accessible(
    demo: list[Stop],
    language: str,
    browser: Browser,
    browser_context_args: dict[str, object],
    live_server: LiveServer,
    pytestconfig: pytest.Config,
) -> None:
    folder, found = pytestconfig.getoption("--pictures"), {}
    look = browser_context_args | {"locale": LOCALES[language]}
    context = browser.new_context(**look)  # type: ignore[arg-type]  # a dictionary of all kinds
    page = context.new_page()
    for number, stop in enumerate(demo):
        visit(page, live_server, stop)
        for width, size in SIZES.items():
            page.set_viewport_size(size)
            looks = RULES[number % 2][language, width]
            for scheme in THEMES if folder else looks:
                page.emulate_media(color_scheme=scheme)
                keep(page, folder, stop.name, scheme, language)
                if scheme in looks and (faults := faults_of(page, rules=looks[scheme])):
                    found[f"{stop.name} {language} {width} {scheme}"] = faults
    context.close()

    assert found == {}


def visit(page: Page, live_server: LiveServer, stop: Stop) -> None:
    """Open the page, as seen by whom the stop names."""
    page.context.clear_cookies()
    if stop.who:
        client = Client()
        client.force_login(User.objects.get(email=stop.who))
        session = {"name": "session", "value": client.cookies["session"].value, "url": live_server.url}
        page.context.add_cookies([session])
    page.goto(f"{live_server.url}{stop.address}")
