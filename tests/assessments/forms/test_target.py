# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest

from assessments.forms.target import TargetsForm
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
