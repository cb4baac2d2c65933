# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest

from accounts.models import Role
from assessments.models.answer import Kind
from assessments.queries.shell import shell_of
from tests.factories import make_assessment, make_organization, make_smaller_edition, move, say, submit


def test_a_manager_sees_how_far_the_open_assessment_is(aozora, mana, now):
    make_organization("Unit", above=aozora)
    assessment = make_assessment(aozora, mana, now=now)
    say(assessment, mana, Kind.PRACTICE, now=now, charter=2, health="unknown", training="")

    shell = shell_of(mana, aozora, Role.MANAGER, "overview")

    assert [one.name for one in shell.organizations] == ["Aozora", "Unit"]
    assert (shell.assessment, shell.progress, shell.results_assessment) == (assessment, "2/8", assessment)


def test_a_viewer_is_led_to_what_is_submitted(aozora, mana, bob, now):
    first = submit(make_assessment(aozora, mana, now=now), mana, now=now)
    make_assessment(aozora, mana, now=now.replace(year=2027))

    shell = shell_of(bob, aozora, Role.VIEWER, "overview")

    assert (shell.progress, shell.results_assessment) == ("", first)
    assert (shell.may_manage, shell.may_own) == (False, False)


@pytest.mark.parametrize("units", [1, 3])
def test_the_frame_takes_at_most_four_queries(aozora, mana, now, units, django_assert_num_queries):
    for number in range(units):
        make_organization(f"Unit {number}", above=aozora)
    make_assessment(aozora, mana, now=now)

    with django_assert_num_queries(4):
        shell_of(mana, aozora, Role.MANAGER, "overview")


def test_after_a_move_only_what_is_asked_counts(aozora, mana, now):
    assessment = make_assessment(aozora, mana, now=now)
    say(assessment, mana, Kind.PRACTICE, now=now, charter=2, culture=3)
    move(assessment, make_smaller_edition("culture"), mana, now=now)

    assert shell_of(mana, aozora, Role.MANAGER, "overview").progress == "1/7"
