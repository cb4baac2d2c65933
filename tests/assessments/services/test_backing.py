# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from datetime import date, timedelta

import pytest

from assessments.models import Answer, Assessment, Change, Evidence
from assessments.models.answer import Kind
from assessments.services.answering import Entry
from assessments.services.backing import Proof, add_evidence, remove_evidence, save_practice
from assessments.services.refusal import AlreadySubmitted, Conflict, NotAccepted
from tests.factories import make_assessment, say, submit


@pytest.fixture
def assessment(aozora, mana, now) -> Assessment:
    return make_assessment(aozora, mana, now=now)


@pytest.fixture
def save(assessment, mana, now):
    def with_(**options):
        arguments = {"entry": None, "adds": None, "removes": None, "idempotency_key": uuid.uuid4(), **options}
        return save_practice(assessment=assessment, practice="health", by=mana, now=now, **arguments)

    return with_


def entry(value="2", base=0):
    return Entry(Kind.PRACTICE, "health", value, base)


def proof(now, text="Minutes", key=None, days=0, url=""):
    return Proof(url, text, now.date() + timedelta(days=days), key or uuid.uuid4())


def texts_of(assessment):
    return sorted(row.text for row in Evidence.objects.of(assessment))


def test_answer_and_evidence_are_saved_together(assessment, save, now):
    row = save(entry=entry(), adds=proof(now))

    assert (row.value, row.revision, texts_of(assessment)) == ("2", 1, ["Minutes"])


@pytest.mark.parametrize(
    "faulty",
    [{"text": ""}, {"url": "ftp://example.org"}, {"url": "https://["}, {"days": 2}],
    ids=["nothing", "no link", "half an address", "a day to come"],
)
def test_faulty_evidence_keeps_the_answer_from_being_saved(assessment, save, now, faulty):
    with pytest.raises(NotAccepted):
        save(entry=entry(), adds=proof(now, **faulty))

    assert not Answer.objects.of(assessment).exists() and texts_of(assessment) == []


def test_a_conflict_keeps_evidence_as_it_was(assessment, save, alice, mana, now):
    held = add_evidence(
        assessment=assessment,
        practice="health",
        url="",
        text="Held",
        reviewed_on=now.date(),
        idempotency_key=uuid.uuid4(),
        by=mana,
        now=now,
    )
    say(assessment, alice, Kind.PRACTICE, now=now, health=4)

    with pytest.raises(Conflict):
        save(entry=entry(), adds=proof(now), removes=held.pk)

    assert texts_of(assessment) == ["Held"]


def test_evidence_of_another_practice_stays(assessment, save, mana, now):
    other = add_evidence(
        assessment=assessment,
        practice="charter",
        url="",
        text="Other",
        reviewed_on=now.date(),
        idempotency_key=uuid.uuid4(),
        by=mana,
        now=now,
    )

    save(removes=other.pk)

    assert texts_of(assessment) == ["Other"]


def test_a_repeated_save_adds_nothing_and_a_late_one_brings_nothing_back(assessment, save, mana, now):
    once = {"entry": entry(), "adds": proof(now), "idempotency_key": uuid.uuid4()}
    save(**once)
    save(**once)
    assert texts_of(assessment) == ["Minutes"]

    save(removes=Evidence.objects.of(assessment).get().pk)
    save(**once)

    assert texts_of(assessment) == []
    assert Change.objects.of(assessment).filter(what="evidence").count() == 2


def test_texts_pass_the_gate(assessment, save, now):
    save(adds=proof(now, text=" a\0\nb "))

    assert texts_of(assessment) == ["a b"]


def test_nothing_is_written_once_submitted(assessment, save, mana, now):
    submit(assessment, mana, now=now)

    for options in ({}, {"entry": entry()}, {"adds": proof(now)}, {"removes": uuid.uuid4()}):
        with pytest.raises(AlreadySubmitted):
            save(**options)
    with pytest.raises(AlreadySubmitted):
        remove_evidence(assessment=assessment, evidence=uuid.uuid4(), by=mana, now=now)


def test_what_was_removed_stands_in_the_history(assessment, save, mana, now):
    save(adds=Proof("https://example.org", "List", date(2026, 11, 1), uuid.uuid4()))
    save(removes=Evidence.objects.of(assessment).get().pk)

    added, removed = Change.objects.of(assessment).filter(what="evidence").order_by("pk")
    assert added.before is removed.after is None
    assert added.after == removed.before == {"url": "https://example.org", "text": "List", "reviewed_on": "2026-11-01"}
