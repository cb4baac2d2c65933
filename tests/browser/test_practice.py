# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Organization, User
from assessments.models import Answer, Assessment, Change
from assessments.models.answer import Kind
from assessments.queries.edition import edition_of
from assessments.services.submitting import submit_assessment
from tests.browser.conftest import DESK, NARROWEST
from tests.factories import make_assessment, make_built_in_edition, say

Open = Callable[..., Page]
SAVED = re.compile(r"Saved \d\d:\d\d")


@pytest.fixture
def assessment(aozora: Organization, mana: User) -> Assessment:
    made = make_assessment(aozora, mana, make_built_in_edition())
    edition_of(made.edition)
    return made


@pytest.fixture
def open_practice(
    page: Page, live_server: LiveServer, sign_in: Callable[[User], None], mana: User, assessment: Assessment
) -> Open:
    """Mana before a practice."""
    sign_in(mana)

    def open_(key: str = "embedded-processes") -> Page:
        page.goto(live_server.url + reverse("practice", args=[assessment.pk, key]))
        return page

    return open_


def said(assessment: Assessment, key: str = "embedded-processes") -> Any:
    row = Answer.objects.of(assessment).filter(kind=Kind.PRACTICE, key=key).first()
    return row and (row.value, row.reason, row.note, row.revision)


def line(page: Page) -> Any:
    return page.locator("#save-status")


def remove_complaints(complaints: list[str], *expected: str) -> None:
    """Take out what the browser says of failures that a test has provoked."""
    complaints[:] = [one for one in complaints if not any(words in one for words in expected)]


OFFLINE = ("htmx:afterRequest", "htmx:sendError", "ERR_INTERNET_DISCONNECTED", "ERR_FAILED")
REFUSED = ("Failed to load resource", "Response Status Error Code")


def test_by_keyboard_alone(open_practice: Open, assessment: Assessment) -> None:
    page = open_practice()
    target = page.locator("em", has_text="Your target")
    expect(target).to_have_count(0)

    page.get_by_role("radio", name="1 Trying").focus()
    page.keyboard.press("Space")
    expect(line(page)).to_have_text(SAVED)
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="2 In places")).to_be_checked()
    expect(target).to_have_count(1)
    expect(page.locator("#about")).to_contain_text("3, Across the organization")
    page.locator("#id_note").focus()
    page.keyboard.type("Since May.")
    page.keyboard.press("Tab")
    expect(page.locator("[name=revision]")).to_have_value("3")
    expect(line(page)).to_have_text(SAVED)
    expect(page.get_by_role("button", name="Save and continue").last).to_be_focused()
    page.keyboard.press("Enter")

    page.wait_for_url("**/deliberate-use-and-creation/")
    assert said(assessment) == ("2", "", "Since May.", 3)
    assert Change.objects.of(assessment).filter(what="practice").count() == 3


def test_words_typed_offline_are_kept_and_sent_once(
    open_practice: Open, assessment: Assessment, context: BrowserContext, complaints: list[str]
) -> None:
    page = open_practice()
    context.set_offline(True)

    page.get_by_role("radio", name="3 Across the organization").check()
    expect(line(page)).to_have_text("Offline, will retry")
    page.locator("#id_note").fill("Typed in a tunnel.")
    page.get_by_role("button", name="Save and continue").last.click()
    expect(line(page)).to_have_text("Kept on this device, not sent yet")
    expect(page.locator("#id_note")).to_have_value("Typed in a tunnel.")
    assert said(assessment) is None
    context.set_offline(False)

    expect(line(page)).to_have_text(SAVED)
    expect(page.locator("[name=revision]")).to_have_value("1")
    assert said(assessment) == ("3", "", "Typed in a tunnel.", 1)
    remove_complaints(complaints, *OFFLINE)


def test_a_reply_that_was_lost_counts_once(open_practice: Open, assessment: Assessment, complaints: list[str]) -> None:
    page = open_practice()
    keys: list[str] = []

    def lose_the_first_reply(route: Route) -> None:
        if route.request.method != "POST":
            return route.continue_()
        keys.append(re.findall(r"key=([0-9a-f-]{36})", route.request.post_data or "")[0])
        response = route.fetch()
        return route.abort() if len(keys) == 1 else route.fulfill(response=response)

    page.route("**/practices/**", lose_the_first_reply)
    page.get_by_role("radio", name="2 In places").check()
    expect(line(page)).to_have_text("Offline, will retry")
    page.get_by_role("radio", name="3 Across the organization").check()

    expect(page.locator("[name=revision]")).to_have_value("2")
    assert said(assessment) == ("3", "", "", 2)
    assert len(keys) == 3 and keys[0] == keys[1] != keys[2]
    remove_complaints(complaints, *OFFLINE)


def test_two_people_see_both_answers_and_choose(
    open_practice: Open,
    assessment: Assessment,
    alice: User,
    browser: Browser,
    live_server: LiveServer,
    complaints: list[str],
    axe: Callable[[], None],
) -> None:
    page = open_practice()
    other = second_person(browser, live_server, alice)
    other.goto(page.url)
    other.get_by_role("radio", name="4 Part of how we work").check()
    expect(line(other)).to_have_text(SAVED)

    page.locator("#id_note").fill("Mine.")
    page.get_by_role("radio", name="1 Trying").check()

    expect(line(page)).to_have_text("Two answers: choose one")
    conflict = page.locator("#save-problem")
    expect(conflict).to_contain_text("Alice")
    expect(conflict).to_contain_text("4 Part of how we work")
    expect(page.locator("#id_note")).to_have_value("Mine.")
    assert said(assessment) == ("4", "", "", 1)
    axe()
    conflict.get_by_role("button", name="Use mine").click()
    expect(line(page)).to_have_text(SAVED)
    expect(conflict).to_be_empty()
    assert said(assessment) == ("1", "", "Mine.", 2)

    other.locator("#id_note").fill("Alice’s.")
    expect(line(other)).to_have_text("Two answers: choose one")
    other.get_by_role("button", name="Keep theirs").click()
    expect(other.get_by_role("radio", name="1 Trying")).to_be_checked()
    assert said(assessment) == ("1", "", "Mine.", 2)
    remove_complaints(complaints, *REFUSED)


def second_person(browser: Browser, live_server: LiveServer, user: User) -> Page:
    client = Client()
    client.force_login(user)
    context = browser.new_context(locale="en-GB")
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    return context.new_page()


def test_a_session_that_is_over_keeps_the_words(
    open_practice: Open,
    assessment: Assessment,
    context: BrowserContext,
    sign_in: Callable[[User], None],
    mana: User,
    complaints: list[str],
    live_server: LiveServer,
) -> None:
    page = open_practice()
    kept = [cookie for cookie in context.cookies() if cookie["name"] != settings.SESSION_COOKIE_NAME]
    context.clear_cookies()
    context.add_cookies(kept)

    page.locator("#id_note").fill("Kept.")

    expect(line(page).get_by_role("link", name="Sign in again")).to_have_attribute("target", "_blank")
    expect(page.locator("#id_note")).to_have_value("Kept.")
    sign_in(mana)
    # Whoever signs in gets a new secret against forged requests.
    context.add_cookies([{"name": settings.CSRF_COOKIE_NAME, "value": "n" * 32, "url": live_server.url}])
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(line(page)).to_have_text(SAVED)
    assert said(assessment) == ("", "", "Kept.", 1)
    remove_complaints(complaints, *REFUSED)


def test_submitted_meanwhile_says_closed_and_stops(
    open_practice: Open, assessment: Assessment, mana: User, complaints: list[str]
) -> None:
    page = open_practice()
    submit_assessment(assessment=assessment, by=mana, now=assessment.opened_at)

    page.locator("#id_note").fill("Late.")

    expect(line(page)).to_have_text("Closed")
    expect(page.locator("#save-problem")).to_contain_text("This assessment was submitted meanwhile")
    expect(page.locator("#id_note")).to_have_value("Late.")
    page.locator("#id_note").fill("Later.")
    page.wait_for_timeout(1200)
    assert len([one for one in complaints if "409" in one and "Failed" in one]) == 1
    remove_complaints(complaints, *REFUSED)


def test_not_applicable_waits_for_its_reason(open_practice: Open, assessment: Assessment) -> None:
    page = open_practice("network-and-evolution")
    reason = page.get_by_label("Why it doesn’t apply to you")
    expect(reason).to_be_hidden()

    page.get_by_role("radio", name="Not applicable to us").check()

    expect(reason).to_be_visible()
    expect(line(page)).to_have_text("Not saved yet: say why")
    reason.fill("We have one unit.")
    expect(line(page)).to_have_text(SAVED)


def test_leaving_asks_first_where_the_browser_keeps_nothing(
    open_practice: Open, complaints: list[str], context: BrowserContext
) -> None:
    context.add_init_script("Storage.prototype.setItem = () => { throw new Error(); }")
    page = open_practice()
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.locator("#id_note").click()
    context.set_offline(True)
    page.keyboard.type("Unsent")
    expect(line(page)).to_have_text("Offline, will retry")
    page.get_by_role("button", name="Save and continue").last.click()
    expect(line(page)).to_have_text("Offline, will retry")

    page.evaluate("setTimeout(() => location.reload(), 0)")
    page.wait_for_timeout(500)

    assert asked == ["beforeunload"]
    context.set_offline(False)
    expect(line(page)).to_have_text(SAVED)
    page.reload()
    assert asked == ["beforeunload"]
    remove_complaints(complaints, *OFFLINE)


def test_enter_in_a_field_saves_and_goes_on(open_practice: Open, assessment: Assessment, mana: User) -> None:
    page = open_practice()
    page.get_by_label("What somebody would see").fill("Minutes")
    page.get_by_role("button", name="Add evidence").click()
    expect(page.locator("#notices")).to_contain_text("The evidence was added.")

    page.get_by_label("Link").press("Enter")

    page.wait_for_url("**/deliberate-use-and-creation/")
    page.go_back()
    expect(page.locator("#evidence")).to_contain_text("Minutes")


def test_the_page_is_accessible(
    page: Page,
    open_practice: Open,
    assessment: Assessment,
    mana: User,
    axe_everywhere: Callable[..., None],
    complaints: list[str],
) -> None:
    say(assessment, mana, Kind.PRACTICE, **{"embedded-processes": 2})
    page.set_viewport_size(NARROWEST)

    open_practice()
    axe_everywhere(DESK, NARROWEST)
    page.locator("#id_url").fill("nonsense")
    page.get_by_role("button", name="Add evidence").click()
    expect(page.locator(".panel.errors")).to_be_focused()
    axe_everywhere(DESK, NARROWEST)
    remove_complaints(complaints, *REFUSED)


@pytest.fixture
def no_script(browser: Browser, live_server: LiveServer, mana: User) -> Iterator[Page]:
    """A browser without JavaScript, signed in."""
    client = Client()
    client.force_login(mana)
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    yield context.new_page()
    context.close()


def test_without_javascript(no_script: Page, live_server: LiveServer, assessment: Assessment) -> None:
    page = no_script
    page.goto(live_server.url + reverse("practice", args=[assessment.pk, "embedded-processes"]))
    page.get_by_role("radio", name="2 In places").check()
    page.get_by_label("What somebody would see").fill("Minutes")
    page.get_by_role("button", name="Add evidence").click()
    expect(page.locator("#evidence")).to_contain_text("Counts until")
    page.get_by_role("button", name="Remove").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#evidence")).to_contain_text("Minutes")
    page.get_by_role("button", name="Save and continue").last.click()

    assert page.url.endswith("/deliberate-use-and-creation/")
    assert said(assessment) == ("2", "", "", 1)


@pytest.mark.parametrize("width", [1440, 320])
def test_targets_are_accessible(
    width: int,
    page: Page,
    live_server: LiveServer,
    sign_in: Callable[[User], None],
    mana: User,
    assessment: Assessment,
    axe: Callable[[], None],
) -> None:
    sign_in(mana)
    page.set_viewport_size({"width": width, "height": 800})

    page.goto(live_server.url + reverse("targets", args=[assessment.pk]))

    axe()
