# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest
from django.core.management import CommandError, call_command

from assessments.models import UnitResult
from tests.factories import make_assessment, make_organization, submit


@pytest.fixture
def imaging(aozora, mana, now):
    imaging = make_organization("Imaging", above=aozora)
    submit(make_assessment(imaging, mana, now=now), mana, now=now)
    UnitResult.objects.within(imaging).filter(period="2026-Q4").update(at_target=9)
    return imaging


def test_it_says_which_rows_differed_and_makes_them_right(imaging, capsys):
    call_command("roll_up")
    call_command("roll_up")

    assert capsys.readouterr().out.splitlines() == [
        f"{imaging.pk}: the row of ospo-journey for 2026-Q4",
        "All rolled up; 1 rows differed.",
        "All rolled up; 0 rows differed.",
    ]


def test_verifying_names_them_with_the_sums_that_do_not_fit_and_changes_nothing(imaging):
    for _again in range(2):
        with pytest.raises(CommandError, match=f"{imaging.pk}: the row of ospo-journey for 2026-Q4\n(.|\n)*2 rows"):
            call_command("verify_results")
