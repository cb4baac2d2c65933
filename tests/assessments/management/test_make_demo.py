# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from accounts.demo import DEMO_ACCOUNTS, DEMO_PASSWORD
from accounts.models import Organization, User
from assessments.management.demo import past_quarters
from assessments.models import Assessment
from assessments.queries.verification import differing_results
from tests.factories import make_built_in_edition


def test_the_demo_is_a_group_with_two_units_three_quarters_and_one_open_assessment(db, settings, capsys):
    settings.DEMO = True
    make_built_in_edition()

    call_command("make_demo")
    call_command("make_demo")

    assert [one.name for one in Organization.objects.all()] == ["Aozora Group", "Aozora Imaging", "Aozora Games"]
    assert Assessment.objects.submitted().count() == 9
    assert Assessment.objects.open().get().organization.name == "Aozora Imaging"
    assert User.objects.count() == len(DEMO_ACCOUNTS)
    assert DEMO_PASSWORD in capsys.readouterr().out
    assert {why for _row, why in differing_results()} == {""}


def test_only_a_demo_installation_makes_one(db, settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="no demo installation"):
        call_command("make_demo")

    assert not User.objects.exists()


def test_without_a_pack_it_says_what_to_do(db, settings):
    settings.DEMO = True

    with pytest.raises(CommandError, match="load_pack"):
        call_command("make_demo")


@pytest.mark.parametrize(
    ("day", "periods"),
    [
        ((2026, 11, 22), ["2026-Q1", "2026-Q2", "2026-Q3"]),
        ((2026, 1, 1), ["2025-Q2", "2025-Q3", "2025-Q4"]),
        ((2026, 3, 31), ["2025-Q2", "2025-Q3", "2025-Q4"]),
    ],
)
def test_the_story_ends_with_the_last_whole_quarter(day, periods):
    assert past_quarters(datetime(*day, tzinfo=UTC), 3) == periods
