# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The impact of a draft, from the first look to the counts."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Role, User
from assessments.models import Edition, Impact, Revision
from assessments.queries.edition import edition_of
from assessments.services.drafting import start_draft
from assessments.services.impact import run_impact
from tests.browser.looking import faults_of, keep
from tests.factories import join, make_built_in_edition, make_user
from tests.made_up import edited, submit_made_up


@pytest.fixture
def curator(db: None) -> User:
    return make_user("Carol", is_curator=True)


@pytest.fixture
def draft(curator: User) -> Edition:
    row = make_built_in_edition()
    submit_made_up(edition_of(row), row, curator, 41)
    join(curator, row.assessments.order_by("organization__path")[0].organization, Role.VIEWER)
    return start_draft(document=edited(edition_of(row)), source=row, by=curator, now=timezone.now())


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_run_from_the_first_look_to_the_counts(
    page: Page,
    live_server: LiveServer,
    screen: dict[str, int],
    sign_in: Callable[[User], None],
    curator: User,
    draft: Edition,
    language: str,
    pytestconfig: pytest.Config,
) -> None:
    folder, found = pytestconfig.getoption("--pictures"), {}

    def look(name: str) -> None:
        keep(page, folder, f"09-studio-impact-{name}", language=language)
        found[name] = faults_of(page)

    User.objects.update(language=language)
    sign_in(curator)
    page.goto(f"{live_server.url}/studio/editions/{draft.pk}/impact/")
    look("empty")

    page.locator("main form button").click()
    impact = Impact.objects.get()
    Impact.objects.update(total=41, done=12, seen_at=timezone.now())
    expect(page.locator("main progress")).to_have_attribute("value", "12")
    look("running")

    Impact.objects.update(seen_at=None)
    run_impact(impact_id=str(impact.pk), clock=timezone.now)
    expect(page.locator("#h-advice")).to_be_visible()
    look("done")

    Revision.objects.create(edition=draft, number=2, kind="stages", key="scattered", what="changed", at=timezone.now())
    page.reload()
    expect(page.locator("main .banner.warn")).to_be_visible()
    look("stale")

    assert {name: faults for name, faults in found.items() if faults} == {}
