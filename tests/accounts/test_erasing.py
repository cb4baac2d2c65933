# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest

from accounts.erasing import OnlyOwner, owned_alone, pseudonym, take_identity
from accounts.models import Role
from tests.factories import join, make_organization, make_user


def test_pseudonyms_are_random_and_say_nothing():
    assert pseudonym() != pseudonym()


def test_who_owns_with_another_or_below_an_owner_owns_nothing_alone(aozora, alice):
    unit = make_organization("Imaging", above=aozora)
    owner = join(make_user("Olga"), unit, Role.OWNER).user

    assert owned_alone(owner) == []
    assert owned_alone(alice) == [aozora]


def test_an_owner_who_is_gone_does_not_count(aozora, alice):
    join(make_user("Gone", is_active=False), aozora, Role.OWNER)

    assert owned_alone(alice) == [aozora]


def test_only_owners_keep_their_identity(aozora, alice, now):
    with pytest.raises(OnlyOwner):
        take_identity(user=alice, name="person-1", by=alice, now=now)
