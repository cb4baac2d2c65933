# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import re
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
from tests.browser.conftest import DESK, PHONE
from tests.browser.looking import BUT_COLOUR
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


def test_results_are_accessible(
    page: Page,
    live_server: LiveServer,
    submitted: Assessment,
    mana: User,
    sign_in: Callable[[User], None],
    axe: Callable[..., None],
    axe_everywhere: Callable[..., None],
) -> None:
    sign_in(mana)

    page.goto(live_server.url + reverse("results", args=[submitted.pk]))

    axe_everywhere(DESK, PHONE)
    page.evaluate("for (const fold of document.querySelectorAll('main details')) fold.open = true")
    # By far the most work of all looks; test_every_page.py tries the colours of open folds at a desk too.
    axe_everywhere(PHONE)
    axe(BUT_COLOUR)


def test_the_overview_is_accessible(
    page: Page,
    live_server: LiveServer,
    submitted: Assessment,
    mana: User,
    sign_in: Callable[[User], None],
    axe_everywhere: Callable[..., None],
) -> None:
    open_assessment(
        organization=submitted.organization, pack=submitted.pack, by=mana, now=datetime(2026, 11, 16, 9, tzinfo=UTC)
    )
    sign_in(mana)

    page.goto(live_server.url + reverse("organization", args=[submitted.organization_id]))

    expect(page.get_by_role("heading", name="Worth a look")).to_be_visible()
    axe_everywhere(DESK, PHONE)


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


def test_a_link_to_a_folded_recommendation_opens_it(
    page: Page, live_server: LiveServer, submitted: Assessment, mana: User, sign_in: Callable[[User], None]
) -> None:
    sign_in(mana)
    fold = page.locator("details.recfold[id^='recommendation-']").nth(1)
    page.goto(live_server.url + reverse("results", args=[submitted.pk]))

    page.goto(f"{page.url}#{fold.get_attribute('id')}")

    expect(fold).to_have_attribute("open", "")
    expect(fold.get_by_role("heading", name="Why this is here")).to_be_in_viewport()


def test_a_recommendation_leads_from_the_overview_to_the_answer_behind_a_reason(
    page: Page,
    live_server: LiveServer,
    submitted: Assessment,
    mana: User,
    sign_in: Callable[[User], None],
    axe_everywhere: Callable[..., None],
) -> None:
    sign_in(mana)
    page.goto(live_server.url + reverse("organization", args=[submitted.organization_id]))

    page.locator("ol a[href*='/recommendations/']").nth(2).click()

    page.wait_for_url("**/recommendations/**")
    axe_everywhere(DESK, PHONE)
    page.locator(".why tbody a").first.click()
    page.wait_for_url(re.compile("/(practices|situations|routines)/"))


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
