# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Making the demo: twice is once, and only where nothing else is."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine as clock
from django.core.management import CommandError, call_command
from pytest_django import Settings

from accounts.demo import DEMO_ACCOUNTS, DEMO_PASSWORD
from accounts.models import Membership, Organization, Role, User
from assessments.domain.linting import lint
from assessments.management.demo import past_quarters
from assessments.models import Assessment, Comment, Edition
from assessments.queries.draft import document_of
from assessments.queries.verification import differing_results
from tests.conftest import NOW
from tests.factories import join, make_built_in_edition, make_edition, make_organization, make_user

STORY_OF_ONE = """
earlier: {edition: "0.9.0", without: [], weights: {}}
organizations: [{key: one, quarters: [{signals: {karaoke: nns}}]}]
"""
UNITS = ["Imaging", "Semiconductors", "Games", "Pictures", "Devices"]


def test_the_demo_is_a_group_with_five_units_and_one_open_assessment(
    db: None, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.DEMO = True

    with clock.travel(NOW, tick=False):
        call_command("make_demo")
        made = list(Assessment.objects.values_list("pk", "submitted_at"))
        call_command("make_demo")

    names = list(Organization.objects.order_by("path").values_list("name", flat=True))
    assert names == ["Aozora Group", *(f"Aozora {name}" for name in UNITS)]
    assert Assessment.objects.submitted().count() == 36
    assert Assessment.objects.open().get().organization.name == "Aozora Imaging"
    assert list(Assessment.objects.values_list("pk", "submitted_at")) == made
    assert User.objects.count() == len(DEMO_ACCOUNTS)
    haru = Membership.objects.get(user__email="haru@aozora.example")
    assert (haru.organization.name, haru.role, haru.user.language) == ("Aozora Semiconductors", Role.MANAGER, "ja")
    assert DEMO_PASSWORD in capsys.readouterr().out
    assert {why for _row, why in differing_results()} == {""}
    assert Edition.objects.published().count() == 2
    first_day = min(opened for _pk, opened in made if opened)
    assert all(edition.published_at < first_day for edition in Edition.objects.published())
    draft = Edition.objects.drafts().get()
    findings = lint(document_of(draft), on=NOW.date(), lagging=draft.lagging)
    assert {one.code for one in findings if one.severity == "error"} == {"rule-never", "fault"}
    assert "recommendations/community-pillar/advice/ja" in draft.lagging
    assert Comment.objects.get(edition=draft).by.email == "reviewer@cairn.example"


def test_only_a_demo_installation_makes_one(db: None, settings: Settings) -> None:
    settings.DEMO = False

    with pytest.raises(CommandError, match="no demo installation"):
        call_command("make_demo")

    assert not User.objects.exists()


def test_an_installation_that_has_the_pack_already_becomes_no_demo(db: None, settings: Settings) -> None:
    settings.DEMO = True
    make_built_in_edition()

    with pytest.raises(CommandError, match="start empty"):
        call_command("make_demo")

    assert not User.objects.exists()


def test_a_demo_that_was_left_half_made_says_how_to_begin_anew(db: None, settings: Settings) -> None:
    settings.DEMO = True
    make_user("Aoi", email=DEMO_ACCOUNTS[0].email)

    with pytest.raises(CommandError, match=r"left half made. A demo can begin anew: remove its database \(var/"):
        call_command("make_demo")


def test_a_demo_with_another_text_of_the_edition_says_how_to_begin_anew(db: None, settings: Settings) -> None:
    settings.DEMO = True
    make_edition(edition="1.0.0")
    make_user("Aoi", email=DEMO_ACCOUNTS[0].email)
    join(make_user("Emi", email=DEMO_ACCOUNTS[3].email), make_organization())

    with pytest.raises(CommandError, match=r"published with other content.* A demo can begin anew"):
        call_command("make_demo")


def test_a_story_that_is_not_sound_leaves_nothing_behind(db: None, settings: Settings, tmp_path: Path) -> None:
    settings.DEMO = True
    story = tmp_path / "story.yaml"
    story.write_text(STORY_OF_ONE)

    with pytest.raises(CommandError, match="names karaoke, which is not among the situations"):
        call_command("make_demo", story)
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("make_demo", tmp_path / "none.yaml")

    assert not User.objects.exists() and not Edition.objects.exists()


@pytest.mark.parametrize(
    ("day", "periods"),
    [
        ((2026, 11, 22), ["2026-Q1", "2026-Q2", "2026-Q3"]),
        ((2026, 1, 1), ["2025-Q2", "2025-Q3", "2025-Q4"]),
        ((2026, 3, 31), ["2025-Q2", "2025-Q3", "2025-Q4"]),
    ],
)
def test_the_story_ends_with_the_last_whole_quarter(day: tuple[int, int, int], periods: list[str]) -> None:
    assert past_quarters(datetime(*day, tzinfo=UTC), 3) == periods
