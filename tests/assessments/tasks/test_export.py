# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from assessments.models import Export
from assessments.services.exporting import ask_export, begin_export
from assessments.tasks.export import make_export
from tests.factories import make_assessment, make_edition, submit


def asked(organization, by, now, **fields):
    fields = {"what": "result", "form": "csv", "language": "en"} | fields
    return ask_export(organization=organization, by=by, now=now, **fields)


@pytest.fixture
def assessment(aozora, mana, now):
    return submit(make_assessment(aozora, mana, make_edition(), now=now), mana, now=now)


def test_the_worker_makes_the_file_that_was_asked_for(aozora, mana, now, assessment):
    export = asked(aozora, mana, now, assessment=assessment)

    make_export.call(str(export.pk))

    export.refresh_from_db()
    assert (export.name, export.finished_at, export.failure) == ("cairn-aozora-2026-q4-results.csv.zip", now, "")
    assert bytes(export.content)[:2] == b"PK"


def test_should_it_die_it_is_taken_up_again_two_minutes_later(aozora, mana, now, assessment, time_machine):
    export = asked(aozora, mana, now, assessment=assessment)
    begin_export(export_id=str(export.pk), now=now)

    assert make_export.call(str(export.pk)) == "under way"
    later = DBTaskResult.objects.get(task_path=make_export.module_path).run_after
    time_machine.move_to(later)
    make_export.call(str(export.pk))

    export.refresh_from_db()
    assert now + timedelta(minutes=2) < later < now + timedelta(minutes=3)
    assert abs(export.finished_at - later) < timedelta(seconds=1)


def test_what_cannot_be_made_ends_in_words_and_is_seen_in_the_log(aozora, mana, now):
    export = asked(aozora, mana, now)

    with pytest.raises(KeyError):
        make_export.call(str(export.pk))

    export.refresh_from_db()
    assert export.failure.startswith("It broke off.")
    assert not export.name


def test_expired_files_go_with_the_next_run(aozora, mana, now, time_machine):
    export = asked(aozora, mana, now)
    time_machine.move_to(now + timedelta(days=2))

    assert make_export.call(str(export.pk)) == "over"
    assert not Export.objects.within(aozora).exists()
