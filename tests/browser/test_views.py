# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import re
import uuid
from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Organization, User
from assessments.models import Answer, Assessment
from assessments.models.answer import Kind
from assessments.queries.edition import edition_of
from assessments.services.asking import save_responses
from tests.browser.conftest import DESK, PHONE
from tests.factories import make_assessment, make_built_in_edition, say

SAVED = re.compile(r"Saved \d\d:\d\d")
ROLE, TRAINING, SIGN = "charter-and-role", "training", "technology-only"


@pytest.fixture
def assessment(aozora: Organization, mana: User) -> Assessment:
    """Views three apart on one practice, hidden ones on another, and a sign that units see."""
    made = make_assessment(aozora, mana, make_built_in_edition())
    sign = edition_of(made.edition).situation(SIGN).signals[0].key
    reply(made, "management", {(Kind.PRACTICE, ROLE): "4", (Kind.PRACTICE, TRAINING): "2"})
    reply(made, "business_unit", {(Kind.PRACTICE, ROLE): "1", (Kind.SIGNAL, f"{SIGN}/{sign}"): "us"})
    for _each in range(4):
        reply(made, "employee", {(Kind.PRACTICE, TRAINING): "1"})
    say(made, mana, Kind.SIGNAL, **{f"{SIGN}/{sign}": "not_us"})
    return made


def reply(assessment: Assessment, perspective: str, values: dict[tuple[Kind, str], str]) -> None:
    save_responses(
        assessment=assessment, perspective=perspective, respondent=uuid.uuid4(), values=values, now=timezone.now()
    )


def test_differing_views_are_settled_with_a_reason_while_the_page_saves_itself(
    page: Page,
    live_server: LiveServer,
    sign_in: Callable[[User], None],
    mana: User,
    assessment: Assessment,
    axe: Callable[[], None],
    complaints: list[str],
) -> None:
    sign_in(mana)
    page.goto(live_server.url + reverse("practice", args=[assessment.pk, ROLE]))
    reason = page.get_by_label("Why this answer, though views differ?")
    expect(reason).to_be_hidden()

    page.get_by_role("radio", name="2 In places").check()
    expect(reason).to_be_visible()
    expect(page.locator("#about")).to_contain_text("Management 4, Business units 1")
    axe()
    page.get_by_role("button", name="Save and continue").last.click()
    expect(page.get_by_role("alert")).to_contain_text("Say in a sentence why you answer so")
    axe()
    page.get_by_label("Why this answer, though views differ?").fill("Units lack the tool.")
    page.get_by_role("radio", name="3 Across the organization").check()
    expect(page.locator("#save-status")).to_have_text(SAVED)
    expect(reason).to_have_value("Units lack the tool.")
    page.get_by_role("button", name="Save and continue").last.click()
    page.wait_for_url(lambda url: ROLE not in url)

    row = Answer.objects.of(assessment).get(kind=Kind.PRACTICE, key=ROLE)
    assert (row.value, row.settled_because) == ("3", "Units lack the tool.")
    complaints[:] = [one for one in complaints if "422" not in one]  # the refusal, above


def test_pages_of_views_and_history_are_accessible(
    page: Page,
    live_server: LiveServer,
    sign_in: Callable[[User], None],
    mana: User,
    assessment: Assessment,
    axe_everywhere: Callable[..., None],
) -> None:
    say(assessment, mana, Kind.PRACTICE, **{ROLE: 2, TRAINING: 1})
    sign_in(mana)
    page.set_viewport_size(PHONE)

    page.goto(live_server.url + reverse("views", args=[assessment.pk]))
    page.locator("summary", has_text="Views lie close together").click()
    expect(page.get_by_role("row", name="Training for every role")).to_contain_text("hidden")
    axe_everywhere(DESK, PHONE)
    page.get_by_role("link", name="OSPO", exact=True).click()
    expect(page.get_by_role("table")).to_have_count(1)
    axe_everywhere(DESK, PHONE)
    page.goto(live_server.url + reverse("practice_history", args=[assessment.pk, ROLE]))
    axe_everywhere(DESK, PHONE)
    page.goto(live_server.url + reverse("situation", args=[assessment.pk, SIGN]))
    expect(page.locator("#about")).to_contain_text("Who has a blind spot does not see it.")
    axe_everywhere(DESK, PHONE)
