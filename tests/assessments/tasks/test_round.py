# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import date, timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from assessments.models import Round
from assessments.services.rounds import open_round
from assessments.tasks.round import open_assessments
from tests.factories import make_edition, make_organization


def test_should_it_die_the_rest_is_opened_two_minutes_later(aozora, mana, now, time_machine):
    make_edition()
    units = [make_organization(f"Unit {number}", above=aozora, kind="unit") for number in range(2)]
    said = {"pack": "ospo-journey", "kinds": ["unit"], "due_date": date(2026, 12, 11)}
    found = open_round(organization=aozora, **said, by=mana, now=now)
    tasks = DBTaskResult.objects.filter(task_path=open_assessments.module_path)
    # Another run has begun, and dies now.
    Round.objects.within(aozora).update(total=2, seen_at=now)

    open_assessments.call(str(found.pk))

    assert [unit.assessments.count() for unit in units] == [0, 0]
    later = tasks.get().run_after
    assert now + timedelta(minutes=2) < later < now + timedelta(minutes=3)
    time_machine.move_to(later)
    open_assessments.call(str(found.pk))
    assert [unit.assessments.count() for unit in units] == [1, 1]
    found.refresh_from_db()
    assert (found.done, found.failure) == (2, "")

    time_machine.move_to(timezone.now() + timedelta(minutes=5))
    waiting = tasks.count()
    open_assessments.call(str(found.pk))
    assert tasks.count() == waiting
