# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Every page of the demo in both languages and themes, at the width of a desk and of a phone: axe finds nothing, and
nothing is cut off or sticks out. With --pictures FOLDER each page is also kept as a picture (make pictures)."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.browser.conftest import DESK, PHONE
from tests.browser.every_page import Stop, every_page

LOCALES = {"en": "en-GB", "ja": "ja-JP"}
LOOKS = [(language, scheme) for language in LOCALES for scheme in ("light", "dark")]
# Texts that a box cuts off at its edge, and what sticks out of a page that does not scroll there.
CUT_OFF = """() => {
  const found = [];
  const scrolls = (one) => one && (/auto|scroll/.test(getComputedStyle(one).overflowX) || scrolls(one.parentElement));
  for (const element of document.querySelectorAll("body *")) {
    const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const box = element.getBoundingClientRect(), style = getComputedStyle(element);
    if (!hasText || box.width <= 1 || box.height <= 1 || style.visibility === "hidden") continue;
    const hides = /hidden|clip/.test(style.overflowX) || style.textOverflow === "ellipsis";
    const isWide = element.scrollWidth > element.clientWidth + 1;
    const isHigh = element.scrollHeight > element.clientHeight + 1;
    const isOut = box.right > innerWidth + 1 && !scrolls(element) && !element.closest(".skip");
    if ((hides && (isWide || isHigh)) || isOut) found.push(`cut off: ${element.textContent.trim().slice(0, 60)}`);
  }
  return found;
}"""


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
        for stop in demo:
            page = visit(context, live_server, stop)
            if folder:
                keep(page, Path(folder), stop, size["width"], scheme, language)
            if faults := faults_of(page):
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


def faults_of(page: Page) -> list[str]:
    """What axe finds and what is cut off, as the page opens and with all its folds open."""
    found = []
    for _each in range(2):
        results = Axe().run(page)
        found += [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in results.response["violations"]]
        found += page.evaluate(CUT_OFF)
        if not page.locator("main details:not([open])").count():
            break
        page.evaluate("for (const fold of document.querySelectorAll('main details')) fold.open = true")
    return list(dict.fromkeys(found))


def keep(page: Page, folder: Path, stop: Stop, width: int, scheme: str, language: str) -> None:
    """The picture, named by page, width, theme and language."""
    ending = f"{width}{'-dark' if scheme == 'dark' else ''}{'-ja' if language == 'ja' else ''}"
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{stop.name}-{ending}.png", full_page=True)
