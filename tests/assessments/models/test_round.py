# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import date

import pytest
from django.db import IntegrityError

from assessments.models import Round


def opened(organization, by, now, period="2026-Q4"):
    return Round.objects.create(
        organization=organization,
        pack="ospo-journey",
        period=period,
        kinds=["unit"],
        due_date=date(2026, 12, 31),
        opened_at=now,
        opened_by=by,
    )


def test_a_period_is_opened_once_for_a_part_of_the_tree(aozora, mana, now):
    opened(aozora, mana, now)

    with pytest.raises(IntegrityError):
        opened(aozora, mana, now)


def test_a_period_is_a_quarter(aozora, mana, now):
    with pytest.raises(IntegrityError):
        opened(aozora, mana, now, "2026-Q5")
