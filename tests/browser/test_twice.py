# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What is pressed twice, or sent from two windows, has the effect of one."""

import re

from playwright.sync_api import Page, expect

from accounts.models import User
from assessments.models import Change, Result
from tests.browser.outbox import Desk, line
from tests.browser.test_outbox import FIRST, SAVED


def test_save_and_continue_pressed_twice(desk: Desk, page: Page) -> None:
    desk.open("practice", FIRST, page=page)
    page.get_by_role("radio", name="3 Across the organization").check()
    page.locator("#id_note").fill("Once.")

    page.get_by_role("button", name="Save and continue").last.dblclick()

    page.wait_for_url("**/deliberate-use-and-creation/")
    value, text, revision = desk.said(FIRST)
    assert (value, text) == ("3", "Once.")
    assert Change.objects.of(desk.assessment).filter(key=FIRST).count() == revision <= 2


def test_submit_pressed_twice(desk: Desk, page: Page, mana: User) -> None:
    desk.open("review", page=page)
    for box in page.locator("form[action*='submit'] [type=checkbox]").all():
        box.check()

    page.locator("form[action*='submit'] button").dblclick()

    page.wait_for_url(re.compile("/results/"))
    assert Result.objects.of(desk.assessment).count() == 1
    assert Change.objects.of(desk.assessment).filter(what="submitted").count() == 1


def test_the_same_answer_from_two_windows_is_one(desk: Desk, page: Page) -> None:
    desk.open("practice", FIRST, page=page)
    other = desk.open("practice", FIRST)

    page.get_by_role("radio", name="2 In places").check()
    other.get_by_role("radio", name="2 In places").check()

    expect(line(page)).to_have_text(SAVED)
    expect(line(other)).to_have_text(SAVED)
    assert desk.said(FIRST) == ("2", "", 1)


def test_two_answers_of_one_person_from_two_windows_are_shown(desk: Desk, page: Page) -> None:
    desk.open("practice", FIRST, page=page)
    other = desk.open("practice", FIRST)
    page.get_by_role("radio", name="2 In places").check()
    expect(line(page)).to_have_text(SAVED)

    other.get_by_role("radio", name="3 Across the organization").check()

    expect(line(other)).to_have_text("Two answers: choose one")
    assert desk.said(FIRST) == ("2", "", 1)
