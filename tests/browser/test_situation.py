# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Pages with several questions in one form: a situation, the scan, the routines."""

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Organization, User
from assessments.models import Answer, Assessment, Change
from assessments.models.answer import Kind
from assessments.queries.edition import edition_of
from assessments.services.submitting import submit_assessment
from tests.browser.conftest import DESK, NARROWEST, PHONE
from tests.factories import make_assessment, make_built_in_edition, say

Open = Callable[..., Page]
SAVED = re.compile(r"Saved \d\d:\d\d")
OFFLINE = ("htmx:afterRequest", "htmx:sendError", "ERR_INTERNET_DISCONNECTED")
REFUSED = ("Failed to load resource", "Response Status Error Code")


@pytest.fixture
def assessment(aozora: Organization, mana: User) -> Assessment:
    made = make_assessment(aozora, mana, make_built_in_edition())
    edition_of(made.edition)
    return made


@pytest.fixture
def open_page(
    page: Page, live_server: LiveServer, sign_in: Callable[[User], None], mana: User, assessment: Assessment
) -> Open:
    """Mana before one of the pages."""
    sign_in(mana)

    def open_(name: str = "situation", *arguments: str) -> Page:
        arguments = arguments or (("technology-only",) if name == "situation" else ())
        page.goto(live_server.url + reverse(name, args=[assessment.pk, *arguments]))
        return page

    return open_


def said(assessment: Assessment) -> dict[str, tuple[str, int]]:
    return {row.key.rpartition("/")[2]: (row.value, row.revision) for row in Answer.objects.of(assessment)}


def line(page: Page) -> Locator:
    return page.locator("#save-status")


def sign(page: Page, number: int, words: str) -> Locator:
    return page.locator("fieldset.sig").nth(number).get_by_role("radio", name=words, exact=True)


def remove_complaints(complaints: list[str], *expected: str) -> None:
    """Take out what the browser says of failures that a test has provoked."""
    complaints[:] = [one for one in complaints if not any(words in one for words in expected)]


def test_signs_save_themselves_and_say_how_much_this_is_you(open_page: Open, assessment: Assessment) -> None:
    page = open_page()
    expect(page.locator("#about")).to_contain_text("0%: not clear yet")

    sign(page, 0, "This is us").check()
    expect(line(page)).to_have_text(SAVED)
    sign(page, 1, "This is us").check()
    expect(page.locator("#about")).to_contain_text("50%: you face it")
    sign(page, 0, "Somewhat").check()
    expect(page.locator("#about")).to_contain_text("38%: not clear yet")
    page.get_by_label("Note").fill("Since May.")
    page.get_by_role("button", name="Save and continue").last.click()

    page.wait_for_url("**/security-data-split/")
    assert said(assessment) == {
        "services-technical": ("somewhat", 2),
        "no-community-role": ("us", 1),
        "technology-only": ("", 1),
    }
    assert Answer.objects.of(assessment).get(kind=Kind.STANCE).note == "Since May."
    assert Change.objects.of(assessment).filter(what="signal").count() == 3


def test_by_keyboard_alone(open_page: Open, assessment: Assessment) -> None:
    page = open_page()

    sign(page, 0, "Not us").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    expect(sign(page, 0, "Somewhat")).to_be_checked()
    expect(line(page)).to_have_text(SAVED)
    page.keyboard.press("Enter")

    page.wait_for_url("**/security-data-split/")
    assert said(assessment)["services-technical"][0] == "somewhat"


def test_answers_given_offline_are_kept_and_sent(
    open_page: Open, assessment: Assessment, context: BrowserContext, complaints: list[str]
) -> None:
    page = open_page()
    context.set_offline(True)

    sign(page, 0, "This is us").check()
    expect(line(page)).to_have_text("Offline, will retry")
    sign(page, 1, "Not us").check()
    assert said(assessment) == {}
    context.set_offline(False)

    expect(line(page)).to_have_text(SAVED)
    expect(page.locator("[name=seen-signal-technology-only--no-community-role]")).to_have_value("1.not_us")
    assert said(assessment) == {"services-technical": ("us", 1), "no-community-role": ("not_us", 1)}
    remove_complaints(complaints, *OFFLINE)


def test_two_people_answer_and_only_where_they_differ_one_chooses(
    open_page: Open, assessment: Assessment, alice: User, complaints: list[str], axe: Callable[[], None]
) -> None:
    page = open_page()
    theirs = {"technology_only__services_technical": "not_us", "technology_only__members_not_active": "us"}
    say(assessment, alice, Kind.SIGNAL, **theirs)

    sign(page, 1, "Somewhat").check()
    expect(line(page)).to_have_text(SAVED)
    sign(page, 0, "This is us").check()
    expect(page.get_by_role("heading", name="Two answers: choose one")).to_be_visible()
    expect(page.locator("#save-problem")).to_contain_text("Alice")
    axe()
    page.get_by_role("button", name="Use mine").click()

    expect(line(page)).to_have_text(SAVED)
    expect(page.locator("#save-problem")).to_be_empty()
    assert said(assessment) == {
        "services-technical": ("us", 2),
        "no-community-role": ("somewhat", 1),
        "members-not-active": ("us", 1),
    }
    remove_complaints(complaints, *REFUSED)


def test_what_comes_after_the_submission_says_so(
    open_page: Open, assessment: Assessment, alice: User, complaints: list[str]
) -> None:
    page = open_page()
    submit_assessment(assessment=assessment, by=alice, now=assessment.opened_at)

    sign(page, 0, "This is us").check()

    expect(page.get_by_role("heading", name="This assessment was submitted meanwhile")).to_be_visible()
    assert said(assessment) == {}
    remove_complaints(complaints, *REFUSED)


def test_the_scan_leads_from_its_first_sign_to_the_results(open_page: Open, assessment: Assessment) -> None:
    page = open_page("scan")

    sign(page, 0, "This is us").check()
    page.get_by_role("radio", name="2 A written open source strategy").check()
    expect(line(page)).to_have_text(SAVED)
    expect(page.locator("[name=seen-practice-strategy-alignment]")).to_have_value("1.2")
    page.get_by_role("button", name="Done: see your first recommendations").last.click()

    page.wait_for_url("**/results/#recommendations")
    assert said(assessment) == {"communities-unnamed": ("us", 1), "strategy-alignment": ("2", 1)}


def test_routines_save_themselves(open_page: Open, assessment: Assessment) -> None:
    page = open_page("routines")

    page.get_by_label("Consultations").select_option("weekly")
    expect(line(page)).to_have_text(SAVED)
    page.get_by_label("Consultations").select_option("Don’t know")
    expect(page.locator("[name=seen-routine-consultations]")).to_have_value("2.unknown")

    assert said(assessment) == {"consultations": ("unknown", 2)}


def test_without_scripts_a_button_saves_all(
    browser: Browser, live_server: LiveServer, assessment: Assessment, mana: User
) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    client = Client()
    client.force_login(mana)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    page = context.new_page()
    page.goto(live_server.url + reverse("scan", args=[assessment.pk]))

    sign(page, 0, "This is us").check()
    sign(page, 5, "Don’t know").check()
    page.get_by_role("button", name="Done: see your first recommendations").last.click()

    expect(page).to_have_url(re.compile("/results/#recommendations$"))
    page.goto(live_server.url + reverse("routines", args=[assessment.pk]))
    page.get_by_label("Consultations").select_option("weekly")
    page.get_by_role("button", name="Save and continue").last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("assessment")
    assert {key: value for key, (value, _revision) in said(assessment).items()} == {
        "communities-unnamed": "us",
        "no-community-role": "unknown",
        "consultations": "weekly",
    }
    context.close()


@pytest.mark.parametrize("name", ["assessment", "review", "situation", "scan", "routines"])
def test_pages_are_accessible(name: str, open_page: Open, axe_everywhere: Callable[..., None]) -> None:
    open_page(name)

    axe_everywhere(DESK, PHONE, NARROWEST)
