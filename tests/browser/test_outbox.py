# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Edits that the server does not have yet: kept in the browser, sent once it can be, never shown to somebody else."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Dialog, Page, Route, expect

from accounts.models import Membership, Role, User
from assessments.models import Assessment, Change
from assessments.models.answer import Kind
from assessments.services.submitting import submit_assessment
from tests.browser.outbox import Desk, back_online, kept, line, note, nothing_kept, say_with_note, waiting
from tests.factories import say

SAVED = re.compile(r"Saved \d\d:\d\d")
FIRST, SECOND = "embedded-processes", "deliberate-use-and-creation"
SIGN = "signal-technology-only--services-technical"


def test_what_was_typed_outlives_the_page_and_is_sent_when_it_can_be(
    desk: Desk, page: Page, axe: Callable[[], None]
) -> None:
    desk.open("practice", FIRST, page=page)
    with desk.cut_off():
        note(page, "Typed in a tunnel.")
        expect(line(page)).to_have_text("Offline, will retry")
        page.reload()

        expect(page.locator("#id_note")).to_have_value("Typed in a tunnel.")
        expect(waiting(page)).to_have_text("1 edit waits on this device")
        expect(line(page)).to_have_text("Offline, will retry")
        waiting(page).click()
        expect(page.locator("#waiting li")).to_contain_text("Typed in a tunnel.")
        axe()
        assert desk.said(FIRST) is None
    back_online(page)

    expect(line(page)).to_have_text(SAVED)
    nothing_kept(page)
    assert desk.said(FIRST) == ("", "Typed in a tunnel.", 1)


def test_edits_of_several_pages_go_out_in_order_from_any_page(desk: Desk, page: Page) -> None:
    with desk.cut_off():
        desk.open("practice", SECOND, page=page)
        page.get_by_role("radio", name="1 Trying").check()
        expect(line(page)).to_have_text("Offline, will retry")
        desk.open("practice", FIRST, page=page)
        note(page, "Second.")
        expect(line(page)).to_have_text("Offline, will retry")
        desk.open("assessment", page=page)
        expect(waiting(page)).to_have_text("2 edits wait on this device")
    back_online(page)

    nothing_kept(page)
    history = Change.objects.of(desk.assessment).filter(what=Kind.PRACTICE).order_by("at")
    assert [change.key for change in history] == [SECOND, FIRST]


def test_a_lost_reply_counts_once_and_what_follows_starts_from_it(desk: Desk, page: Page) -> None:
    desk.open("practice", FIRST, page=page)
    with desk.cut_off(replies_only=True):
        note(page, "First.")
        expect(line(page)).to_have_text("Offline, will retry")
    with desk.cut_off():
        note(page, "First, and more.")
        page.wait_for_timeout(300)
    desk.open("assessment", page=page)

    nothing_kept(page)
    assert desk.said(FIRST) == ("", "First, and more.", 2)


@pytest.mark.parametrize("has_locks", [True, False], ids=["locks", "lease"])
def test_two_windows_send_an_edit_once(desk: Desk, page: Page, has_locks: bool) -> None:
    if not has_locks:
        desk.context.add_init_script("delete Navigator.prototype.locks")
    desk.open("practice", FIRST, page=page)
    other = desk.open("assessment")
    desk.context.set_offline(True)
    note(page, "Once.")
    expect(line(page)).to_have_text("Offline, will retry")
    expect(waiting(other)).to_have_text("1 edit waits on this device")
    desk.count_posts()
    desk.context.set_offline(False)

    expect(line(page)).to_have_text(SAVED)
    nothing_kept(other)
    assert len(desk.posts) == 1
    assert desk.said(FIRST) == ("", "Once.", 1)
    note(page, "Once, and again.")
    expect(line(page)).to_have_text(SAVED)
    nothing_kept(page)
    assert desk.said(FIRST) == ("", "Once, and again.", 2)


def test_after_signing_in_in_another_window_edits_go_out(desk: Desk, page: Page, mana: User) -> None:
    desk.open("practice", FIRST, page=page)
    desk.lose_session()
    note(page, "Kept.")
    expect(line(page).get_by_role("link", name="Sign in again")).to_be_visible()
    expect(waiting(page)).to_have_text("1 edit waits on this device")
    login = desk.context.new_page()
    login.goto(desk.address("practice", FIRST))
    assert "/accounts/login/" in login.url
    assert len(kept(login)) == 1

    desk.sign_in(mana)
    login.goto(desk.url + "/preferences/")

    expect(line(page)).to_have_text(SAVED)
    assert desk.said(FIRST) == ("", "Kept.", 1)


@pytest.mark.parametrize(("status", "says"), [(200, "Sign in again"), (404, "Offline, will retry")])
def test_what_comes_from_in_front_of_the_server_is_not_its_word(desk: Desk, page: Page, status: int, says: str) -> None:
    desk.open("practice", FIRST, page=page)

    def answer(route: Route) -> None:
        if route.request.method != "POST":
            return route.fallback()
        return route.fulfill(status=status, body="<html><p>Not of ours</p></html>")

    desk.context.route("**/assessments/**", answer)
    note(page, "Kept.")

    expect(line(page)).to_have_text(says)
    assert len(kept(page)) == 1 and desk.said(FIRST) is None
    desk.context.unroute("**/assessments/**", answer)
    back_online(page)
    expect(line(page)).to_have_text(SAVED)
    assert desk.said(FIRST) == ("", "Kept.", 1)


def test_signing_out_asks_and_then_wipes(desk: Desk, page: Page) -> None:
    with desk.cut_off():
        desk.open("practice", FIRST, page=page)
        note(page, "Mine.")
        expect(line(page)).to_have_text("Offline, will retry")
        desk.open("assessment", page=page)
        expect(waiting(page)).to_be_visible()
        out = page.locator("form[action='/accounts/logout/'] button").first
        asked: list[str] = []
        page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
        page.locator("details.menu:has(form[action='/accounts/logout/']) > summary").click()
        out.click()
        assert "were not sent yet" in asked[0] and len(kept(page)) == 1
        page.once("dialog", Dialog.accept)

        out.click()

        page.wait_for_url("**/accounts/login/**")
    assert kept(page) == []


def test_nobody_else_sees_or_sends_them(desk: Desk, page: Page, alice: User) -> None:
    desk.open("practice", FIRST, page=page)
    with desk.cut_off():
        note(page, "Mana’s.")
        expect(line(page)).to_have_text("Offline, will retry")
        desk.sign_in(alice)
        hers = desk.open("practice", FIRST)

        expect(hers.locator("#id_note")).to_have_value("")
        assert kept(hers) == []
        expect(hers.locator("#waiting")).to_be_hidden()
    note(page, "Mana’s, once more.")

    expect(line(page)).to_have_text("Not saved: somebody else has signed in here")
    assert kept(page) == []
    assert desk.said(FIRST) is None


def test_what_comes_after_the_submission_can_be_copied(desk: Desk, page: Page, mana: User) -> None:
    desk.open("practice", FIRST, page=page)
    with desk.cut_off():
        note(page, "Late.")
        expect(line(page)).to_have_text("Offline, will retry")
        submit_assessment(assessment=desk.assessment, by=mana, now=desk.assessment.opened_at)
    back_online(page)
    expect(waiting(page)).to_have_text("1 unsent text is here to copy")
    expect(page.locator("#waiting li")).to_contain_text(re.compile(r"This assessment was submitted on \d+ \w+ \d{4}; "))
    desk.count_posts()
    page.reload()
    back_online(page)
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy").click()

    expect(page.locator("#waiting li")).to_contain_text("Copied")
    assert "Late." in page.evaluate("navigator.clipboard.readText()")
    assert desk.posts == []
    page.once("dialog", Dialog.accept)
    page.locator("#waiting").get_by_role("button", name="Remove").click()
    nothing_kept(page)


def test_what_was_for_a_deleted_assessment_can_be_copied_elsewhere(desk: Desk, page: Page) -> None:
    desk.open("practice", FIRST, page=page)
    with desk.cut_off():
        note(page, "Orphaned.")
        expect(line(page)).to_have_text("Offline, will retry")
    organization = desk.assessment.organization_id
    Assessment.objects.filter(pk=desk.assessment.pk).delete()
    back_online(page)
    expect(line(page)).to_have_text("Closed")

    page.goto(f"{desk.url}/organizations/{organization}/")

    expect(waiting(page)).to_have_text("1 unsent text is here to copy")
    expect(page.locator("#waiting li")).to_contain_text("Orphaned.")


def test_who_may_no_longer_answer_can_copy(desk: Desk, page: Page, mana: User) -> None:
    desk.open("practice", FIRST, page=page)
    with desk.cut_off():
        note(page, "Too late for me.")
        expect(line(page)).to_have_text("Offline, will retry")
        Membership.objects.filter(user=mana).update(role=Role.CONTRIBUTOR)
    back_online(page)

    expect(line(page)).to_have_text("Not saved: you may no longer answer this")
    expect(page.locator("#waiting li")).to_contain_text("You may no longer answer this; your unsent text is here")
    expect(page.locator("#waiting li")).to_contain_text("Too late for me.")


def test_what_lacks_its_reason_is_kept_and_not_sent(desk: Desk, page: Page) -> None:
    desk.open("practice", "network-and-evolution", page=page)
    desk.count_posts()
    page.get_by_role("radio", name="Not applicable to us").check()
    expect(line(page)).to_have_text("Not saved yet: say why")

    page.reload()

    expect(page.get_by_role("radio", name="Not applicable to us")).to_be_checked()
    expect(line(page)).to_have_text("Not saved yet: say why")
    expect(waiting(page)).to_have_text("1 edit waits on this device")
    assert desk.posts == []
    page.get_by_label("Why it doesn’t apply to you").fill("We have one unit.")
    expect(line(page)).to_have_text(SAVED)
    nothing_kept(page)


def test_an_old_edit_goes_after_a_warning(desk: Desk, page: Page) -> None:
    aged = """(days) => { for (const [key, text] of Object.entries(localStorage)) {
        if (!key.startsWith("cairn-edit:")) continue;
        const edit = JSON.parse(text);
        const back = days * 86400000;
        if (edit.warnedAt) edit.warnedAt -= back;
        localStorage.setItem(key, JSON.stringify({ ...edit, at: edit.at - back }));
    } }"""
    with desk.cut_off():
        desk.open("practice", FIRST, page=page)
        note(page, "Old.")
        expect(line(page)).to_have_text("Offline, will retry")
        page.evaluate(aged, 10)
        page.reload()
        waiting(page).click()
        expect(page.locator("#waiting li")).to_contain_text("It stays on this device until")
        page.evaluate(aged, 0.9)
        page.reload()
        expect(waiting(page)).to_be_visible()
        page.evaluate(aged, 0.2)
        page.reload()

        nothing_kept(page)


def test_both_answers_are_put_together(desk: Desk, page: Page, alice: User, axe: Callable[[], None]) -> None:
    desk.open("practice", FIRST, page=page)
    note(page, "We build daily. We review weekly.")
    expect(line(page)).to_have_text(SAVED)
    say_with_note(desk.assessment, alice, FIRST, "1", "We build hourly. We review weekly.")

    note(page, "We build daily. We review weekly, in pairs.")

    panel = page.locator("#save-problem")
    expect(panel).to_contain_text("Two answers: choose one")
    expect(panel.locator("ins", has_text="hourly")).to_be_visible()
    expect(panel.locator("del", has_text="daily")).to_be_visible()
    both = "We build hourly. We review weekly, in pairs."
    expect(panel.get_by_label("Note: both together")).to_have_value(both)
    axe()
    panel.get_by_role("button", name="Save both together").click()
    expect(line(page)).to_have_text(SAVED)
    expect(page.locator("#id_note")).to_have_value(both)
    expect(page.get_by_role("radio", name="1 Trying")).to_be_checked()
    assert desk.said(FIRST) == ("1", both, 3)


def test_conflicts_of_one_page_are_solved_one_by_one_and_the_rest_is_saved(desk: Desk, page: Page, alice: User) -> None:
    desk.open("situation", "technology-only", page=page)
    theirs = {"technology_only__services_technical": "not_us", "technology_only__members_not_active": "not_us"}
    with desk.cut_off():
        for sign in page.locator("fieldset.sig").all()[:4]:
            sign.get_by_role("radio", name="This is us").check()
        expect(waiting(page)).to_have_text("4 edits wait on this device")
        say(desk.assessment, alice, Kind.SIGNAL, **theirs)
    back_online(page)

    expect(waiting(page)).to_have_text("2 edits wait on this device")
    panel = page.locator("#save-problem")
    panel.get_by_role("button", name="Keep theirs").click()
    expect(waiting(page)).to_have_text("1 edit waits on this device")
    expect(panel).to_contain_text("hardly active in any community")
    panel.get_by_role("button", name="Use mine").click()

    expect(line(page)).to_have_text(SAVED)
    nothing_kept(page)
    found = {
        key: desk.said(f"technology-only/{key}", Kind.SIGNAL) for key in ("services-technical", "members-not-active")
    }
    assert found == {"services-technical": ("not_us", "", 1), "members-not-active": ("us", "", 2)}
    expect(page.locator("fieldset.sig").first.get_by_role("radio", name="Not us")).to_be_checked()


def test_a_conflict_found_from_elsewhere_waits_on_its_page(desk: Desk, page: Page, alice: User) -> None:
    with desk.cut_off():
        for key in (FIRST, SECOND):
            desk.open("practice", key, page=page)
            note(page, "Mine.")
            expect(line(page)).to_have_text("Offline, will retry")
        say(desk.assessment, alice, Kind.PRACTICE, **{FIRST: 4})
    desk.open("assessment", page=page)

    expect(waiting(page)).to_have_text("1 edit waits on this device")
    waiting(page).click()
    expect(page.locator("#waiting li")).to_contain_text("Two answers. Open the page to choose one.")
    assert desk.said(SECOND) == ("", "Mine.", 1)
    page.locator("#waiting li a").click()
    expect(page.locator("#save-problem")).to_contain_text("Alice")
    page.locator("#save-problem").get_by_role("button", name="Use mine").click()
    expect(line(page)).to_have_text(SAVED)
    nothing_kept(page)
    expect(page.get_by_role("radio", name="4 Part of how we work")).not_to_be_checked()
    assert desk.said(FIRST) == ("", "Mine.", 2)


def test_without_javascript_both_are_put_together_on_a_page(
    desk: Desk, browser: Browser, mana: User, alice: User
) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    plain = Desk(context, desk.assessment, desk.url, [])
    plain.sign_in(mana)
    page = plain.open("practice", FIRST)
    say_with_note(desk.assessment, alice, FIRST, "4", "Hers.")
    page.get_by_role("radio", name="1 Trying").check()
    page.locator("#id_note").fill("Mine.")
    page.get_by_role("button", name="Save and continue").last.click()

    page.get_by_role("radio", name="Alice: 4").check()
    page.get_by_label("Note: both together").fill("Hers, and mine.")
    page.get_by_role("button", name="Save both together").click()

    expect(page.locator("#notices")).to_contain_text("Your answer was saved.")
    assert desk.said(FIRST) == ("4", "Hers, and mine.", 2)
    context.close()
