# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What group dashboards read is right after every submission, amendment and deletion, unit by unit."""

import threading
from collections import Counter
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction

from assessments.models import Assessment, GroupResult, UnitLevel, UnitResult
from assessments.models.answer import Kind
from assessments.models.group import LATEST
from assessments.services.opening import amend_assessment, open_assessment
from assessments.services.rolling_up import describe_organization, roll_up, take_out
from assessments.services.rolling_up_anew import roll_up_all
from tests.assessments.services.rolled_up import group_of, state_of_all
from tests.factories import make_assessment, make_edition, make_organization, say, submit
from tests.made_up_group import made_up_group


@pytest.fixture
def imaging(aozora):
    return make_organization("Imaging", above=aozora, kind="unit")


def rows_of(organization, pack):
    return {row.period: row for row in UnitResult.objects.within(organization).filter(pack=pack)}


def test_a_submission_leaves_the_row_of_its_period_and_the_latest_one(aozora, imaging, mana, now):
    assessment = make_assessment(imaging, mana, now=now, profile="leader")
    say(assessment, mana, Kind.PRACTICE, now=now, charter=2, health=4)

    submit(assessment, mana, now=now)

    rows = rows_of(imaging, assessment.pack)
    assert set(rows) == {"2026-Q4", LATEST}
    row = rows[LATEST]
    assert (row.root, row.path, row.kind, row.profile) == (aozora.path, imaging.path, "unit", "leader")
    assert (row.said_in, row.submitted_at, row.change, row.moved) == ("2026-Q4", now, None, {})
    assert row.levels["ospo"]["said"] == 66.7
    assert row.practices["charter"][0] == 2
    assert row.trend == [["2026-Q4", row.at_target, row.applicable]]
    assert row.share == round(Decimal(row.at_target) / row.applicable, 4)
    levels = UnitLevel.objects.within(imaging).filter(period=LATEST)
    assert {one.level for one in levels} == set(row.levels)
    assert list(UnitResult.objects.below(aozora, assessment.pack, LATEST)) == [row]


def test_all_above_count_the_unit_and_it_does_not_count_itself(aozora, imaging, mana, now):
    lens = make_organization("Lens", above=imaging)
    assessment = make_assessment(lens, mana, now=now)
    say(assessment, mana, Kind.PRACTICE, now=now, charter=2, health=4)

    submit(assessment, mana, now=now)

    row = rows_of(lens, assessment.pack)[LATEST]
    for above in (aozora, imaging):
        for period in ("2026-Q4", LATEST):
            group = group_of(above, assessment, period)
            assert (group.units, group.at_target, group.applicable) == (1, row.at_target, row.applicable)
            assert group.moves == {"first": 1}
            assert group.editions[str(assessment.edition_id)]["units"] == 1
    assert not GroupResult.objects.within(lens).exists()


def test_the_next_quarter_says_what_moved_since(aozora, imaging, mana, now):
    first = make_assessment(imaging, mana, now=now)
    say(first, mana, Kind.PRACTICE, now=now, charter=0, health=4)
    submit(first, mana, now=now)
    later = now + timedelta(days=92)
    second = open_assessment(organization=imaging, pack=first.pack, by=mana, now=later)
    say(second, mana, Kind.PRACTICE, now=later, charter=4)

    submit(second, mana, now=later)

    rows = rows_of(imaging, first.pack)
    assert set(rows) == {"2026-Q4", "2027-Q1", LATEST}
    row = rows[LATEST]
    assert row.moved["since"] == {
        "assessment": str(first.pk),
        "edition": str(first.edition_id),
        "period": "2026-Q4",
    }
    assert row.change == row.at_target - rows["2026-Q4"].at_target == 1
    assert row.moved["levels"]["ospo"]["progress"] == row.moved["levels"]["ospo"]["change"] > 0
    assert [period for period, _at_target, _applicable in row.trend] == ["2026-Q4", "2027-Q1"]
    assert group_of(aozora, first).moves == {"up": 1}
    levels = UnitLevel.objects.within(imaging).values_list("period", flat=True)
    assert Counter(levels) == dict.fromkeys(rows, len(row.levels))
    moves = group_of(aozora, first).editions[str(first.edition_id)]["moves"]["ospo"]
    assert moves["progress"] == [1, 0, round(row.moved["levels"]["ospo"]["progress"] * 10)]


def test_the_trend_shows_the_last_twelve_quarters(aozora, mana, now):
    edition, quarters = make_edition(), [f"{year}-Q{quarter}" for year in range(2023, 2027) for quarter in range(1, 5)]
    for number, period in enumerate(quarters[:14]):
        at = now + timedelta(minutes=number)
        submit(open_assessment(organization=aozora, pack=edition.pack, period=period, by=mana, now=at), mana, now=at)

    trend = rows_of(aozora, edition.pack)[LATEST].trend

    assert [period for period, _at_target, _applicable in trend] == quarters[2:14]


def test_an_amendment_of_an_earlier_quarter_changes_what_followed(aozora, imaging, mana, now):
    first = make_assessment(imaging, mana, now=now)
    say(first, mana, Kind.PRACTICE, now=now, charter=0)
    submit(first, mana, now=now)
    later = now + timedelta(days=92)
    submit(open_assessment(organization=imaging, pack=first.pack, by=mana, now=later), mana, now=later)

    amended = amend_assessment(assessment=first, by=mana, now=later)
    say(amended, mana, Kind.PRACTICE, now=later, charter=4)
    submit(amended, mana, now=later)

    rows = rows_of(imaging, first.pack)
    assert rows["2026-Q4"].assessment_id == amended.pk
    assert rows[LATEST].moved["since"]["assessment"] == str(amended.pk)
    assert rows[LATEST].change == -1
    assert group_of(aozora, first).moves == {"down": 1}
    assert group_of(aozora, first).units == 1


def test_rolling_up_again_changes_nothing(aozora, imaging, mana, now, django_assert_num_queries):
    assessment = submit(make_assessment(imaging, mana, now=now), mana, now=now)
    kept = state_of_all()

    with transaction.atomic(), django_assert_num_queries(4):
        roll_up(organization=imaging, pack=assessment.pack)

    assert state_of_all() == kept


@pytest.mark.parametrize("units", [1, 3, 60])
def test_a_submission_takes_so_many_queries_however_many_units_there_are(units, mana, now, django_assert_num_queries):
    edition = make_edition()
    group = made_up_group(units, 2, edition=edition, by=mana)
    unit = make_organization("Unit", above=make_organization("Company", above=group))
    first = submit(make_assessment(unit, mana, edition, now=now), mana, now=now)
    later = now + timedelta(days=92)
    opened = open_assessment(organization=unit, pack=first.pack, by=mana, now=later)
    submit(opened, mana, now=later)
    amended = amend_assessment(assessment=opened, by=mana, now=later)

    # Of these, 12 are the roll-up's.
    with django_assert_num_queries(23):
        submit(amended, mana, now=later)


def test_what_is_taken_out_is_counted_no_more(aozora, imaging, mana, now):
    stays = make_organization("Lens", above=aozora)
    for unit in (imaging, stays):
        submit(make_assessment(unit, mana, now=now), mana, now=now)

    with transaction.atomic():
        take_out(organization=imaging)
        Assessment.objects.for_organization(imaging).delete()

    assert [row["path"] for row in state_of_all()["units"]] == [stays.path] * 2
    assert {group["units"] for group in state_of_all()["groups"]} == {1}
    assert list(roll_up_all(write=False)) == []


def test_a_new_kind_reaches_the_rows(aozora, imaging, mana, now):
    assessment = submit(make_assessment(imaging, mana, now=now), mana, now=now)
    said = {"name": "Imaging", "time_zone": "UTC", "language": "en"}

    describe_organization(organization=imaging, kind="department", **said, by=mana, now=now)

    assert {row.kind for row in rows_of(imaging, assessment.pack).values()} == {"department"}
    assert list(roll_up_all(write=False)) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("trial", range(5))
def test_units_that_submit_at_the_same_moment_are_all_counted(aozora, mana, now, trial):
    units = [make_organization(f"Unit {number}", above=aozora) for number in range(4)]
    opened = [make_assessment(unit, mana, make_edition(), now=now) for unit in units]
    start, failed = threading.Barrier(len(opened)), []

    def submitting(assessment):
        start.wait()
        try:
            submit(assessment, mana, now=now)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=submitting, args=[one]) for one in opened]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    assert group_of(aozora, opened[0]).units == 4
    assert list(roll_up_all(write=False)) == []
