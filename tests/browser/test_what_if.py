# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Organization, User
from assessments.models.answer import Kind
from tests.assessments.queries.plans import add_own, take_up
from tests.browser.conftest import DESK, PHONE
from tests.factories import make_assessment, make_built_in_edition, say, submit

BOX = "What if this was done: "


@pytest.fixture
def planned(aozora: Organization, mana: User, now: datetime) -> Organization:
    """Two open actions, and answers of sixty days ago."""
    edition, before = make_built_in_edition(), now - timedelta(days=60)
    assessment = make_assessment(aozora, mana, edition, now=before)
    say(assessment, mana, Kind.PRACTICE, now=before, training=1, guidance_and_policy=1)
    submit(assessment, mana, now=before)
    take_up(aozora, edition, mana, now, "offer-learning-paths")
    add_own(aozora, edition, mana, now, "Ask the others", raises={"guidance-and-policy": 3})
    return aozora


def test_the_projection_follows_the_ticks_of_a_plan(
    page: Page,
    screen: None,
    live_server: LiveServer,
    planned: Organization,
    mana: User,
    sign_in: Callable[[User], None],
) -> None:
    sign_in(mana)
    page.goto(live_server.url + reverse("plan", args=[planned.pk]))
    panel = page.locator("#what-if")
    expect(panel.get_by_role("heading", level=2)).to_have_text("What if?")

    page.get_by_label(BOX + "Ask the others").check()
    expect(panel.get_by_role("heading", level=2)).to_have_text("What if this one was done too?")
    page.get_by_label(BOX + "Offer learning paths").check()
    expect(panel.get_by_role("heading", level=2)).to_have_text("What if these 2 were done too?")
    page.get_by_label(BOX + "Ask the others").uncheck()
    expect(panel.get_by_role("heading", level=2)).to_have_text("What if this one was done too?")

    expect(page).to_have_url(live_server.url + reverse("plan", args=[planned.pk]))


@pytest.mark.parametrize("screen", [PHONE], ids=["phone"], indirect=True)
def test_where_the_panel_is_far_below_a_line_at_the_foot_says_what_would_follow(
    page: Page,
    screen: None,
    live_server: LiveServer,
    planned: Organization,
    mana: User,
    sign_in: Callable[[User], None],
    axe: Callable[[], None],
) -> None:
    sign_in(mana)
    page.goto(live_server.url + reverse("plan", args=[planned.pk]))
    glance = page.locator("#what-if-glance")
    expect(glance).to_have_text("")

    page.get_by_label(BOX + "Ask the others").check()
    expect(glance).to_contain_text("Practices at target: 0\u00a0→ 1 of 24")
    expect(glance).to_be_in_viewport(ratio=1)
    axe()
    glance.get_by_role("link", name="See what would follow").click()
    expect(page.locator("#what-if h2")).to_be_in_viewport()
    page.get_by_label(BOX + "Ask the others").uncheck()
    expect(glance).to_have_text("")
    page.get_by_label(BOX + "Ask the others").check()
    page.set_viewport_size(DESK)
    expect(glance.get_by_role("link", include_hidden=True)).to_be_hidden()


def test_ticks_stay_where_a_button_moves_an_action_and_focus_is_at_that_action(
    page: Page, live_server: LiveServer, planned: Organization, mana: User, sign_in: Callable[[User], None]
) -> None:
    sign_in(mana)
    page.goto(live_server.url + reverse("plan", args=[planned.pk]))
    page.get_by_label(BOX + "Offer learning paths").check()

    page.get_by_role("row").filter(has_text="Ask the others").get_by_role("button", name="Start").press("Enter")

    expect(page.locator("#changed-words")).to_have_text("“Ask the others”: Doing.")
    expect(page.locator("#changed-words")).to_be_in_viewport()
    expect(page.get_by_label(BOX + "Offer learning paths")).to_be_checked()
    expect(page.locator("#what-if h2")).to_have_text("What if this one was done too?")
    expect(page.get_by_role("link", name="Ask the others", exact=True)).to_be_focused()


def test_without_script_its_button_leads_to_a_page_with_the_same_ticks(
    browser: Browser,
    live_server: LiveServer,
    planned: Organization,
    page: Page,
    mana: User,
    sign_in: Callable[[User], None],
) -> None:
    sign_in(mana)
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    context.add_cookies(page.context.cookies())
    plain = context.new_page()
    plain.goto(live_server.url + reverse("plan", args=[planned.pk]))

    plain.get_by_label(BOX + "Ask the others").check()
    plain.get_by_role("button", name="Update projection").click()

    expect(plain.locator("#what-if").get_by_role("heading", level=2)).to_have_text("What if this one was done too?")
    expect(plain.get_by_label("Ask the others")).to_be_checked()
    context.close()
