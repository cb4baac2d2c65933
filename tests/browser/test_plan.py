# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""From an action in the plan to a new answer, by keyboard and by mouse, with scripts and without."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Organization, User
from assessments.models import Answer, Edition, PlanItem
from assessments.models.answer import Kind
from assessments.queries.edition import edition_of
from tests.assessments.queries.plans import changed, take_up
from tests.browser.conftest import DESK, PHONE
from tests.factories import make_assessment, make_built_in_edition, say, submit

NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)
ACTION, PRACTICE = "fund-the-change", "resourcing"


@pytest.fixture
def edition(db: None) -> Edition:
    return make_built_in_edition()


@pytest.fixture
def planned(aozora: Organization, mana: User, edition: Edition) -> PlanItem:
    make_assessment(aozora, mana, edition)
    return take_up(aozora, edition, mana, NOW, ACTION)


def go_through(page: Page, live_server: LiveServer, item: PlanItem, axe: Callable[[], None]) -> None:
    """Begin the action by its button, take that back, mark it done on its page, and confirm what it proposes."""
    plan = live_server.url + reverse("plan", args=[item.organization_id])
    page.goto(plan)
    page.get_by_role("button", name="Start").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#changed-words")).to_contain_text("Doing")
    axe()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Start")).to_be_visible()
    page.locator("table a").first.click()
    page.get_by_label("Status").select_option("done")
    page.get_by_label("Note").fill("A budget for this year")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="What you may answer anew")).to_be_visible()
    axe()
    page.locator("summary", has_text="Add evidence").click()
    page.get_by_label("What somebody would see").fill("Budget line")
    page.get_by_role("button", name="This holds now").click()
    expect(page.get_by_text("Answered: 3")).to_be_visible()


def test_from_an_action_to_a_new_answer(
    page: Page,
    live_server: LiveServer,
    planned: PlanItem,
    mana: User,
    sign_in: Callable[[User], None],
    axe: Callable[[], None],
) -> None:
    sign_in(mana)

    go_through(page, live_server, planned, axe)

    assert Answer.objects.within(planned.organization).get(key=PRACTICE).value == "3"


def test_the_same_without_scripts(
    browser: Browser,
    browser_context_args: dict[str, object],
    live_server: LiveServer,
    planned: PlanItem,
    mana: User,
) -> None:
    context = browser.new_context(**browser_context_args, java_script_enabled=False)  # type: ignore[arg-type]  # all kinds
    client = Client()
    client.force_login(mana)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])

    go_through(context.new_page(), live_server, planned, lambda: None)

    context.close()
    assert Answer.objects.within(planned.organization).get(key=PRACTICE).value == "3"


def test_pages_of_a_plan_are_accessible(
    page: Page,
    live_server: LiveServer,
    planned: PlanItem,
    mana: User,
    sign_in: Callable[[User], None],
    axe_everywhere: Callable[..., None],
) -> None:
    sign_in(mana)
    at = [planned.organization_id]
    item = [*at, planned.pk]
    plan = reverse("plan", args=at)
    pages = [plan, plan + "?look=board", plan + f"?changed={planned.pk}", reverse("plan_new", args=at)]

    for address in [*pages, reverse("plan_item", args=item), reverse("plan_remove", args=item)]:
        page.goto(live_server.url + address)
        axe_everywhere(DESK, PHONE)


@pytest.mark.parametrize(("place", "screen"), [("results", DESK), ("recommendation", PHONE)], indirect=["screen"])
def test_an_action_is_taken_up_in_one_press_where_it_is_advised(
    page: Page,
    screen: None,
    live_server: LiveServer,
    aozora: Organization,
    mana: User,
    edition: Edition,
    place: str,
    sign_in: Callable[[User], None],
) -> None:
    assessment = make_assessment(aozora, mana, edition, now=NOW)
    practices = edition_of(edition).practices
    say(assessment, mana, Kind.PRACTICE, now=NOW, **{one.key.replace("-", "_"): 1 for one in practices})
    submit(assessment, mana, now=NOW)
    sign_in(mana)
    page.goto(live_server.url + reverse("results", args=[assessment.pk]))
    if place == "recommendation":
        page.locator("main a[href*='/recommendations/']").first.click()
        page.wait_for_url("**/recommendations/**")
    page.evaluate("for (const fold of document.querySelectorAll('main details')) fold.open = true")
    button = page.get_by_role("button", name="Add to plan").first
    key = button.locator("xpath=..").locator("input[name=action]").input_value()

    button.focus()
    page.keyboard.press("Enter")

    action = page.locator(f"#action-{key}")
    expect(action.get_by_role("link", name="In plan")).to_be_in_viewport()
    assert [item.action for item in PlanItem.objects.within(aozora)] == [key]


def test_whoever_did_an_action_says_whether_it_helped(
    page: Page,
    live_server: LiveServer,
    planned: PlanItem,
    mana: User,
    sign_in: Callable[[User], None],
    axe_everywhere: Callable[..., None],
    complaints: list[str],
) -> None:
    done_on = datetime.now(UTC).date() - timedelta(days=90)
    changed(planned, mana, NOW, assignee=mana, status="done", done_on=done_on)
    sign_in(mana)
    page.goto(live_server.url + reverse("plan", args=[planned.organization_id]))

    page.get_by_role("link", name="Say whether it helped").click()
    axe_everywhere(DESK, PHONE)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Did it help?")
    complaints.clear()  # of the refusal
    page.get_by_label("It helped in part").check()
    page.get_by_label("More than expected").check()
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("Saved. You can change it")).to_be_visible()
    planned.refresh_from_db()
    assert (planned.helped, planned.took) == ("partly", "more")
