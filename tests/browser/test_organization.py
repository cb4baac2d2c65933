# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Organization, User
from tests.browser.conftest import DESK, PHONE
from tests.factories import join, make_built_in_edition, make_organization, make_user


@pytest.fixture
def newcomer(db: None) -> User:
    make_built_in_edition()
    return make_user("Nora")


@pytest.mark.browser_context_args(timezone_id="Europe/Berlin")
def test_first_run_proposes_the_browsers_time_zone(
    page: Page, live_server: LiveServer, newcomer: User, sign_in: Callable[[User], None]
) -> None:
    sign_in(newcomer)

    page.goto(live_server.url + reverse("welcome"))

    expect(page.get_by_label("Time zone")).to_have_value("Europe/Berlin")


@pytest.mark.browser_context_args(timezone_id="Europe/Berlin")
def test_first_run_keeps_the_time_zone_that_was_chosen(
    page: Page, live_server: LiveServer, newcomer: User, complaints: list[str], sign_in: Callable[[User], None]
) -> None:
    sign_in(newcomer)
    page.goto(live_server.url + reverse("welcome"))

    page.get_by_label("Time zone").select_option("Asia/Tokyo")
    page.get_by_role("button", name="Start").click()

    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Time zone")).to_have_value("Asia/Tokyo")
    complaints.clear()  # Chromium notes the 422


@pytest.mark.browser_context_args(timezone_id="Etc/GMT+5")
def test_first_run_leaves_utc_where_the_browsers_time_zone_is_none_of_ours(
    page: Page, live_server: LiveServer, newcomer: User, sign_in: Callable[[User], None]
) -> None:
    sign_in(newcomer)

    page.goto(live_server.url + reverse("welcome"))

    expect(page.get_by_label("Time zone")).to_have_value("UTC")


def test_first_run_leads_to_the_overview(
    page: Page, live_server: LiveServer, newcomer: User, sign_in: Callable[[User], None]
) -> None:
    sign_in(newcomer)
    page.goto(live_server.url + reverse("home"))

    page.get_by_label("Name of the organization").fill("Aozora")
    page.get_by_label("Consume").check()
    page.get_by_role("group", name="EU market").get_by_label("Yes").check()
    page.get_by_role("button", name="Start").click()

    expect(page).to_have_url(live_server.url + reverse("organization", args=[Organization.objects.get().pk]))


def test_first_run_is_accessible(
    page: Page,
    live_server: LiveServer,
    newcomer: User,
    complaints: list[str],
    sign_in: Callable[[User], None],
    axe_everywhere: Callable[..., None],
) -> None:
    page.set_viewport_size(PHONE)
    sign_in(newcomer)

    page.goto(live_server.url + reverse("welcome"))
    axe_everywhere(DESK, PHONE)
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("alert")).to_be_focused()
    axe_everywhere(DESK, PHONE)

    complaints.clear()  # Chromium notes the 422


def test_pages_of_an_organization_are_accessible(
    page: Page,
    live_server: LiveServer,
    aozora: Organization,
    alice: User,
    screen: dict[str, int],
    sign_in: Callable[[User], None],
    axe: Callable[[], None],
) -> None:
    make_built_in_edition()
    unit = make_organization("Imaging", above=aozora)
    nora = join(make_user("Nora"), unit).user
    sign_in(alice)
    addresses = [
        reverse("organization_settings", args=[aozora.pk]),
        reverse("organization_units", args=[aozora.pk]),
        reverse("organization_members", args=[unit.pk]),
        reverse("organization_member", args=[unit.pk, nora.pk]),
        reverse("preferences"),
        reverse("about"),
    ]

    for address in addresses:
        page.goto(live_server.url + address)
        axe()


def test_the_language_is_switched_and_the_page_stays(
    page: Page, live_server: LiveServer, aozora: Organization, alice: User, sign_in: Callable[[User], None]
) -> None:
    sign_in(alice)
    address = live_server.url + reverse("organization_members", args=[aozora.pk])
    page.goto(address)

    page.get_by_label("Account: Alice").click()
    page.get_by_role("button", name="日本語").click()

    expect(page).to_have_url(address)
    expect(page.locator("html")).to_have_attribute("lang", "ja")
