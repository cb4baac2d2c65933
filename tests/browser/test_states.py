# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The states that no demo shows by itself: empty, refused, in conflict, closed, offline and forbidden pages. Each is
whole and accessible, and says what to do; with --pictures FOLDER it is also kept as a picture."""

import uuid
from collections.abc import Callable
from typing import Any, Literal

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Organization, User
from assessments.domain.pieces import find
from assessments.models import Assessment, Edition
from assessments.models.answer import Kind
from assessments.queries.draft import document_of
from assessments.services.curating import Save, save_piece
from assessments.services.publishing import publish_draft
from assessments.services.submitting import submit_assessment
from tests.browser.conftest import DESK, PHONE
from tests.browser.looking import ALL_RULES, OF_COLOUR, faults_of, keep
from tests.factories import make_assessment, make_built_in_edition, make_draft, say

PRACTICE = "cross-unit-collaboration"
Look = Callable[[str], None]
# Dark after light: colours alone know the theme.
THEMES: dict[Literal["light", "dark"], dict[str, Any]] = {"light": ALL_RULES, "dark": OF_COLOUR}


@pytest.fixture
def look(page: Page, pytestconfig: pytest.Config) -> Look:
    """Assert that the page as it stands is whole and accessible in both widths and themes, and keep pictures of it.

    A test does all else on a phone, where most is in the way of most; other tests do the same at a desk.
    """
    page.set_viewport_size(PHONE)

    def at(name: str) -> None:
        found = {}
        for size in (DESK, PHONE):
            page.set_viewport_size(size)
            for scheme, rules in THEMES.items():
                page.emulate_media(color_scheme=scheme)
                keep(page, pytestconfig.getoption("--pictures"), name, scheme)
                if faults := faults_of(page, rules=rules):
                    found[f"{name} {size['width']} {scheme}"] = faults
        page.emulate_media(color_scheme="light")
        assert found == {}

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


def changed(edition: Edition, by: User, key: str, **fields: Any) -> None:
    content = (find(document_of(edition), "practices", key) or {}) | fields
    save_piece(save=Save(edition, "practices", key, 0, uuid.uuid4(), by, timezone.now()), content=content)
    edition.refresh_from_db()


def test_what_a_newer_edition_brings_into_a_draft_is_shown_and_decided(
    go: Callable[..., Page],
    look: Look,
    page: Page,
    carol: User,
    sign_in: Callable[[User], None],
    complaints: list[str],
) -> None:
    base = make_built_in_edition()
    draft, newer = make_draft(carol, base), make_draft(carol, base, edition="9.9.1")
    for edition, year in ((draft, 2026), (newer, 2027)):
        changed(edition, carol, "training", question={"en": f"Who is trained in {year}?", "ja": f"{year} 年の研修は？"})
    changed(newer, carol, PRACTICE, weight=3)
    publish_draft(edition=newer, seen_revision=newer.revision, by=carol, now=timezone.now())
    sign_in(carol)
    go("studio_review", draft.pk)
    look("11-stale")
    page.get_by_role("link", name="Bring in the changes of 9.9.1").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bring in the changes of 9.9.1")
    look("11-take-over")

    page.get_by_role("button", name="Bring them in").click()
    expect(page.get_by_text("Choose which one to keep.")).to_be_visible()
    look("11-take-over-undecided")
    page.get_by_role("radio", name="Keep the draft’s").check()
    page.get_by_role("button", name="Bring them in").click()

    expect(page.get_by_text("The draft has the changes of 9.9.1 now.")).to_be_visible()
    taken = find(document_of(Edition.objects.get(pk=draft.pk)), "practices", "training") or {}
    assert taken["question"]["en"] == "Who is trained in 2026?"
    complaints.clear()
