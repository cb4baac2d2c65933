# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Reminders are stopped by a link in a mail, without signing in, and chosen among the preferences."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import ReminderStop, User
from accounts.reminders import PERSON, Stop, token_of
from tests.browser.conftest import DESK, PHONE


@pytest.fixture
def address(live_server: LiveServer) -> Callable[[User, str], str]:
    return lambda user, kind: f"{live_server.url}/reminders/{token_of(Stop(PERSON, str(user.pk), kind))}/"


def test_one_kind_is_stopped_without_signing_in(
    page: Page, address: Callable[[User, str], str], axe_everywhere: Callable[..., None], mana: User
) -> None:
    page.goto(address(mana, "evidence"))
    axe_everywhere(DESK, PHONE)

    page.get_by_role("button", name="Stop this kind").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Stopped")
    axe_everywhere(DESK, PHONE)
    assert list(ReminderStop.objects.values_list("user", "kind")) == [(mana.pk, "evidence")]


def test_of_a_mail_of_several_kinds_all_or_one_is_stopped(
    page: Page, address: Callable[[User, str], str], axe_everywhere: Callable[..., None], mana: User
) -> None:
    page.goto(address(mana, ""))
    axe_everywhere(DESK, PHONE)

    page.get_by_role("button", name="Stop Evidence that has grown stale").click()

    expect(page.get_by_text("You get no more reminders of this kind: Evidence that has grown stale.")).to_be_visible()
    assert list(ReminderStop.objects.values_list("kind", flat=True)) == ["evidence"]


def test_they_are_chosen_among_the_preferences(
    page: Page,
    live_server: LiveServer,
    sign_in: Callable[[User], None],
    axe_everywhere: Callable[..., None],
    mana: User,
) -> None:
    sign_in(mana)
    page.goto(f"{live_server.url}/preferences/")
    axe_everywhere(DESK, PHONE)

    page.get_by_role("checkbox", name="A newer edition of the questions").uncheck()
    page.get_by_role("button", name="Save reminders").click()

    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.get_by_role("checkbox", name="A newer edition of the questions")).not_to_be_checked()
    assert list(ReminderStop.objects.values_list("kind", flat=True)) == ["edition"]


def test_a_link_that_is_none_is_told(
    page: Page, live_server: LiveServer, axe: Callable[[], None], complaints: list[str], settings: Settings
) -> None:
    page.goto(f"{live_server.url}/reminders/nothing/")

    expect(page.get_by_role("heading", level=1)).to_have_text("This link leads nowhere")
    axe()
    complaints.clear()  # the browser notes the 404
