# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Organization, User
from assessments.models.answer import Kind
from tests.browser.conftest import DESK, PHONE
from tests.factories import make_assessment, make_built_in_edition, say, submit

QUARTERS = [datetime(2026, month, 5, 9, tzinfo=UTC) for month in (1, 4, 7)]


@pytest.fixture
def three_quarters(aozora: Organization, mana: User) -> Organization:
    """Answers that moved in every way, over three quarters."""
    edition = make_built_in_edition()
    for number, now in enumerate(QUARTERS):
        assessment = make_assessment(aozora, mana, edition, now=now)
        said = {"strategy_alignment": number, "training": number + 1, "guidance_and_policy": 2}
        if number == 2:
            said |= {"cross_unit_collaboration": "na", "charter_and_role": 1}
        say(assessment, mana, Kind.PRACTICE, now=now, **said)
        say(assessment, mana, Kind.STANCE, now=now, technology_only="faced" if number == 1 else "not_faced")
        submit(assessment, mana, now=now)
    return aozora


def test_progress_is_accessible(
    page: Page,
    live_server: LiveServer,
    three_quarters: Organization,
    mana: User,
    sign_in: Callable[[User], None],
    axe_everywhere: Callable[..., None],
) -> None:
    sign_in(mana)

    page.goto(live_server.url + reverse("progress", args=[three_quarters.pk]))

    axe_everywhere(DESK, PHONE)
    page.evaluate("for (const fold of document.querySelectorAll('main details')) fold.open = true")
    axe_everywhere(DESK, PHONE)


def test_progress_fits_the_narrowest_screen(
    page: Page,
    live_server: LiveServer,
    three_quarters: Organization,
    mana: User,
    sign_in: Callable[[User], None],
    axe: Callable[[], None],
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    sign_in(mana)

    page.goto(live_server.url + reverse("progress", args=[three_quarters.pk]))

    axe()


def test_two_quarters_are_chosen_by_keyboard(
    page: Page, live_server: LiveServer, three_quarters: Organization, mana: User, sign_in: Callable[[User], None]
) -> None:
    sign_in(mana)
    page.goto(live_server.url + reverse("progress", args=[three_quarters.pk]))

    page.get_by_text("Show the numbers as a table").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("table", name="Shown, said, could be and aim")).to_be_visible()
    page.get_by_label("From", exact=True).focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Compare").focus()
    page.keyboard.press("Enter")

    expect(page).to_have_url(
        live_server.url + reverse("progress", args=[three_quarters.pk]) + "?from=2026-Q1&to=2026-Q3"
    )
    expect(page.get_by_role("main").get_by_text("since 2026 Q1")).to_be_visible()


def test_paper_says_whose_it_is_and_leaves_no_mark_alone(
    page: Page, live_server: LiveServer, three_quarters: Organization, mana: User, sign_in: Callable[[User], None]
) -> None:
    sign_in(mana)
    page.goto(live_server.url + reverse("progress", args=[three_quarters.pk]))
    name = page.locator("main > p", has_text=three_quarters.name)
    expect(name).to_be_hidden()

    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")

    expect(name).to_be_visible()
    assert page.locator(".ticks > li").evaluate_all("marks => marks.every(mark => mark.innerText.trim())")
