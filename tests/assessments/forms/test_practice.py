# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest

from assessments.forms.practice import PracticeForm
from assessments.models import Answer
from assessments.services.answering import LONGEST_TEXT
from assessments.services.refusal import Refused
from tests.factories import built_in_document

EVERYWHERE, NOT_FOR_ALL = "charter-and-role", "network-and-evolution"


def form_of(key=NOT_FOR_ALL, **said):
    return PracticeForm(built_in_document().practice(key), {"answer": "", "reason": "", "note": "", **said})


@pytest.mark.parametrize("value", ["", "0", "4", "unknown", "na"])
def test_what_is_offered_is_taken(value):
    form = form_of(answer=value)

    assert form.is_valid() and form.cleaned_data["answer"] == value


@pytest.mark.parametrize("key", [EVERYWHERE])
def test_not_applicable_has_a_field_only_where_it_is_offered(key):
    form = form_of(key, answer="na")

    assert not form.is_valid()
    assert list(form.fields) == ["answer", "note"]
    assert list(form_of().fields) == ["answer", "reason", "note"]


def test_it_begins_with_what_was_said():
    row = Answer(value="na", reason="One site.", note="Ask again.")
    form = PracticeForm(built_in_document().practice(NOT_FOR_ALL), row=row)

    assert [form[name].value() for name in form.fields] == ["na", "One site.", "Ask again."]


@pytest.mark.parametrize(
    ("said", "nothing"),
    [({}, True), ({"note": " \n "}, True), ({"reason": "r"}, True), ({"note": "n"}, False), ({"answer": "0"}, False)],
)
def test_whether_anything_was_said(said, nothing):
    form = form_of(**said)

    assert form.is_valid() and form.says_nothing == nothing


@pytest.mark.parametrize("name", ["reason", "note"])
def test_a_text_says_when_it_is_too_long(name):
    assert form_of(**{name: "x" * LONGEST_TEXT}).is_valid()
    assert form_of(**{name: "x" * (LONGEST_TEXT + 1)}).errors == {
        name: ["Use at most 5000 characters. There are 5001 now."]
    }


@pytest.mark.parametrize(
    ("key", "place", "field"),
    [(NOT_FOR_ALL, "reason", "reason"), (EVERYWHERE, "reason", "answer"), (EVERYWHERE, "x", "answer")],
)
def test_what_a_service_refuses_stands_at_a_field(key, place, field):
    form = form_of(key)
    form.refuse((Refused(place, "No."),))

    assert form.errors == {field: ["No."]}
