# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import hashlib
from datetime import timedelta

import pytest

from accounts.models import Event
from assessments.models import Export
from assessments.services.exporting import (
    ask_export,
    begin_export,
    fail_export,
    finish_export,
    note_progress,
    remove_expired,
)
from assessments.services.refusal import NotAccepted

MINUTE = timedelta(minutes=1)


def asked(organization, by, now):
    return ask_export(organization=organization, what="result", form="csv", language="en", by=by, now=now)


def test_asking_leaves_a_line_and_a_file_to_be_made_within_a_day(aozora, mana, now):
    export = asked(aozora, mana, now)

    assert (export.finished_at, export.expires_at) == (None, now + timedelta(days=1))
    assert Event.objects.get(what="export asked").after == {"what": "result", "form": "csv", "assessment": None}


def test_one_file_of_a_person_is_made_at_a_time(aozora, mana, alice, now):
    first = asked(aozora, mana, now)

    with pytest.raises(NotAccepted):
        asked(aozora, mana, now)

    asked(aozora, alice, now)
    finish_export(export=first, name="a.csv", content=b"", now=now)
    asked(aozora, mana, now)


def test_the_files_of_one_person_fill_no_database(aozora, mana, alice, now):
    for _ in range(2):
        file = asked(aozora, mana, now)
        finish_export(export=file, name="a.csv", content=b"", now=now)
        Export.unscoped.filter(pk=file.pk).update(size=128 * 1024 * 1024)

    with pytest.raises(NotAccepted) as refusal:
        asked(aozora, mana, now + 5 * MINUTE)

    assert "take 256 MiB together" in refusal.value.faults[0].message
    assert asked(aozora, alice, now)
    assert asked(aozora, mana, now + timedelta(days=1))


def test_one_that_fell_silent_is_in_nobodys_way(aozora, mana, now):
    asked(aozora, mana, now)

    assert asked(aozora, mana, now + 3 * MINUTE)


def test_one_run_makes_it_and_another_takes_over_only_from_the_dead(aozora, mana, now):
    key = str(asked(aozora, mana, now).pk)

    assert begin_export(export_id=key, now=now) is not None
    assert begin_export(export_id=key, now=now + MINUTE) is None
    taken_over = begin_export(export_id=key, now=now + 3 * MINUTE)

    assert taken_over is not None
    note_progress(export=taken_over, done=3, total=4, now=now + 4 * MINUTE)
    assert begin_export(export_id=key, now=now + 5 * MINUTE) is None


def test_a_finished_file_stays_as_it_is(aozora, mana, now):
    export = asked(aozora, mana, now)
    finish_export(export=export, name="a.csv", content=b"first", now=now)
    finish_export(export=export, name="b.csv", content=b"second", now=now)
    fail_export(export=export, now=now)

    row = Export.objects.within(aozora).get()
    assert (row.name, bytes(row.content), row.size, row.failure) == ("a.csv", b"first", 5, "")
    assert row.checksum == hashlib.sha256(b"first").hexdigest()
    assert begin_export(export_id=str(export.pk), now=now) is None


def test_files_go_when_their_day_is_over(aozora, mana, now):
    asked(aozora, mana, now)

    assert remove_expired(now + timedelta(hours=23)) == 0
    assert remove_expired(now + timedelta(days=1)) == 1
