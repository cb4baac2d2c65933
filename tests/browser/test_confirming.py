# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Confirming what was carried over, as a person does it."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Organization, User
from assessments.models import Answer, Assessment
from assessments.models.answer import Kind
from assessments.queries.edition import edition_of
from tests.factories import make_assessment, make_built_in_edition, say, submit

BEFORE, NOW = datetime(2026, 7, 5, 9, tzinfo=UTC), datetime(2026, 10, 5, 9, tzinfo=UTC)


@pytest.fixture
def later(aozora: Organization, mana: User) -> Assessment:
    """Every practice but one is carried over."""
    edition = make_built_in_edition()
    keys = [practice.key.replace("-", "_") for practice in edition_of(edition).practices]
    first = make_assessment(aozora, mana, edition, now=BEFORE)
    say(first, mana, Kind.PRACTICE, now=BEFORE, **dict.fromkeys(keys, 2) | {"training": "unknown"})
    submit(first, mana, now=BEFORE)
    return make_assessment(aozora, mana, edition, now=NOW)


def unconfirmed(assessment: Assessment) -> int:
    return Answer.objects.of(assessment).filter(is_confirmed=False).count()


def test_a_section_is_confirmed_and_that_is_undone(
    page: Page,
    live_server: LiveServer,
    later: Assessment,
    mana: User,
    screen: ViewportSize,
    sign_in: Callable[[User], None],
    axe_everywhere: Callable[..., None],
) -> None:
    sign_in(mana)
    page.goto(live_server.url + reverse("assessment", args=[later.pk]))
    address = page.url
    section = page.locator("#section-ospo")
    axe_everywhere(screen)

    page.locator("#section-management summary h3").click()
    section.get_by_role("button", name="All of this still holds").click()

    undo = section.get_by_role("button", name="Undo")
    expect(section.get_by_text("7 answers confirmed.")).to_be_visible()
    expect(undo).to_be_focused()
    expect(page.locator("#nothing-else").get_by_text("Confirms 17 answers; you can undo it.")).to_be_visible()
    # Whatever else was open on the page is as it was.
    expect(page.locator("#section-management .recfold")).to_have_attribute("open", "")
    assert (unconfirmed(later), page.url) == (17, address)
    axe_everywhere(screen)

    page.keyboard.press("Enter")

    expect(section.get_by_role("button", name="All of this still holds")).to_be_focused()
    expect(page.locator("#notices").get_by_text("7 answers wait again.")).to_be_attached()
    assert unconfirmed(later) == 24
    axe_everywhere(screen)


def test_one_after_the_other_is_confirmed_in_a_fold_that_stays_open(
    page: Page,
    live_server: LiveServer,
    later: Assessment,
    mana: User,
    screen: dict[str, int],
    sign_in: Callable[[User], None],
) -> None:
    sign_in(mana)
    page.goto(live_server.url + reverse("assessment", args=[later.pk]))
    section = page.locator("#section-ospo")
    section.get_by_text("7 carried over").click()

    for left in (6, 5):
        section.get_by_role("button", name="Still true").first.click()
        expect(section.get_by_text(f"{left} carried over")).to_be_visible()

    expect(section.get_by_role("button", name="Still true")).to_have_count(5)
    assert unconfirmed(later) == 22


def test_nothing_else_changed_is_one_click_and_its_undo_another(
    page: Page,
    live_server: LiveServer,
    later: Assessment,
    mana: User,
    screen: dict[str, int],
    sign_in: Callable[[User], None],
    axe: Callable[[], None],
) -> None:
    sign_in(mana)
    page.goto(live_server.url + reverse("review", args=[later.pk]))
    axe()

    page.get_by_role("button", name="Nothing else changed").click()

    expect(page.get_by_role("main").get_by_text("24 answers confirmed.")).to_be_visible()
    assert unconfirmed(later) == 0
    axe()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#notices").get_by_text("24 answers wait again.")).to_be_visible()
    assert unconfirmed(later) == 24


def test_without_scripts_it_is_the_same_with_whole_pages(
    browser: Browser,
    browser_context_args: dict[str, object],
    page: Page,
    live_server: LiveServer,
    later: Assessment,
    mana: User,
    sign_in: Callable[[User], None],
) -> None:
    sign_in(mana)
    context = browser.new_context(**browser_context_args, java_script_enabled=False)  # type: ignore[arg-type]  # all kinds
    context.add_cookies(page.context.cookies())  # type: ignore[arg-type]  # what it gives is what it takes
    plain = context.new_page()
    plain.goto(live_server.url + reverse("assessment", args=[later.pk]))
    section = plain.locator("#section-ospo")

    section.get_by_role("button", name="All of this still holds").click()
    expect(section.get_by_text("7 answers confirmed.")).to_be_visible()
    section.get_by_role("button", name="Undo").click()

    expect(section.get_by_role("button", name="All of this still holds")).to_be_visible()
    context.close()
    assert unconfirmed(later) == 24
