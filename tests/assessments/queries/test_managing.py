# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from accounts.models import Role
from assessments.queries.managing import covering, managing, nearest
from tests.factories import join, make_organization, make_user


def test_what_lies_below_another_is_covered_by_it():
    assert covering(["0002", "00010001", "0001", "000100010001"]) == ["0001", "0002"]
    assert covering([]) == []


def test_the_nearest_managers_look_after_a_unit(aozora, alice, mana, connie, django_assert_num_queries):
    owned, bare = (make_organization(name, above=aozora) for name in ("Owned", "Bare"))
    below = make_organization("Below", above=owned)
    olga = join(make_user("Olga"), owned, Role.OWNER).user
    join(make_user("Gone", is_active=False), bare, Role.MANAGER)

    with django_assert_num_queries(1):
        held = managing([aozora.path])

    found = {unit.name: nearest(unit.lineage, held) for unit in (aozora, owned, below, bare)}
    assert found == {"Aozora": [mana.pk], "Owned": [olga.pk], "Below": [olga.pk], "Bare": [mana.pk]}
    assert managing([]) == {}


def test_nobody_outside_of_the_paths_is_looked_at(aozora, midori, mana, charlie):
    held = managing([midori.path])

    assert nearest(aozora.lineage, held) == []
    assert nearest(midori.lineage, held) == [charlie.pk]
