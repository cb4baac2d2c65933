# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import re
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Organization, User
from assessments.models import Assessment
from assessments.services.backing import add_evidence
from tests.factories import make_assessment, make_built_in_edition

# A button and what stands in it for those who do not see where it stands.
TAKE_AWAY = re.compile("Take away.*Employees, Connie")
SEEN_AGAIN = re.compile("Seen again today.*Minutes of training")


@pytest.fixture
def assessment(aozora: Organization, mana: User, connie: User) -> Assessment:
    return make_assessment(aozora, mana, make_built_in_edition())


def test_a_section_is_given_taken_away_and_given_back(
    page: Page,
    live_server: LiveServer,
    assessment: Assessment,
    mana: User,
    screen: dict[str, int],
    sign_in: Callable[[User], None],
    axe: Callable[[], None],
) -> None:
    sign_in(mana)
    page.goto(live_server.url + reverse("people", args=[assessment.pk]))
    axe()

    page.get_by_label("Whom to ask").select_option(label="Connie (Contributor)")
    page.get_by_label("Employees").check()
    page.get_by_role("button", name="Ask", exact=True).click()

    expect(page.get_by_role("status")).to_contain_text("Connie is asked now; a mail says so.")
    expect(page.get_by_role("region", name="Person by person")).to_contain_text("0 of 6 practices")
    axe()
    page.get_by_role("button", name=TAKE_AWAY).click()
    expect(page.get_by_text("Connie is no longer asked for: Employees.")).to_be_visible()
    axe()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name=TAKE_AWAY)).to_be_visible()


def test_what_is_missing_takes_the_focus(
    page: Page,
    live_server: LiveServer,
    assessment: Assessment,
    mana: User,
    complaints: list[str],
    sign_in: Callable[[User], None],
    axe: Callable[[], None],
) -> None:
    sign_in(mana)
    page.goto(live_server.url + reverse("people", args=[assessment.pk]))

    page.get_by_role("button", name="Ask", exact=True).click()

    expect(page.get_by_role("alert")).to_be_focused()
    axe()
    page.get_by_role("link", name="For which sections: Choose at least one section.").click()
    expect(page.get_by_label("Situations", exact=True)).to_be_focused()
    complaints.clear()  # Chromium notes the 422


def test_evidence_is_seen_again_and_taken_back(
    page: Page,
    live_server: LiveServer,
    assessment: Assessment,
    mana: User,
    screen: dict[str, int],
    sign_in: Callable[[User], None],
    axe: Callable[[], None],
) -> None:
    now = timezone.now()
    for practice, age in [("training", 400), ("charter-and-role", 330), ("resourcing", 3)]:
        add_evidence(
            assessment=assessment,
            practice=practice,
            url="",
            text=f"Minutes of {practice}",
            reviewed_on=(now - timedelta(days=age)).date(),
            idempotency_key=uuid.uuid4(),
            by=mana,
            now=now,
            owner="Head of legal",
        )
    sign_in(mana)
    page.goto(live_server.url + reverse("evidence", args=[assessment.pk]))
    due = page.get_by_role("region", name="Stale, or growing stale")
    expect(due.get_by_role("listitem")).to_have_count(2)
    axe()

    page.get_by_role("button", name=SEEN_AGAIN).click()

    expect(page.get_by_text("Seen again today: “Minutes of training”.")).to_be_visible()
    expect(due.get_by_role("listitem")).to_have_count(1)
    axe()
    page.get_by_role("button", name="Undo").click()
    expect(due.get_by_role("listitem")).to_have_count(2)
    page.get_by_label("Level").select_option(label="OSPO")
    page.get_by_role("button", name="Show").click()
    expect(due.get_by_role("listitem")).to_contain_text(["Charter and known role"])
