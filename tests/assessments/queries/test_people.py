# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import timedelta

import pytest

from accounts.models import Membership, Role
from assessments.models import Assignment
from assessments.models.answer import Kind
from assessments.queries.people import people_page, taken_by
from assessments.services.assigning import assign_section, unassign_section
from tests.factories import join, make_assessment, make_organization, make_user, say


@pytest.fixture
def assessment(aozora, mana, now):
    return make_assessment(aozora, mana, now=now)


@pytest.fixture
def ask(assessment, mana, now):
    def with_(user, *sections):
        for section in sections:
            assign_section(assessment=assessment, section=section, user=user, by=mana, now=now)

    return with_


def test_each_section_with_those_who_are_asked_and_what_is_nobodys(assessment, connie, mana, ask, now):
    ask(connie, "ospo", "routines"), ask(mana, "ospo")

    page = people_page(assessment, now)

    assert [(one.section.key, one.people) for one in page.sections] == [
        ("situations", []),
        ("management", []),
        ("ospo", [connie, mana]),
        ("employee", []),
        ("business-units", []),
        ("routines", [connie]),
    ]
    assert page.nobodys == ["Situations", "Management", "Employee", "Business units"]


def test_contributors_and_managers_may_be_asked_here_or_from_above(aozora, alice, mana, connie, bob, charlie, now):
    unit = make_organization("Imaging", above=aozora)
    both = make_user("Both")
    join(both, aozora, Role.VIEWER), join(both, unit, Role.CONTRIBUTOR)

    page = people_page(make_assessment(unit, mana, now=now), now)

    assert page.members == [
        (alice, Role.OWNER),
        (both, Role.CONTRIBUTOR),
        (connie, Role.CONTRIBUTOR),
        (mana, Role.MANAGER),
    ]


def test_who_lost_the_role_is_still_listed(assessment, connie, ask, now):
    ask(connie, "ospo")
    Membership.objects.filter(user=connie).update(role=Role.VIEWER)

    page = people_page(assessment, now)

    assert [(one.person.user, one.names, one.role) for one in page.people] == [(connie, ["OSPO"], None)]
    assert connie not in dict(page.members)


def test_since_when_nothing_has_moved(assessment, aozora, connie, mana, ask, now):
    def quiet(days):
        (one,) = people_page(assessment, now + timedelta(days=days)).people
        return one.quiet

    ask(connie, "ospo", "situations")
    assert quiet(3) == "Asked on 16 Nov 2026; nothing has moved since."
    say(assessment, mana, Kind.PRACTICE, now=now + timedelta(days=3), strategy=1)  # not theirs
    assert quiet(3) == "Asked on 16 Nov 2026; nothing has moved since."
    say(assessment, connie, Kind.SIGNAL, now=now + timedelta(days=1), technology_only__tools="us")
    say(assessment, mana, Kind.TARGET, now=now + timedelta(days=3), health=1)
    assert quiet(1) == "Something moved today."
    assert quiet(2) == "Nothing has moved for 1 day, since 17 Nov 2026."
    assert quiet(5) == "Nothing has moved for 4 days, since 17 Nov 2026."


def test_an_assignment_without_a_history(assessment, connie, now):
    Assignment.objects.create(**assessment.whose, section="routines", user=connie)

    assert [one.quiet for one in people_page(assessment, now).people] == ["Nothing has moved yet."]


def test_queries_are_constant(assessment, alice, connie, mana, ask, now, django_assert_num_queries):
    for users in ([connie], [connie, alice, mana]):
        for user in users:
            ask(user, "ospo", "routines")
        with django_assert_num_queries(6):
            assert len(people_page(assessment, now).people) == len(users)


def test_a_line_of_history_is_found_where_it_takes_a_section_away(assessment, connie, mana, ask, now):
    ask(connie, "routines")
    line = unassign_section(assessment=assessment, section="routines", user=connie, by=mana, now=now)

    taken = taken_by(assessment, str(line.pk))

    assert (taken.line, taken.user, taken.name) == (line, connie, "Routines")
    assert [taken_by(assessment, pk) for pk in (str(line.pk - 1), "x", "9" * 30)] == [None] * 3
