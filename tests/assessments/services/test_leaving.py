# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from datetime import timedelta

import pytest

from accounts.models import Membership, Role
from accounts.services import LastOwner
from assessments.models import PlanChange, PlanItem
from assessments.services.leaving import take_role
from assessments.services.planning import change_item
from tests.factories import join, make_organization, make_plan_item, make_user


def given_to(person, organization, by, now, **changes):
    item = make_plan_item(organization, by, now=now)
    changes = {"assignee": person, **changes}
    return change_item(item=item, seen=1, changes=changes, idempotency_key=uuid.uuid4(), by=by, now=now)


def whose(item):
    return PlanItem.unscoped.get(pk=item.pk).assignee


def test_what_somebody_who_leaves_was_to_do_is_nobodys_with_a_line(aozora, alice, connie, now):
    unit = make_organization("Imaging", above=aozora)
    here, below = given_to(connie, aozora, alice, now), given_to(connie, unit, alice, now)

    later = now + timedelta(hours=1)

    take_role(organization=aozora, user=connie, by=alice, now=later)

    assert not Membership.objects.filter(user=connie).exists()
    assert (whose(here), whose(below)) == (None, None)
    line = PlanChange.unscoped.get(item=here, revision=3)
    assert (line.before, line.after, line.by) == ({"assignee": connie.pk}, {"assignee": None}, alice)
    found = PlanItem.unscoped.get(pk=here.pk)
    assert (found.revision, found.changed_at) == (3, later)


def test_what_is_done_or_anothers_stays(aozora, alice, connie, now):
    done = given_to(connie, aozora, alice, now, status="done")
    anothers = given_to(alice, aozora, alice, now)

    take_role(organization=aozora, user=connie, by=alice, now=now)

    assert (whose(done), whose(anothers)) == (connie, alice)


def test_where_another_role_holds_it_stays_theirs(aozora, midori, alice, connie, now):
    unit, other = make_organization("Imaging", above=aozora), make_organization("Lens", above=aozora)
    join(connie, unit, Role.MANAGER)
    join(connie, midori, Role.MANAGER)
    theirs = [given_to(connie, one, alice, now) for one in (unit, midori)]
    lost = [given_to(connie, one, alice, now) for one in (aozora, other)]

    take_role(organization=aozora, user=connie, by=alice, now=now)

    assert [whose(item) for item in theirs] == [connie, connie]
    assert [whose(item) for item in lost] == [None, None]


def test_a_role_above_holds_below_too(aozora, alice, connie, now):
    unit = make_organization("Imaging", above=aozora)
    join(connie, unit, Role.MANAGER)
    item = given_to(connie, unit, alice, now)

    take_role(organization=unit, user=connie, by=alice, now=now)

    assert whose(item) == connie


def test_where_the_last_owner_would_leave_nothing_changes(aozora, alice, now):
    item = given_to(alice, aozora, alice, now)

    with pytest.raises(LastOwner):
        take_role(organization=aozora, user=alice, by=alice, now=now)

    assert whose(item) == alice


def test_somebody_elsewhere_keeps_what_is_theirs(aozora, midori, alice, now):
    person = make_user("Kenji")
    join(person, aozora)
    item = given_to(person, midori, alice, now)

    take_role(organization=aozora, user=person, by=alice, now=now)

    assert whose(item) == person
