# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest
from django.core.exceptions import BadRequest

from assessments.domain.document import Text
from assessments.forms.question import QuestionsForm, Seen, read_seen, seen_of
from assessments.models import Answer
from assessments.models.answer import Kind
from assessments.queries.question import Option, Question
from assessments.services.answering import Entry
from assessments.services.refusal import Refused

TEXT: Text = {"en": "A sign"}
CHOICES = [Option("not_us", "Not us"), Option("us", "This is us"), Option("unknown", "Don’t know")]
STANCES = [Option("", "Let the signs decide"), Option("faced", "We face this")]


def sign(row=None):
    return Question(Kind.SIGNAL, "s/a", TEXT, CHOICES, row)


def stance(row=None):
    return Question(Kind.STANCE, "s", TEXT, STANCES, row, takes_note=True)


def practice(row=None):
    return Question(Kind.PRACTICE, "p", TEXT, [Option("1", "1"), Option("2", "2")], row)


def answer(value, revision, note="", reason=""):
    return Answer(value=value, revision=revision, note=note, reason=reason)


def entries(question, data, *, confirms=False):
    form = QuestionsForm([question], data)
    assert form.is_valid(), form.errors
    return form.entries(confirms=confirms)


@pytest.mark.parametrize(
    ("data", "entry"),
    [
        ({}, None),
        ({"signal-s--a": "us"}, Entry(Kind.SIGNAL, "s/a", "us", 0)),
        ({"signal-s--a": "us", "seen-signal-s--a": "3.us"}, None),
        ({"signal-s--a": "not_us", "seen-signal-s--a": "3.us"}, Entry(Kind.SIGNAL, "s/a", "not_us", 3)),
        ({"seen-signal-s--a": "3.us"}, None),
        ({"signal-s--a": "us", "seen-signal-s--a": "0.us"}, None),
        (
            {"signal-s--a": "us", "seen-signal-s--a": "1.not_us", "over": "seen-signal-s--a=4.unknown"},
            Entry(Kind.SIGNAL, "s/a", "us", 4),
        ),
        ({"signal-s--a": "us", "seen-signal-s--a": "1.not_us", "over": "seen-signal-s--a=4.us"}, None),
    ],
)
def test_only_what_was_changed_is_saved(data, entry):
    assert entries(sign(), data) == ([entry] if entry else [])


@pytest.mark.parametrize(("seen", "is_saved"), [("0.us", True), ("0.", False), ("1.us", False), ("2c.us", True)])
def test_going_on_confirms_what_was_carried_over(seen, is_saved):
    found = entries(sign(), {"signal-s--a": "us" if seen != "0." else "", "seen-signal-s--a": seen}, confirms=True)

    assert found == ([Entry(Kind.SIGNAL, "s/a", "us", int(seen[0]))] if is_saved else [])


def test_a_note_is_a_change_of_its_own():
    shown = str(seen_of(stance(), answer("faced", 2, note="Since\nMay")))
    data = {"stance-s": "faced", "seen-stance-s": shown}

    assert entries(stance(), data | {"note-stance-s": "Since\r\nMay "}) == []
    assert entries(stance(), data | {"note-stance-s": ""}) == [Entry(Kind.STANCE, "s", "faced", 2)]
    changed = entries(stance(), data | {"note-stance-s": "Since June"})
    assert changed == [Entry(Kind.STANCE, "s", "faced", 2, note="Since June")]
    assert entries(stance(), {"stance-s": "", "note-stance-s": "Hm"}) == [Entry(Kind.STANCE, "s", "", 0, note="Hm")]
    assert entries(stance(), {"stance-s": "", "note-stance-s": ""}) == []


def test_what_the_page_does_not_show_stays_with_the_answer():
    row = answer("1", 3, note="See the minutes")
    found = entries(practice(row), {"practice-p": "2", "seen-practice-p": "3.1"})

    assert found == [Entry(Kind.PRACTICE, "p", "2", 3, note="See the minutes")]


def test_the_reason_stays_where_not_applicable_is_confirmed():
    row = answer("na", 0, reason="One team")

    assert entries(practice(row), {"seen-practice-p": "0.na"}, confirms=True) == [
        Entry(Kind.PRACTICE, "p", "na", 0, reason="One team")
    ]


@pytest.mark.parametrize(
    ("question", "data", "field"),
    [
        (sign(), {"signal-s--a": "faced"}, "signal-s--a"),
        (sign(), {"signal-s--a": "US"}, "signal-s--a"),
        (stance(), {"note-stance-s": "x" * 5001}, "note-stance-s"),
    ],
)
def test_what_is_not_accepted(question, data, field):
    form = QuestionsForm([question], data)

    assert not form.is_valid()
    assert list(form.errors) == [field]


@pytest.mark.parametrize(
    "text", ["us", "3", "-1.us", "1.us.zz", "1.5", "9999999999.us", "1.us extra", "1.<script>", "1.us\n"]
)
def test_what_no_page_of_ours_has_shown_is_refused(text):
    with pytest.raises(BadRequest):
        read_seen(text)


@pytest.mark.parametrize(
    "seen",
    [Seen(), Seen(3, "us"), Seen(0, "half-yearly"), Seen(2, "faced", "0123456789abcdef"), Seen(2, "us", "", True)],
)
def test_what_was_seen_is_read_as_it_was_written(seen):
    assert read_seen(str(seen)) == seen


def test_nothing_seen_is_an_answer_not_yet_given():
    assert read_seen("") == read_seen(None) == Seen()


def test_a_page_shows_each_question_with_what_stands():
    form = QuestionsForm([sign(answer("us", 4)), stance(answer("faced", 2, note="Yes"))])

    first, second = form.asked()

    assert (first.value, str(first.seen), first.note, first.unsaved) == ("us", "4.us", None, None)
    assert (second.value, second.note.value(), second.unsaved_note) == ("faced", "Yes", "")


def test_what_was_chosen_and_typed_stays_beside_what_stands_now():
    form = QuestionsForm([sign(), stance()], {"signal-s--a": "not_us", "note-stance-s": "Mine"})

    first, second = form.beside([sign(answer("us", 4)), stance(answer("faced", 2, note="Theirs"))]).asked()

    assert (first.value, first.unsaved.value, second.unsaved_note) == ("not_us", "not_us", "Mine")


def test_what_the_service_refuses_stands_at_its_question():
    form = QuestionsForm([sign()], {"signal-s--a": "us"})
    assert form.is_valid()

    form.refuse((Refused("s/a", "Not that."), Refused("gone", "Not asked.")))

    assert form.errors == {"signal-s--a": ["Not that."], "__all__": ["Not asked."]}
