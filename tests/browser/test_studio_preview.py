# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A piece of a draft beside its preview, and a draft tried out, as a curator meets them."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from assessments.models import Edition
from tests.factories import make_built_in_edition, make_draft

HEALTH = ["practices", "community-health"]
ADVICE = ["recommendations", "community-pillar"]


@pytest.fixture
def draft(carol: User, sign_in: Callable[[User], None]) -> Edition:
    sign_in(carol)
    return make_draft(carol, make_built_in_edition())


def open_page(page: Page, live_server: LiveServer, name: str, *where: object) -> None:
    page.goto(live_server.url + reverse(name, args=list(where)))


def test_what_is_typed_shows_at_once(page: Page, live_server: LiveServer, draft: Edition) -> None:
    open_page(page, live_server, "studio_piece", draft.pk, *HEALTH)
    preview = page.locator("#preview")

    page.locator("[name=question_en]").fill("How <b>well</b> is it?")
    expect(preview.get_by_role("heading", name="How <b>well</b> is it?")).to_be_visible()

    preview.get_by_label("日本語").check()
    expect(preview.locator("article")).to_have_attribute("lang", "ja")
    page.locator("[name=question_ja]").fill("どの程度ですか。")
    expect(preview.get_by_role("heading", name="どの程度ですか。")).to_be_visible()

    page.locator("[name=question_ja]").fill("")
    expect(preview.locator(".q").first).to_contain_text("English shown How <b>well</b> is it?")
    assert Edition.objects.get(pk=draft.pk).revision == draft.revision


def test_on_a_phone_the_preview_is_a_key_press_from_the_texts_and_comes_before_all_that_is_not_typed(
    page: Page, live_server: LiveServer, draft: Edition
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, live_server, "studio_piece", draft.pk, *HEALTH)

    page.get_by_role("link", name="To the preview").press("Enter")
    expect(page.locator("#preview")).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(page.locator("#preview input:focus")).to_have_count(1)
    headings = page.locator("aside h2").all_inner_texts()
    assert headings[:2] == ["Checks", "Preview"]
    page.get_by_role("link", name="Back to the form").press("Enter")
    expect(page.locator("[name=name_en]")).to_be_in_viewport()


def test_what_is_missing_takes_the_place_of_the_preview(page: Page, live_server: LiveServer, draft: Edition) -> None:
    open_page(page, live_server, "studio_piece", draft.pk, *ADVICE)
    preview = page.locator("#preview")
    expect(preview.get_by_text("Why this is here")).to_be_visible()

    page.locator("[name=title_en]").fill("")
    expect(preview.get_by_text("Title: must have a text in English")).to_be_visible()
    expect(preview.locator("article")).to_have_count(0)

    page.locator("[name=title_en]").fill("Make it so")
    expect(preview.get_by_role("heading", name="Make it so")).to_be_visible()


def test_the_preview_can_be_read_by_everybody(
    page: Page, live_server: LiveServer, draft: Edition, screen: dict[str, int], axe: Callable[[], None]
) -> None:
    for where in (HEALTH, ADVICE, ["situations", "technology-only"]):
        open_page(page, live_server, "studio_piece", draft.pk, *where)
        expect(page.locator("#preview article")).to_be_attached()
        axe()


def test_without_script_what_is_typed_has_a_page_of_its_own(
    page: Page, live_server: LiveServer, draft: Edition
) -> None:
    context = page.context.browser
    assert context
    plain = context.new_context(java_script_enabled=False)
    plain.add_cookies(page.context.cookies())  # type: ignore[arg-type]  # what came out may go in
    bare = plain.new_page()
    open_page(bare, live_server, "studio_piece", draft.pk, *HEALTH)

    bare.locator("[name=question_en]").fill("How well?")
    bare.get_by_role("button", name="Preview what is typed").click()
    expect(bare.get_by_role("heading", name="How well?")).to_be_visible()

    bare.get_by_role("button", name="日本語").click()
    expect(bare.locator("article.preview")).to_have_attribute("lang", "ja")
    plain.close()


def test_a_draft_is_tried_out_and_its_answers_changed(
    page: Page, live_server: LiveServer, draft: Edition, screen: dict[str, int], axe: Callable[[], None]
) -> None:
    open_page(page, live_server, "studio_try", draft.pk)
    page.get_by_role("link", name="Kasumi City Services").click()
    expect(page.get_by_text("Both editions come to the same.")).to_be_visible()
    page.evaluate("for (const fold of document.querySelectorAll('main details')) fold.open = true")
    axe()

    page.reload()
    page.locator(".recfold summary").first.click()
    page.locator(".recfold a[href^='#practice-']").first.click()
    answer = page.locator(page.url[page.url.index("#") :]).locator("select")
    expect(answer).to_be_visible()
    answer.select_option("4")
    page.get_by_role("button", name="Evaluate").click()
    expect(page.get_by_role("heading", name="Change the answers")).to_be_visible()
    expect(answer).to_have_value("4")
