# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import date

import pytest

from assessments.forms.target import TargetsForm, enough_words
from assessments.models import Answer
from assessments.models.answer import Kind
from assessments.queries.question import Option, Question
from assessments.services.answering import Entry
from tests.factories import built_in_document

STRATEGY = "strategy-alignment"


def question_of(row=None):
    options = [Option("", "As the profile: 3"), *(Option(value, value) for value in "01234")]
    return Question(Kind.TARGET, STRATEGY, {"en": "Strategy"}, options, row)


def form_of(held="consume", row=None, **said):
    return TargetsForm([question_of(row)], built_in_document(), held, said or None)


@pytest.mark.parametrize(("profile", "seen"), [("consume", "consume"), ("", "none")])
def test_it_begins_with_the_profile_that_holds(profile, seen):
    form = form_of(profile)

    assert (form["profile"].value(), form.seen_profile) == (seen, seen)


def test_the_profile_that_was_seen_comes_back_from_the_page():
    said = {"profile": "none", "seen-profile": "take-part"}
    form = form_of(**said)

    assert form.is_valid(), form.errors
    assert (form.cleaned_data["profile"], form.profile_before()) == ("", "take-part")
    assert form_of(**said, over="seen-profile=consume").profile_before() == "consume"
    assert form_of(**said, over="seen-profile=none").profile_before() == ""


def test_only_what_was_changed_is_saved():
    row = Answer(value="2", revision=4)
    said = {"profile": "consume", f"seen-target-{STRATEGY}": "4.2"}
    same, other = form_of(row=row, **said, **{f"target-{STRATEGY}": "2"}), form_of(**said, **{f"target-{STRATEGY}": ""})

    assert same.is_valid() and same.entries(confirms=False) == []
    assert other.is_valid() and other.entries(confirms=False) == [Entry(Kind.TARGET, STRATEGY, "", 4)]


ENOUGH = {f"reason-target-{STRATEGY}": "One team.", f"review-target-{STRATEGY}": "2027-06-30"}


def test_a_target_may_be_enough_on_purpose():
    row = Answer(kind="target", key=STRATEGY, value="2", revision=4)
    said = {"profile": "consume", f"seen-target-{STRATEGY}": "4.2", f"target-{STRATEGY}": "2"}

    form = form_of(row=row, **said, **ENOUGH)

    assert form.is_valid(), form.errors
    entry = Entry(Kind.TARGET, STRATEGY, "2", 4, "One team.", review_on=date(2027, 6, 30))
    assert form.entries(confirms=False) == [entry]


def test_what_still_is_enough_is_left_alone_and_what_is_emptied_is_not():
    row = Answer(kind="target", key=STRATEGY, value="2", revision=4, reason="One team.", review_on=date(2027, 6, 30))
    seen = str(next(form_of(row=row).asked()).seen)
    said = {"profile": "consume", f"seen-target-{STRATEGY}": seen, f"target-{STRATEGY}": "2"}

    same, emptied = form_of(row=row, **said, **ENOUGH), form_of(row=row, **said, **dict.fromkeys(ENOUGH, ""))
    without = form_of(row=row, **said)  # the fields were not on the page

    assert same.is_valid() and same.entries(confirms=False) == []
    assert without.is_valid() and without.entries(confirms=False) == []
    assert emptied.is_valid() and emptied.entries(confirms=False) == [Entry(Kind.TARGET, STRATEGY, "2", 4)]


@pytest.mark.parametrize(("said", "is_said"), [({}, False), (ENOUGH, True)])
def test_the_fields_say_whether_anything_stands_there(said, is_said):
    form = form_of(profile="consume", **said) if said else form_of()

    assert form.enough(question_of()).is_said == is_said


def test_in_words():
    assert enough_words("One team.", date(2027, 6, 30)) == "Enough on purpose until 30 Jun 2027: One team."
    assert (enough_words("One team.", None), enough_words("", None)) == ("One team.", "")
