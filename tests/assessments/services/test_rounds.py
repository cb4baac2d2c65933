# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import date, timedelta

import pytest

from accounts.models import Event
from assessments.models import Assessment, Round
from assessments.models.answer import Kind
from assessments.queries.running import is_running, is_silent
from assessments.services import rounds as service
from assessments.services.opening import open_assessment
from assessments.services.refusal import NotAccepted
from assessments.services.rounds import BROKEN, RoundExists, go_on_with_round, open_round, run_round, set_due_day
from tests.factories import make_assessment, make_edition, make_organization, say, submit

DUE = date(2026, 12, 11)


@pytest.fixture
def edition(db):
    return make_edition()


@pytest.fixture
def units(aozora):
    return [make_organization(f"Unit {number}", above=aozora, kind="unit") for number in range(1, 5)]


def opened(organization, by, now, **changes):
    said = {"pack": "ospo-journey", "kinds": ["unit"], "due_date": DUE} | changes
    return open_round(organization=organization, **said, by=by, now=now)


def run(found, now):
    run_round(round_id=str(found.pk), clock=lambda: now)
    found.refresh_from_db()
    return found


def opened_at(unit):
    return Assessment.objects.for_organization(unit).open().get()


def test_each_unit_of_these_kinds_gets_an_assessment_with_the_due_day(edition, aozora, units, mana, now):
    department = make_organization("Department", above=units[0], kind="department")

    found = run(opened(aozora, mana, now), now)

    assert [(opened_at(one).period, opened_at(one).due_date) for one in units] == [("2026-Q4", DUE)] * 4
    assert not Assessment.objects.filter(organization__in=[aozora, department]).exists()
    assert (found.total, found.done, found.finished_at, found.failure) == (4, 4, now, "")
    assert Event.objects.get(organization=aozora, what="round opened").after["kinds"] == ["unit"]


def test_what_is_open_keeps_its_answers_and_an_earlier_day(edition, aozora, units, mana, now):
    early = make_assessment(units[0], mana, edition, now=now)
    Assessment.objects.filter(pk=early.pk).update(due_date=date(2026, 12, 1))
    late = make_assessment(units[1], mana, edition, now=now)
    say(late, mana, Kind.PRACTICE, now=now, strategy=2)
    done = submit(make_assessment(units[2], mana, edition, now=now), mana, now=now)

    run(opened(aozora, mana, now), now)

    due = {one: opened_at(one).due_date for one in units if one != units[2]}
    assert due == {units[0]: date(2026, 12, 1), units[1]: DUE, units[3]: DUE}
    assert opened_at(units[1]).pk == late.pk
    assert list(Assessment.objects.for_organization(units[2])) == [done]


def test_an_earlier_quarter_that_is_open_comes_first(edition, aozora, units, mana, now):
    earlier = make_assessment(units[0], mana, edition, now=now - timedelta(days=90))

    found = run(opened(aozora, mana, now), now)

    assert opened_at(units[0]) == earlier
    assert opened_at(units[0]).due_date == date(2026, 9, 30)
    assert found.finished_at == now

    submit(earlier, mana, now=now)
    assert go_on_with_round(found=found, by=mana, now=now)
    run(found, now)
    assert opened_at(units[0]).period == "2026-Q4"


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"kinds": ["group"]}, "kinds"),
        ({"kinds": []}, "kinds"),
        ({"due_date": date(2026, 11, 15)}, "due_date"),
        ({"due_date": date(2027, 4, 1)}, "due_date"),
    ],
)
def test_what_cannot_be_is_refused(edition, aozora, units, mana, now, changes, place):
    with pytest.raises(NotAccepted) as refusal:
        opened(aozora, mana, now, **changes)
    assert [fault.place for fault in refusal.value.faults] == [place]
    assert not Round.objects.within(aozora).exists()


def test_the_last_due_day_is_90_days_after_the_quarter(edition, aozora, units, mana, now):
    assert opened(aozora, mana, now, due_date=date(2027, 3, 31)).due_date == date(2027, 3, 31)


def test_without_an_edition_nothing_can_be_opened(aozora, units, mana, now):
    with pytest.raises(NotAccepted):
        opened(aozora, mana, now)


def test_the_days_and_the_quarter_are_those_of_the_organization(edition, aozora, units, mana, now):
    newyear = now.replace(month=12, day=31, hour=20)  # in Tokyo it is 2027

    assert opened(aozora, mana, newyear, due_date=date(2027, 1, 1)).period == "2027-Q1"


def test_a_quarter_is_opened_once(edition, aozora, units, mana, now):
    first = opened(aozora, mana, now)

    with pytest.raises(RoundExists) as exists:
        opened(aozora, mana, now, due_date=date(2026, 12, 24))
    assert exists.value.round == first


def test_after_a_crash_it_goes_on_where_it_stopped(edition, aozora, units, mana, now, monkeypatch):
    monkeypatch.setattr(service, "BATCH", 2)
    found, calls = opened(aozora, mana, now), []

    def crashes_at_the_third(**said):
        calls.append(said["organization"])
        if len(calls) == 3:
            raise RuntimeError
        return open_assessment(**said)

    monkeypatch.setattr(service, "open_assessment", crashes_at_the_third)
    with pytest.raises(RuntimeError):
        run(found, now)
    found.refresh_from_db()
    assert (found.done, found.failure, found.finished_at) == (2, BROKEN, now)

    monkeypatch.setattr(service, "open_assessment", open_assessment)
    before = opened_at(units[0])
    assert go_on_with_round(found=found, by=mana, now=now)
    found = run(found, now)

    assert opened_at(units[0]) == before
    assert [Assessment.objects.for_organization(one).count() for one in units] == [1] * 4
    assert (found.done, found.total, found.failure) == (4, 4, "")


def test_one_that_was_killed_is_taken_up_after_two_silent_minutes(edition, aozora, units, mana, now):
    found = opened(aozora, mana, now)
    service._begin(str(found.pk), now)  # and then nothing more: the process is gone

    soon, later = now + timedelta(minutes=1), now + timedelta(minutes=3)
    run(found, soon)
    assert not Assessment.objects.filter(organization__in=units).exists()
    assert is_running(found, soon)
    assert is_silent(found, later)

    assert run(found, later).finished_at == later
    assert Assessment.objects.filter(organization__in=units).count() == 4


def test_one_that_wakes_up_after_another_took_over_stops(edition, aozora, units, mana, now, monkeypatch):
    monkeypatch.setattr(service, "BATCH", 1)
    found, later = opened(aozora, mana, now), now + timedelta(minutes=3)
    opened_by, is_first = [], True

    def sleeps(**said):
        nonlocal is_first
        opened_by.append(said["organization"])
        if is_first:
            is_first = False
            run_round(round_id=str(found.pk), clock=lambda: later)
        return open_assessment(**said)

    monkeypatch.setattr(service, "open_assessment", sleeps)
    run(found, now)

    assert [Assessment.objects.for_organization(one).count() for one in units] == [1] * 4
    assert opened_by.count(units[1]) == 1  # the one that woke up went no further
    assert (found.done, found.finished_at) == (4, later)


def test_a_new_due_day_goes_to_those_who_had_the_old_one(edition, aozora, units, mana, now):
    early = make_assessment(units[0], mana, edition, now=now)
    Assessment.objects.filter(pk=early.pk).update(due_date=date(2026, 12, 1))
    found = run(opened(aozora, mana, now), now)

    set_due_day(found=found, due_date=date(2026, 12, 18), by=mana, now=now)

    assert [opened_at(one).due_date.day for one in units] == [1, 18, 18, 18]
    found.refresh_from_db()
    assert found.due_date == date(2026, 12, 18)
    line = Event.objects.get(what="round due day changed")
    assert (line.before["due"], line.after["due"]) == ("2026-12-11", "2026-12-18")

    set_due_day(found=found, due_date=date(2026, 11, 20), by=mana, now=now)
    assert {opened_at(one).due_date for one in units} == {date(2026, 11, 20)}


def test_the_due_day_stands_while_assessments_are_opened(edition, aozora, units, mana, now):
    found = opened(aozora, mana, now)

    with pytest.raises(NotAccepted) as refusal:
        set_due_day(found=found, due_date=date(2026, 12, 18), by=mana, now=now)
    assert [fault.place for fault in refusal.value.faults] == ["due_date"]
    assert not go_on_with_round(found=found, by=mana, now=now)
