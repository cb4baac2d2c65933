# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What a curator has written and not saved: the page says so, asks before it goes, and other buttons leave it alone."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Dialog, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from assessments.models import Comment, Edition, Impact
from tests.factories import make_built_in_edition, make_draft


@pytest.fixture
def draft(carol: User, sign_in: Callable[[User], None]) -> Edition:
    sign_in(carol)
    return make_draft(carol, make_built_in_edition())


@pytest.fixture
def form(page: Page, live_server: LiveServer, draft: Edition) -> Page:
    page.goto(live_server.url + reverse("studio_piece", args=[draft.pk, "recommendations", "community-pillar"]))
    return page


@pytest.fixture
def asked(form: Page) -> list[str]:
    """The questions of the browser, each answered with staying."""
    found: list[str] = []

    def stay(dialog: Dialog) -> None:
        found.append(dialog.type)
        dialog.dismiss()

    form.on("dialog", stay)
    return found


def test_what_is_not_saved_is_said_and_not_left_without_a_question(form: Page, asked: list[str]) -> None:
    title, here = form.locator("[name=title_en]"), form.url
    was = title.input_value()

    title.press_sequentially("!")
    expect(form.locator("#save-status")).to_have_text("Not saved yet")
    form.get_by_role("link", name="All packs and editions").click()
    assert (asked, form.url) == (["beforeunload"], here)

    title.fill(was)
    expect(form.locator("#save-status")).not_to_have_text("Not saved yet")
    title.press_sequentially("!")
    form.get_by_role("button", name="Save draft").last.click()
    expect(form.locator("#save-status")).to_contain_text("Saved")
    form.get_by_role("link", name="All packs and editions").click()
    form.wait_for_url("**/studio/")
    assert asked == ["beforeunload"]


def test_a_comment_and_an_impact_leave_what_is_typed(form: Page, asked: list[str]) -> None:
    form.locator("[name=title_en]").fill("Half a thought")

    form.get_by_label("Say something about this").fill("Too long?")
    form.get_by_role("button", name="Add the comment").click()
    expect(form.locator("#comments").get_by_text("Too long?").first).to_be_visible()
    expect(form.get_by_label("Say something about this")).to_have_value("")
    form.get_by_role("button", name="Settle").click()
    expect(form.locator("#comments").get_by_text("Settled", exact=True)).to_be_visible()
    form.get_by_role("button", name="Work out the impact").click()
    expect(form.locator("#impact").get_by_text("Being worked out")).to_be_visible()

    expect(form.locator("[name=title_en]")).to_have_value("Half a thought")
    expect(form.locator("#save-status")).to_have_text("Not saved yet")
    assert (Comment.objects.count(), Impact.objects.count(), asked) == (1, 1, [])


def test_what_was_refused_or_has_a_row_more_is_not_saved_either(form: Page, asked: list[str]) -> None:
    form.get_by_role("button", name="Add an action").click()
    expect(form.locator("#save-status")).to_have_text("Not saved yet")
    form.get_by_role("link", name="All packs and editions").click()
    assert asked == ["beforeunload"]
