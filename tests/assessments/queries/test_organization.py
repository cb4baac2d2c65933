# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from accounts.models import Organization, User
from assessments.queries.organization import topmost_organization, units_below
from tests.factories import join, make_organization, make_user


def test_the_topmost_is_the_highest_in_any_tree(aozora: Organization, midori: Organization) -> None:
    deep = make_organization("Lenses", above=make_organization("Imaging", above=aozora))
    nora = join(make_user(), deep).user
    assert topmost_organization(nora) == deep

    join(nora, midori)

    assert topmost_organization(nora) == midori


def test_a_stranger_to_all_has_none(aozora: Organization, carol: User) -> None:
    assert topmost_organization(carol) is None


def test_units_stand_in_the_order_of_the_tree_with_their_depth(aozora: Organization, midori: Organization) -> None:
    imaging = make_organization("Imaging", above=aozora)
    games = make_organization("Games", above=aozora)
    lenses = make_organization("Lenses", above=imaging)
    make_organization("Elsewhere", above=midori)

    found = [(unit.organization, unit.depth) for unit in units_below(aozora, None)]

    assert found == [(imaging, 1), (lenses, 2), (games, 1)]
    assert [(unit.organization, unit.depth) for unit in units_below(imaging, None)] == [(lenses, 1)]
