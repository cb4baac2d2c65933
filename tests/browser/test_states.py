# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The states that no demo shows by itself: empty, refused, in conflict, closed, offline and forbidden pages. Each is
whole and accessible, and says what to do; with --pictures FOLDER it is also kept as a picture."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Organization, User
from assessments.models import Assessment
from assessments.models.answer import Kind
from assessments.services.submitting import submit_assessment
from tests.browser.looking import faults_of, keep
from tests.factories import make_assessment, make_built_in_edition, say

PRACTICE = "cross-unit-collaboration"
Look = Callable[[str], None]


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest, page: Page) -> str:
    page.emulate_media(color_scheme=request.param)
    return str(request.param)


@pytest.fixture
def look(page: Page, screen: dict[str, int], scheme: str, pytestconfig: pytest.Config) -> Look:
    """Assert that the page as it stands is whole and accessible, and keep a picture of it."""

    def at(name: str) -> None:
        keep(page, pytestconfig.getoption("--pictures"), name, scheme)
        assert faults_of(page) == []

    return at


@pytest.fixture
def go(page: Page, live_server: LiveServer) -> Callable[..., Page]:
    def to(name: str, *args: object) -> Page:
        page.goto(live_server.url + reverse(name, args=args))
        return page

    return to


@pytest.fixture
def assessment(aozora: Organization, mana: User) -> Assessment:
    return make_assessment(aozora, mana, make_built_in_edition())


def test_nothing_was_opened_yet(
    go: Callable[..., Page], look: Look, aozora: Organization, mana: User, sign_in: Callable[[User], None]
) -> None:
    make_built_in_edition()
    sign_in(mana)

    expect(go("organization", aozora.pk).get_by_role("button", name="Open")).to_be_visible()
    look("11-empty-overview")
    expect(go("assessments", aozora.pk).get_by_role("main")).to_contain_text("starts with a scan")
    look("11-empty-assessments")
    expect(go("progress", aozora.pk).get_by_role("main")).to_contain_text("submitted")
    look("11-empty-progress")


def test_nothing_was_answered_yet(
    go: Callable[..., Page], look: Look, assessment: Assessment, mana: User, sign_in: Callable[[User], None]
) -> None:
    sign_in(mana)

    expect(go("results", assessment.pk).get_by_role("main")).to_contain_text("Nothing is answered yet")
    look("11-empty-results")
    expect(go("views", assessment.pk).get_by_role("main")).to_contain_text("asked")
    look("11-empty-views")


def test_what_is_refused_keeps_what_was_typed(
    go: Callable[..., Page],
    look: Look,
    assessment: Assessment,
    mana: User,
    sign_in: Callable[[User], None],
    complaints: list[str],
) -> None:
    sign_in(mana)
    page = go("practice", assessment.pk, PRACTICE)

    page.get_by_role("radio", name="Not applicable to us").check()
    page.locator("#id_note").fill("Nobody builds with us.")
    page.get_by_role("button", name="Save and continue").last.click()

    expect(page.locator("#id_note")).to_have_value("Nobody builds with us.")
    expect(page.get_by_role("main")).to_contain_text("Say in a sentence why it doesn’t apply to you.")
    look("11-refused")
    complaints.clear()


def test_two_answers_stand_side_by_side(
    go: Callable[..., Page],
    look: Look,
    assessment: Assessment,
    mana: User,
    alice: User,
    sign_in: Callable[[User], None],
    complaints: list[str],
) -> None:
    sign_in(mana)
    page = go("practice", assessment.pk, PRACTICE)
    say(assessment, alice, Kind.PRACTICE, cross_unit_collaboration=1)

    page.get_by_role("radio", name="3 Across the organization").check()

    expect(page.get_by_text("choose one", exact=False).first).to_be_visible()
    look("11-conflict")
    complaints.clear()


def test_what_was_submitted_meanwhile_is_closed(
    go: Callable[..., Page],
    look: Look,
    assessment: Assessment,
    mana: User,
    sign_in: Callable[[User], None],
    complaints: list[str],
) -> None:
    sign_in(mana)
    page = go("practice", assessment.pk, PRACTICE)
    submit_assessment(assessment=assessment, by=mana, now=assessment.opened_at)

    page.get_by_role("radio", name="3 Across the organization").check()

    expect(page.locator("#save-status")).to_have_text("Closed")
    look("11-closed")
    complaints.clear()


def test_offline_is_said_and_nothing_is_lost(
    go: Callable[..., Page],
    look: Look,
    page: Page,
    assessment: Assessment,
    mana: User,
    sign_in: Callable[[User], None],
    complaints: list[str],
) -> None:
    sign_in(mana)
    go("practice", assessment.pk, PRACTICE)
    page.context.set_offline(True)

    page.get_by_role("radio", name="3 Across the organization").check()

    expect(page.locator("#save-status")).to_have_class("save off")
    look("11-offline")
    complaints.clear()


def test_a_page_that_is_not_theirs_says_so(
    go: Callable[..., Page],
    look: Look,
    aozora: Organization,
    bob: User,
    sign_in: Callable[[User], None],
    complaints: list[str],
) -> None:
    sign_in(bob)

    expect(go("organization_settings", aozora.pk).get_by_role("heading", level=1)).to_be_visible()
    look("11-forbidden")
    complaints.clear()
