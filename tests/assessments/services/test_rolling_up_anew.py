# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import random
from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import Organization
from assessments.domain.period import period_of
from assessments.models import Assessment, GroupResult, UnitLevel, UnitResult
from assessments.models.answer import Kind
from assessments.models.group import LATEST
from assessments.services.opening import amend_assessment, open_assessment
from assessments.services.rolling_up_anew import roll_up_all
from tests.assessments.services.rolled_up import state_of_all
from tests.factories import make_assessment, make_edition, make_organization, say, submit


def from_nothing():
    """The same once all of it was thrown away and worked out anew."""
    for model in (UnitLevel, UnitResult, GroupResult):
        model.unscoped.all().delete()
    assert list(roll_up_all(write=True)) or not Assessment.objects.submitted().exists()
    return state_of_all()


def something_happens(chance, aozora, by, at, units):
    """A unit is added, submits a quarter or amends one; what was opened on the way is submitted."""
    if len(units) < 2 or chance.random() < 0.25:
        units.append(make_organization(f"Unit {len(units)}", above=chance.choice([aozora, *units])))
        return
    unit = chance.choice(units)
    standing = list(Assessment.objects.for_organization(unit).submitted().with_edition().order_by("period"))
    if standing and chance.random() < 0.4:
        opened = amend_assessment(assessment=chance.choice(standing), by=by, now=at)
    elif any(one.period == period_of(at.date()) for one in standing):
        return
    else:
        opened = open_assessment(organization=unit, pack="ospo-journey", by=by, now=at)
    keys = chance.sample(["strategy", "charter", "health", "culture"], 2)
    if opened.edition.version == "1.2.0":
        say(opened, by, Kind.PRACTICE, now=at, **{key: chance.randrange(5) for key in keys})
    submit(opened, by, now=at)


@pytest.mark.parametrize("seed", range(4))
def test_after_whatever_happens_the_rows_are_those_that_come_out_of_nothing(seed, aozora, mana):
    chance, units = random.Random(seed), []  # noqa: S311 (the same each time, and no secret)
    make_edition("edition-before")
    for step in range(40):
        if step == 15:
            make_edition(now=datetime(2026, 2, 2, tzinfo=UTC))
        at = datetime(2026, 2, 3, 9, tzinfo=UTC) + timedelta(days=step * 20)
        something_happens(chance, aozora, mana, at, units)
        assert list(roll_up_all(write=False)) == []

    kept = state_of_all()

    assert len(kept["units"]) > 10
    assert from_nothing() == kept


def test_faults_are_found_named_and_mended(aozora, mana, now):
    imaging = make_organization("Imaging", above=aozora)
    assessment = submit(make_assessment(imaging, mana, now=now), mana, now=now)
    kept = state_of_all()
    Organization.objects.filter(pk=aozora.pk).update(units_below=7)
    UnitResult.objects.within(imaging).filter(period=LATEST).update(gap=4)
    UnitLevel.objects.within(imaging).filter(period="2026-Q4", level="ospo").delete()
    GroupResult.objects.within(aozora).filter(period="2026-Q4").update(units=3)
    faults = [
        f"{aozora.pk}: it has 1 units below, not 7",
        f"{imaging.pk}: the row of {assessment.pack} for the latest period",
        f"{aozora.pk}: the sums of {assessment.pack} for 2026-Q4",
    ]

    assert list(roll_up_all(write=False)) == faults
    list(roll_up_all(write=True))

    assert list(roll_up_all(write=False)) == []
    assert state_of_all() == kept
    aozora.refresh_from_db()
    assert aozora.units_below == 1
