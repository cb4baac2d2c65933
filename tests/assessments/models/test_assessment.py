# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Role
from assessments.models import Assessment
from tests.factories import join, make_assessment, make_edition, make_organization, make_user, submit


def make(organization, by, now, **fields):
    said = {"period": "2026-Q4", "pack": "ospo-journey", "opened_at": now, "opened_by": by} | fields
    edition = make_edition()
    with transaction.atomic():
        return Assessment.objects.create(organization=organization, edition=edition, **said)


def test_one_open_an_organization_pack_and_period(aozora, alice, now):
    make(aozora, alice, now)

    with pytest.raises(IntegrityError):
        make(aozora, alice, now)
    assert make(aozora, alice, now, period="2027-Q1").is_open


def test_one_submitted_stands_a_period(aozora, alice, now):
    submitted = {"state": "submitted", "submitted_at": now, "submitted_by": alice}
    make(aozora, alice, now, **submitted)

    with pytest.raises(IntegrityError):
        make(aozora, alice, now, **submitted)
    assert make(aozora, alice, now, **submitted | {"state": "superseded"}).state == "superseded"


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "submitted"},
        {"submitted_at": "2026-11-16T09:00:00Z"},
        {"state": "lost"},
        {"period": "2026-Q5"},
        {"period": "autumn"},
    ],
)
def test_the_database_refuses_what_cannot_be(aozora, alice, now, fields):
    with pytest.raises(IntegrityError):
        make(aozora, alice, now, **fields)


def test_it_is_known_to_those_with_a_role_there_or_above(aozora, midori, mana, charlie, now):
    unit = make_organization("Unit", above=aozora)
    viewer = join(make_user(), unit, Role.VIEWER).user
    assessment = make_assessment(unit, mana, now=now)
    submit(make_assessment(aozora, mana, now=now), mana, now=now)

    roles = {
        user.name: [one.role for one in Assessment.objects.known_to(user).filter(pk=assessment.pk)]
        for user in (mana, charlie)
    }

    assert roles == {"Mana": ["manager"], "Charlie": []}
    assert [one.pk for one in Assessment.objects.known_to(viewer)] == [assessment.pk]
