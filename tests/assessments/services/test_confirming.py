# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import json
import threading
import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection

from assessments.models import Answer, Assessment, Change
from assessments.models.answer import Kind
from assessments.services.answering import Entry, save_answers
from assessments.services.confirming import confirm_answers, undo_confirmation
from assessments.services.refusal import AlreadySubmitted, Conflict
from tests.factories import CONFORMANCE, make_assessment, make_smaller_edition, move, say, submit

KEY = uuid.UUID("5f2a7c1e-6b1d-4a8f-9c3e-0d2b4f6a8c10")
STRATEGY, HEALTH, CHARTER = ("practice", "strategy"), ("practice", "health"), ("practice", "charter")
UNDERRATED, MEETING = ("situation", "community-underrated"), ("routine", "monthly-meeting")
EVERYTHING = [STRATEGY, HEALTH, CHARTER, UNDERRATED, MEETING]


@pytest.fixture
def later(aozora, mana, now) -> Assessment:
    """Three practices, a situation by two signs and a routine are carried over; the organization has set a target."""
    before = now - timedelta(days=90)
    first = make_assessment(aozora, mana, now=before, targets={"strategy": 4})
    say(first, mana, Kind.PRACTICE, now=before, strategy=2, health="na", charter=3)
    say(first, mana, Kind.SIGNAL, now=before, community_underrated__names="us", community_underrated__surprise="us")
    say(first, mana, Kind.ROUTINE, now=before, monthly_meeting="monthly")
    submit(first, mana, now=before)
    return make_assessment(aozora, mana, now=now)


def rows_of(assessment):
    return {row.key: row for row in Answer.objects.of(assessment).exclude(kind=Kind.TARGET)}


def confirm(assessment, by, now, places=EVERYTHING, key=KEY, **options):
    return confirm_answers(assessment=assessment, places=places, idempotency_key=key, by=by, now=now, **options)


def undo(assessment, by, now, places=EVERYTHING, key=KEY):
    return undo_confirmation(assessment=assessment, places=places, confirmation=key, by=by, now=now)


def unconfirmed(assessment):
    return {key for key, row in rows_of(assessment).items() if not row.is_confirmed}


def test_each_confirmed_answer_gets_a_revision_and_a_line_and_keeps_what_it_says(later, mana, alice, now):
    before = rows_of(later)["health"]

    assert confirm(later, alice, now, [HEALTH]) == 1

    row = rows_of(later)["health"]
    assert (row.value, row.reason, row.is_confirmed, row.revision) == ("na", before.reason, True, 1)
    assert (row.answered_at, row.answered_by) == (now, alice)
    line = Change.objects.of(later).get(key="health")
    assert (line.what, line.by, line.at, line.revision) == ("practice", alice, now, 1)
    assert line.before["value"] == line.after["value"] == "na"
    assert line.after["confirmed"] is True and "together" not in line.after
    assert unconfirmed(later) == set(rows_of(later)) - {"health"}


def test_a_situation_is_one_question_with_all_its_signs(later, mana, now):
    assert confirm(later, mana, now, [UNDERRATED]) == 1

    signs = [row for key, row in rows_of(later).items() if key.startswith("community-underrated/")]
    assert [row.is_confirmed for row in signs] == [True, True]


def test_the_key_of_a_save_is_that_of_no_confirmation(later, mana, now):
    entry = Entry(Kind.PRACTICE, "strategy", "3", base_revision=0)
    save_answers(assessment=later, entries=[entry], idempotency_key=KEY, by=mana, now=now)

    assert undo(later, mana, now) == 0
    assert rows_of(later)["strategy"].is_confirmed


def test_what_an_organization_says_of_itself_is_never_touched(later, mana, now):
    confirm(later, mana, now)

    assert Answer.objects.of(later).get(kind=Kind.TARGET).revision == 0


def test_what_was_answered_already_is_left_as_it_is(later, mana, alice, now):
    say(later, alice, Kind.PRACTICE, now=now, strategy=4)

    assert confirm(later, mana, now, [STRATEGY, CHARTER]) == 1
    assert (rows_of(later)["strategy"].revision, rows_of(later)["strategy"].answered_by) == (1, alice)


def test_where_nothing_is_left_nothing_is_written(later, mana, now):
    confirm(later, mana, now)

    assert confirm(later, mana, now, key=uuid.uuid4(), together=True) == 0
    assert not Change.objects.of(later).filter(what="nothing else changed").exists()


def test_all_together_is_marked_in_the_history(later, mana, now):
    confirm(later, mana, now, [STRATEGY], key=uuid.uuid4())

    assert confirm(later, mana, now, together=True) == 4

    line = Change.objects.of(later).get(what="nothing else changed")
    assert (line.by, line.after, line.idempotency_key) == (mana, {"answers": 4}, KEY)
    marked = Change.objects.of(later).filter(after__together=True).values_list("key", flat=True)
    assert set(marked) == set(rows_of(later)) - {"strategy"}


def test_a_repeated_confirmation_counts_once(later, mana, now):
    first = confirm(later, mana, now, together=True)
    lines = Change.objects.of(later).count()

    assert confirm(later, mana, now, together=True) == first
    assert Change.objects.of(later).count() == lines
    assert {row.revision for row in rows_of(later).values()} == {1}


def test_undoing_makes_them_answers_of_last_time_again(later, mana, alice, now):
    before = rows_of(later)
    confirm(later, alice, now, together=True)

    assert undo(later, alice, now) == 5

    after = rows_of(later)
    assert unconfirmed(later) == set(after)
    assert {row.revision for row in after.values()} == {2}
    for key, row in after.items():
        then = before[key]
        assert (row.value, row.answered_at, row.answered_by_id) == (then.value, then.answered_at, then.answered_by_id)
    assert Change.objects.of(later).get(what="taken back").after == {"answers": 5}
    revisions = Change.objects.of(later).filter(key="charter").order_by("pk").values_list("revision", flat=True)
    assert list(revisions) == [1, 2]


def test_undoing_leaves_what_somebody_changed_since(later, mana, alice, now):
    confirm(later, mana, now)
    say(later, alice, Kind.PRACTICE, now=now, strategy=4)

    assert undo(later, mana, now) == 4
    assert (rows_of(later)["strategy"].value, rows_of(later)["strategy"].is_confirmed) == ("4", True)


def test_undoing_leaves_what_another_confirmation_touched(later, mana, now):
    confirm(later, mana, now, [STRATEGY], key=uuid.uuid4())
    confirm(later, mana, now)

    assert undo(later, mana, now) == 4
    assert rows_of(later)["strategy"].is_confirmed


def test_undoing_twice_and_confirming_again_with_the_same_key_change_nothing(later, mana, now):
    confirm(later, mana, now, together=True)
    undo(later, mana, now)

    assert undo(later, mana, now) == 0
    confirm(later, mana, now, together=True)
    assert {row.revision for row in rows_of(later).values()} == {2}
    assert confirm(later, mana, now, key=uuid.uuid4(), together=True) == 5


def test_only_the_person_who_confirmed_can_undo_it_and_only_within_the_questions_named(later, mana, alice, now):
    confirm(later, mana, now)

    assert undo(later, alice, now) == 0
    assert undo(later, mana, now, [CHARTER]) == 1
    assert unconfirmed(later) == {"charter"}


def test_whoever_answers_from_an_older_page_meets_the_confirmation(later, mana, alice, now):
    confirm(later, mana, now)
    entry = Entry(Kind.PRACTICE, "strategy", "4", base_revision=0)

    with pytest.raises(Conflict):
        save_answers(assessment=later, entries=[entry], idempotency_key=uuid.uuid4(), by=alice, now=now)


def test_what_is_submitted_is_neither_confirmed_nor_undone(later, mana, now):
    confirm(later, mana, now, [STRATEGY])
    submit(later, mana, now=now)

    with pytest.raises(AlreadySubmitted):
        confirm(later, mana, now, [CHARTER], key=uuid.uuid4())
    with pytest.raises(AlreadySubmitted):
        undo(later, mana, now)
    assert (rows_of(later)["strategy"].revision, rows_of(later)["charter"].revision) == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_confirm_once(later, mana, alice, now):
    start, counts = threading.Barrier(2), []

    def confirm_at_once(by):
        start.wait()
        try:
            counts.append(confirm(later, by, now, key=uuid.uuid4(), together=True))
        finally:
            connection.close()

    threads = [threading.Thread(target=confirm_at_once, args=(by,)) for by in (mana, alice)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(counts) == [0, 5]
    assert {row.revision for row in rows_of(later).values()} == {1}


def test_it_takes_so_many_queries_however_much_was_carried_over(later, mana, now, django_assert_num_queries):
    with django_assert_num_queries(7):
        confirm(later, mana, now, [STRATEGY])
    with django_assert_num_queries(7):
        confirm(later, mana, now, [HEALTH, CHARTER, UNDERRATED], key=uuid.uuid4())
    with django_assert_num_queries(7):
        undo(later, mana, now)


def test_what_is_not_offered_any_more_is_not_confirmed(later, mana, now):
    changed = [
        {field: value for field, value in one.items() if field != "not_applicable"}
        for one in json.loads((CONFORMANCE / "edition.json").read_text(), parse_float=Decimal)["practices"]
    ]
    moved = move(later, make_smaller_edition(practices=changed), mana, now=now)

    assert confirm(moved, mana, now, [STRATEGY, HEALTH]) == 1

    rows = rows_of(moved)
    assert (rows["strategy"].is_confirmed, rows["health"].is_confirmed) == (True, False)
