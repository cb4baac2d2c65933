# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from datetime import date

import pytest

from accounts.text import TextRefused
from assessments.models import Answer, Change, Evidence
from assessments.models.answer import Kind
from assessments.services.answering import Entry, save_answers
from assessments.services.backing import add_evidence, remove_evidence
from assessments.services.refusal import AlreadySubmitted, Conflict, NotAccepted
from tests.factories import make_assessment, say, submit


@pytest.fixture
def assessment(aozora, mana, now):
    return make_assessment(aozora, mana, now=now)


@pytest.fixture
def save(assessment, mana, now):
    def save(value, *, key="strategy", kind=Kind.PRACTICE, base=0, idempotency_key=None, by=mana, **texts):
        entry = Entry(kind, key, value, base, **texts)
        rows = save_answers(
            assessment=assessment, entries=[entry], idempotency_key=idempotency_key or uuid.uuid4(), by=by, now=now
        )
        return rows[(kind, key)]

    return save


def test_a_saved_answer_bears_its_revision_and_its_history(assessment, save, mana, now):
    save("1", note="first")

    row = save("3", base=1, note="second")

    assert (row.value, row.note, row.revision, row.answered_by, row.answered_at) == ("3", "second", 2, mana, now)
    changes = Change.objects.of(assessment).filter(key="strategy").order_by("pk")
    assert [(one.before, one.after, one.revision, one.by) for one in changes] == [
        (None, {"value": "1", "reason": "", "note": "first"}, 1, mana),
        ({"value": "1", "reason": "", "note": "first"}, {"value": "3", "reason": "", "note": "second"}, 2, mana),
    ]


def test_a_repeated_save_has_the_effect_of_one(assessment, save):
    key = uuid.uuid4()
    save("1", idempotency_key=key)

    again = save("1", idempotency_key=key)

    assert again.revision == 1
    assert Change.objects.of(assessment).filter(key="strategy").count() == 1


def test_a_repeated_save_does_not_undo_what_came_after_it(assessment, save):
    key = uuid.uuid4()
    save("1", idempotency_key=key)
    save("4", base=1)

    again = save("1", idempotency_key=key)

    assert (again.value, again.revision) == ("4", 2)


def test_a_save_on_an_old_revision_changes_nothing_and_shows_theirs(assessment, save, alice):
    save("1")
    save("2", base=1, by=alice, note="theirs")

    with pytest.raises(Conflict) as raised:
        save("4", base=1, note="mine")

    (theirs,) = raised.value.theirs
    assert (theirs.value, theirs.note, theirs.revision, theirs.answered_by) == ("2", "theirs", 2, alice)
    assert Answer.objects.of(assessment).get(key="strategy").value == "2"
    assert Change.objects.of(assessment).filter(key="strategy").count() == 2


def test_saying_the_same_on_an_old_revision_is_no_conflict(save):
    save("1")
    save("2", base=1)

    assert save("2", base=1).revision == 2


def test_a_save_of_several_is_all_or_none(assessment, save, mana, now):
    save("1")
    entries = [Entry(Kind.PRACTICE, "charter", "2", 0), Entry(Kind.PRACTICE, "strategy", "2", 0)]

    with pytest.raises(Conflict):
        save_answers(assessment=assessment, entries=entries, idempotency_key=uuid.uuid4(), by=mana, now=now)

    assert [row.key for row in Answer.objects.of(assessment)] == ["strategy"]


@pytest.mark.parametrize(
    ("kind", "key", "value", "texts", "place"),
    [
        (Kind.PRACTICE, "nothing", "1", {}, "nothing"),
        (Kind.PRACTICE, "strategy", "5", {}, "strategy"),
        (Kind.PRACTICE, "strategy", "na", {"reason": "no strategy"}, "strategy"),
        (Kind.PRACTICE, "sharing", "na", {}, "reason"),
        (Kind.PRACTICE, "sharing", "na", {"reason": " \u0000\n "}, "reason"),
        (Kind.SIGNAL, "technology-only/nothing", "us", {}, "technology-only/nothing"),
        (Kind.SIGNAL, "technology-only/tools", "faced", {}, "technology-only/tools"),
        (Kind.STANCE, "technology-only", "us", {}, "technology-only"),
        (Kind.ROUTINE, "monthly-meeting", "weekly", {}, "monthly-meeting"),
        (Kind.FACT, "eu-market", "true", {}, "eu-market"),
        (Kind.TARGET, "strategy", "na", {}, "strategy"),
    ],
)
def test_what_the_edition_does_not_offer_is_refused_with_its_place(assessment, save, kind, key, value, texts, place):
    with pytest.raises(NotAccepted) as raised:
        save(value, kind=kind, key=key, **texts)

    assert [fault.place for fault in raised.value.faults] == [place]
    assert not Answer.objects.of(assessment).exists()


def test_a_reason_stands_only_where_something_is_not_applicable(save):
    row = save("na", key="sharing", reason="One team.")
    assert row.reason == "One team."

    assert save("2", key="sharing", base=1, reason="One team.").reason == ""


def test_texts_pass_the_gate(save):
    row = save("1", note="Cafe\u0301\u0000 \ud800 \u0007fine\r\nnext")

    assert row.note == "Café  fine\nnext"


def test_a_text_beyond_the_cap_is_refused(assessment, save):
    with pytest.raises(TextRefused):
        save("1", note="x" * 5001)

    assert not Answer.objects.of(assessment).exists()


def test_a_submitted_assessment_takes_no_answer_and_no_evidence(assessment, save, mana, now):
    submit(assessment, mana, now=now)

    with pytest.raises(AlreadySubmitted):
        save("1")
    with pytest.raises(AlreadySubmitted):
        evidence(assessment, mana, now)


def evidence(assessment, by, now, *, url="https://example.org/a", text="", reviewed_on=date(2026, 11, 1), key=None):
    return add_evidence(
        assessment=assessment,
        practice="strategy",
        url=url,
        text=text,
        reviewed_on=reviewed_on,
        idempotency_key=key or uuid.uuid4(),
        by=by,
        now=now,
    )


def test_evidence_is_added_once_and_removed_with_history(assessment, mana, now):
    key = uuid.uuid4()
    row = evidence(assessment, mana, now, key=key)
    assert evidence(assessment, mana, now, key=key) == row

    removed = remove_evidence(assessment=assessment, evidence=row.pk, by=mana, now=now)

    assert removed == row
    assert not Evidence.objects.of(assessment).exists()
    changes = Change.objects.of(assessment).filter(what="evidence").order_by("pk")
    said = {"url": "https://example.org/a", "text": "", "reviewed_on": "2026-11-01"}
    assert [(one.before, one.after) for one in changes] == [(None, said), (said, None)]
    assert remove_evidence(assessment=assessment, evidence=row.pk, by=mana, now=now) is None


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ({"url": "", "text": " "}, "url"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "https://"}, "url"),
        ({"reviewed_on": date(2026, 11, 17)}, "reviewed_on"),
    ],
)
def test_evidence_that_says_nothing_or_lies_ahead_is_refused(assessment, mana, now, said, place):
    with pytest.raises(NotAccepted) as raised:
        evidence(assessment, mana, now, **said)

    assert [fault.place for fault in raised.value.faults] == [place]


def test_today_is_the_organizations_day(assessment, mana, now):
    late = now.replace(hour=16)  # 17 November in Tokyo

    assert evidence(assessment, mana, late, reviewed_on=date(2026, 11, 17)).reviewed_on == date(2026, 11, 17)


def test_saying_again_what_was_carried_over_confirms_it(assessment, aozora, mana, now):
    say(assessment, mana, Kind.PRACTICE, now=now, strategy=2)
    submit(assessment, mana, now=now)
    later = make_assessment(aozora, mana, now=now.replace(year=2027))
    carried = Answer.objects.of(later).get(key="strategy")
    assert (carried.revision, carried.is_confirmed) == (0, False)

    say(later, mana, Kind.PRACTICE, now=now, strategy=2)

    confirmed = Answer.objects.of(later).get(key="strategy")
    assert (confirmed.value, confirmed.revision, confirmed.is_confirmed) == ("2", 1, True)
