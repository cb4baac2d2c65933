# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Organization, User
from assessments.models import Assessment
from assessments.models.answer import Kind
from assessments.queries.edition import edition_of
from assessments.services.asking import save_responses
from assessments.services.opening import open_assessment
from tests.factories import make_assessment, make_built_in_edition, say, submit

DAY = datetime(2026, 8, 3, 9, tzinfo=UTC)


@pytest.fixture
def submitted(aozora: Organization, mana: User) -> Assessment:
    """All five situations are faced, four of five recommendations are folded, and views differ."""
    edition = make_built_in_edition()
    assessment = make_assessment(aozora, mana, edition, now=DAY)
    document = edition_of(edition)
    faced = {one.key.replace("-", "_"): "faced" for one in document.situations}
    say(assessment, mana, Kind.STANCE, now=DAY, **faced)
    say(assessment, mana, Kind.PRACTICE, now=DAY, **{one.key.replace("-", "_"): 1 for one in document.practices[:20]})
    for view, value in [("management", "4"), ("ospo", "1")]:
        values = {(Kind.PRACTICE, "charter-and-role"): value}
        save_responses(assessment=assessment, perspective=view, respondent=uuid.uuid4(), values=values, now=DAY)
    return submit(assessment, mana, now=DAY)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_results_are_accessible(
    scheme: str,
    page: Page,
    live_server: LiveServer,
    submitted: Assessment,
    mana: User,
    screen: dict[str, int],
    sign_in: Callable[[User], None],
    axe: Callable[[], None],
) -> None:
    page.emulate_media(color_scheme=scheme)
    sign_in(mana)

    page.goto(live_server.url + reverse("results", args=[submitted.pk]))

    axe()
    page.evaluate("for (const fold of document.querySelectorAll('main details')) fold.open = true")
    axe()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_overview_is_accessible(
    scheme: str,
    page: Page,
    live_server: LiveServer,
    submitted: Assessment,
    mana: User,
    screen: dict[str, int],
    sign_in: Callable[[User], None],
    axe: Callable[[], None],
) -> None:
    open_assessment(
        organization=submitted.organization, pack=submitted.pack, by=mana, now=datetime(2026, 11, 16, 9, tzinfo=UTC)
    )
    page.emulate_media(color_scheme=scheme)
    sign_in(mana)

    page.goto(live_server.url + reverse("organization", args=[submitted.organization_id]))

    expect(page.get_by_role("heading", name="Worth a look")).to_be_visible()
    axe()


def test_nothing_scrolls_sideways_on_the_narrowest_screen(
    page: Page,
    live_server: LiveServer,
    submitted: Assessment,
    mana: User,
    sign_in: Callable[[User], None],
    axe: Callable[[], None],
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    sign_in(mana)

    for name, key in [("results", submitted.pk), ("organization", submitted.organization_id)]:
        page.goto(live_server.url + reverse(name, args=[key]))
        page.evaluate("for (const fold of document.querySelectorAll('main details')) fold.open = true")
        axe()


def test_a_link_from_the_overview_opens_a_folded_recommendation(
    page: Page, live_server: LiveServer, submitted: Assessment, mana: User, sign_in: Callable[[User], None]
) -> None:
    sign_in(mana)
    page.goto(live_server.url + reverse("organization", args=[submitted.organization_id]))

    page.locator("ol a[href*='#recommendation-']").nth(2).click()

    fold = page.locator("details.recfold:target")
    expect(fold).to_have_attribute("open", "")
    expect(fold.get_by_role("heading", name="Why this is here")).to_be_in_viewport()


def test_a_figure_leads_to_the_answers_behind_it(
    page: Page, live_server: LiveServer, submitted: Assessment, mana: User, sign_in: Callable[[User], None]
) -> None:
    sign_in(mana)
    page.goto(live_server.url + reverse("results", args=[submitted.pk]))

    page.locator(".heat td a").first.click()

    expect(page.locator(":target")).to_be_in_viewport()


def test_a_button_prints_the_page_with_every_fold_open(
    page: Page, live_server: LiveServer, submitted: Assessment, mana: User, sign_in: Callable[[User], None]
) -> None:
    sign_in(mana)
    page.goto(live_server.url + reverse("results", args=[submitted.pk]))
    page.evaluate("window.print = () => { window.printed = true; window.dispatchEvent(new Event('beforeprint')) }")

    page.get_by_role("button", name="Print").click()

    assert page.evaluate("window.printed")
    expect(page.locator("main details.fold:not([open])")).to_have_count(0)
