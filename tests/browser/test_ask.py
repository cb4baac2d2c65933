# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""From a link to thanks without an account, on a phone and in both languages; and the page that asks."""

import re
from collections.abc import Callable

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.mail import queue_mail
from accounts.models import Mail, Organization, User
from assessments.models import Assessment, Invitation, Respondent, Response
from tests.browser.conftest import PHONE
from tests.browser.looking import keep
from tests.factories import make_assessment, make_built_in_edition, make_invitation, make_link

WORDS = {
    "en-GB": ("Begin", "Next", "Finish", "Go on", "Thank you", "日本語"),
    "ja-JP": ("始める", "次へ", "回答を終える", "続ける", "ありがとうございました", "English"),
}


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, object], request: pytest.FixtureRequest) -> dict[str, object]:
    """A phone, in the language of the test where it has one."""
    locale = request.getfixturevalue("locale") if "locale" in request.fixturenames else "en-GB"
    return browser_context_args | {"viewport": PHONE, "locale": locale}


@pytest.fixture
def assessment(aozora: Organization, mana: User) -> Assessment:
    return make_assessment(aozora, mana, make_built_in_edition())


@pytest.mark.parametrize("locale", list(WORDS))
def test_from_an_open_link_to_thanks_left_and_resumed(
    locale: str,
    page: Page,
    live_server: LiveServer,
    axe: Callable[[], None],
    assessment: Assessment,
    mana: User,
    pytestconfig: pytest.Config,
) -> None:
    begin, onward, last, go_on, thanks, _other = WORDS[locale]
    address = f"{live_server.url}/ask/{make_link(assessment, mana)[1]}/"

    page.goto(address)
    axe()
    page.get_by_role("button", name=begin).click()
    for number in range(1, 4):
        expect(page.locator("progress")).to_have_attribute("value", str(number))
        axe()
        page.get_by_role("radio").nth(number).check()
        if number == 2:
            keep(page, pytestconfig.getoption("--pictures"), "10-ask-question", language=locale[:2])
        page.get_by_role("button", name=onward).click()
    page.goto("about:blank")
    page.goto(address)
    page.get_by_role("button", name=go_on).click()
    for number in range(4, 11):
        expect(page.locator("progress")).to_have_attribute("value", str(number))
        page.get_by_role("radio").last.check()
        page.get_by_role("button", name=last if number == 10 else onward).click()

    expect(page.get_by_role("heading", level=1)).to_contain_text(thanks)
    axe()
    assert Response.objects.of(assessment).count() == 10
    assert Respondent.objects.of(assessment).get().finished_at


def test_the_language_is_changed_on_the_way(
    page: Page, live_server: LiveServer, assessment: Assessment, mana: User
) -> None:
    page.goto(f"{live_server.url}/ask/{make_link(assessment, mana)[1]}/")
    page.get_by_role("button", name="Begin").click()

    page.get_by_role("button", name="日本語").click()

    expect(page.locator("html")).to_have_attribute("lang", "ja")
    expect(page.get_by_role("button", name="次へ")).to_be_visible()
    assert page.url.endswith("/1/")


def test_by_keyboard_alone_and_told_what_is_missing(
    page: Page,
    live_server: LiveServer,
    axe: Callable[[], None],
    assessment: Assessment,
    mana: User,
    complaints: list[str],
) -> None:
    situations = ["technology-only"]
    token = make_invitation(assessment, mana, practices=["resourcing"], situations=situations)[1]
    page.goto(f"{live_server.url}/ask/{token}/")
    page.get_by_role("button", name="Begin").focus()
    page.keyboard.press("Enter")

    page.get_by_role("button", name="Next").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Choose an answer.")
    axe()
    complaints.clear()  # the browser says that the page came with 422
    page.get_by_role("alert").get_by_role("link").press("Enter")
    page.keyboard.press("Space")
    page.get_by_role("button", name="Next").press("Enter")

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    axe()
    for group in page.get_by_role("group").all():
        group.get_by_role("radio").nth(1).check()
    page.get_by_role("button", name="Finish").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    assert Invitation.objects.of(assessment).get().answered_at


def test_another_browser_finds_a_personal_link_used(
    page: Page,
    browser: Browser,
    live_server: LiveServer,
    axe: Callable[[], None],
    assessment: Assessment,
    mana: User,
    complaints: list[str],
) -> None:
    address = f"{live_server.url}/ask/{make_invitation(assessment, mana)[1]}/"
    other = browser.new_page()
    other.goto(address)
    other.get_by_role("button", name="Begin").click()
    expect(other.locator("progress")).to_be_visible()
    other.close()

    page.goto(address)

    expect(page.get_by_role("heading", level=1)).to_have_text("This link has been used in another browser")
    axe()
    complaints.clear()  # the browser says that the page came with 403


def test_a_manager_asks_people_and_makes_the_open_link(
    page: Page,
    live_server: LiveServer,
    axe: Callable[[], None],
    sign_in: Callable[[User], None],
    assessment: Assessment,
    mana: User,
) -> None:
    sign_in(mana)
    page.goto(live_server.url + reverse("asked", args=[assessment.pk]))
    axe()
    management = page.get_by_role("region", name="Management")
    management.get_by_text("Ask people by e-mail").click()
    management.get_by_label("E-mail addresses").fill("nora@example.org\noda@example.org")
    management.get_by_text("What they are asked").click()
    management.get_by_label("People and budget").uncheck()
    expect(management.get_by_text("about 6 min")).to_be_visible()
    axe()
    management.get_by_role("button", name="Send the links").click()

    expect(page.get_by_text("2 people are asked by e-mail.")).to_be_visible()
    expect(management.get_by_text("oda@example.org").first).to_be_visible()
    page.get_by_role("button", name="Make the open link").click()
    expect(page.get_by_label("The link for employees")).to_have_value(re.compile(r"/ask/[\w-]{43}/$"))
    axe()
    assert Mail.objects.count() == 2


def test_a_mails_link_fits_a_phone(
    page: Page, live_server: LiveServer, axe: Callable[[], None], settings: Settings, db: None
) -> None:
    settings.DEMO = True
    text = f"{live_server.url}/ask/{'x' * 43}/"
    with transaction.atomic():
        queue_mail(to="nora@example.org", subject="Hello", text=text, purpose="test", now=timezone.now())

    page.goto(f"{live_server.url}/inbox/")

    expect(page.get_by_role("link", name=text)).to_be_visible()
    axe()
