# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Role, User
from tests.factories import join, make_user


def test_erase_person_erases_and_says_under_which_name(mana, capsys):
    call_command("erase_person", mana.email)

    assert str(User.objects.get(pk=mana.pk)) in capsys.readouterr().out


def test_erase_person_leaves_the_only_owner(aozora):
    owner = join(make_user("Olga"), aozora, Role.OWNER).user

    with pytest.raises(CommandError, match="the only owner of Aozora"):
        call_command("erase_person", owner.email)

    assert User.objects.get(pk=owner.pk).is_active


def test_erase_person_says_when_nothing_bears_the_address(db):
    with pytest.raises(CommandError, match="Nothing here bears this address"):
        call_command("erase_person", "nobody@example.org")
