# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import threading

import pytest
from django.db import connection

from accounts.models import Event, Membership, Role
from accounts.services import LastOwner, set_preferences, set_role, update_organization
from tests.factories import join, make_organization, make_user


def test_a_change_of_the_organization_is_recorded(aozora, alice, now):
    said = {"name": "Aozora Group", "kind": "group", "time_zone": "Asia/Tokyo", "language": "ja"}

    update_organization(organization=aozora, **said, by=alice, now=now)

    aozora.refresh_from_db()
    assert aozora.name == "Aozora Group"
    event = Event.objects.get()
    assert (event.by, event.at, event.before["name"], event.after["name"]) == (alice, now, "Aozora", "Aozora Group")


def test_no_change_leaves_no_line(aozora, alice, now):
    said = {key: getattr(aozora, key) for key in ("name", "kind", "time_zone", "language")}

    update_organization(organization=aozora, **said, by=alice, now=now)

    assert not Event.objects.exists()


def test_a_role_is_given_changed_and_taken(aozora, alice, now):
    user = make_user()
    for role in (Role.VIEWER, Role.MANAGER, None):
        set_role(organization=aozora, user=user, role=role, by=alice, now=now)

    assert not Membership.objects.filter(user=user).exists()
    roles = [(event.before["role"], event.after["role"]) for event in Event.objects.order_by("pk")]
    assert roles == [(None, "viewer"), ("viewer", "manager"), ("manager", None)]


@pytest.mark.parametrize("role", [None, Role.MANAGER])
def test_the_last_owner_stays(aozora, alice, now, role):
    with pytest.raises(LastOwner):
        set_role(organization=aozora, user=alice, role=role, by=alice, now=now)

    assert Membership.objects.get(user=alice).role == Role.OWNER


def test_an_owner_who_cannot_sign_in_any_more_is_none(aozora, alice, now):
    join(make_user(is_active=False), aozora, Role.OWNER)

    with pytest.raises(LastOwner):
        set_role(organization=aozora, user=alice, role=None, by=alice, now=now)


def test_an_owner_above_is_owner_enough(aozora, alice, now):
    unit = make_organization("Unit", above=aozora)
    user = join(make_user(), unit, Role.OWNER).user

    set_role(organization=unit, user=user, role=None, by=alice, now=now)

    assert not Membership.objects.filter(user=user).exists()


@pytest.mark.django_db(transaction=True)
def test_two_owners_who_remove_each_other_leave_one(aozora, now):
    owners = [join(make_user(), aozora, Role.OWNER).user for _each in range(2)]
    start = threading.Barrier(2)

    def remove(user, by):
        start.wait()
        try:
            set_role(organization=aozora, user=user, role=None, by=by, now=now)
        except LastOwner:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=remove, args=pair) for pair in (owners, owners[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Membership.objects.filter(organization=aozora, role=Role.OWNER).count() == 1


def test_preferences_are_the_persons_own(alice, mana):
    set_preferences(user=alice, language="ja", appearance="dark")

    alice.refresh_from_db()
    mana.refresh_from_db()
    assert (alice.language, alice.appearance) == ("ja", "dark")
    assert (mana.language, mana.appearance) == ("", "device")
