# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest

from assessments.models import UnitResult
from assessments.models.group import LATEST
from assessments.models.scoping import UnscopedRead
from tests.factories import make_assessment, make_organization, submit


def test_rows_below_are_those_of_its_own_tree_without_itself(aozora, midori, mana, now):
    imaging = make_organization("Imaging", above=aozora)
    lens = make_organization("Lens", above=imaging)
    for one in (aozora, imaging, lens, make_organization("Elsewhere", above=midori)):
        pack = submit(make_assessment(one, mana, now=now), mana, now=now).pack

    found = [list(UnitResult.objects.below(one, pack, LATEST).order_by("path")) for one in (aozora, imaging, lens)]

    assert [[row.organization for row in rows] for rows in found] == [[imaging, lens], [lens], []]


def test_rows_of_everybody_are_not_for_our_code(db):
    with pytest.raises(UnscopedRead):
        UnitResult.objects.all()
