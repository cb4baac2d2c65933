# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest

from accounts.models import Organization, Role
from assessments.models.answer import Kind
from assessments.queries.shell import NEAREST, shell_of
from assessments.views.access import organization_or_404
from tests.factories import join, make_assessment, make_organization, make_smaller_edition, make_user, move, say, submit


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


def test_of_many_organizations_the_menu_shows_the_nearest(mana, aozora, now, django_assert_num_queries):
    companies = [make_organization(f"Company {number}", above=aozora) for number in range(4)]
    units = [make_organization(f"Unit {number}", above=companies[2]) for number in range(9)]
    for company in (companies[0], companies[3]):
        for number in range(15):
            make_organization(f"{company.name}.{number}", above=company)
    team = make_organization("Team", above=units[4])

    here = Organization.objects.get(pk=units[4].pk)
    with django_assert_num_queries(3):
        shell = shell_of(mana, here, Role.MANAGER, "overview")

    names = [one.name for one in shell.organizations]
    near = ["Aozora", "Company 2", *(f"Unit {number}" for number in range(5)), "Team"]
    near += [f"Unit {number}" for number in range(5, 9)]
    assert [name for name in names if not name.startswith(("Company 0", "Company 1", "Company 3"))] == near
    assert (len(names), shell.has_more) == (NEAREST, True)
    assert [one.pk for one in shell.organizations if one.is_current] == [units[4].pk]
    assert [one.path for one in shell.organizations] == sorted(one.path for one in shell.organizations)
    assert team.pk in {one.pk for one in shell.organizations}


def test_the_menu_names_no_organization_that_its_reader_may_not_see(aozora, midori, now):
    unit = make_organization("Unit", above=aozora)
    make_organization("Sister", above=aozora)
    below = join(make_user("Uma"), unit).user

    shell = shell_of(below, unit, Role.VIEWER, "overview")

    assert ([one.name for one in shell.organizations], shell.has_more) == (["Unit"], False)


def test_what_was_read_for_one_person_is_not_shown_to_another(rf, aozora, mana):
    unit = make_organization("Unit", above=aozora)
    below = join(make_user("Uma"), unit).user
    request = rf.get("/")
    request.user = mana
    found, _role = organization_or_404(request, unit.pk)

    assert [one.name for one in shell_of(mana, found, Role.MANAGER, "overview").organizations] == ["Aozora", "Unit"]
    assert [one.name for one in shell_of(below, found, Role.VIEWER, "overview").organizations] == ["Unit"]


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
