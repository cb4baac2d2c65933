# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest
from django.test import RequestFactory

from assessments.domain.words import Budget
from assessments.queries.common_base import Base
from assessments.views.merging import Words, take_choice, value_of


def taken(**post):
    request = RequestFactory().post("/", {name.replace("__", "-"): value for name, value in post.items()})
    take_choice(request)
    return request.POST


@pytest.mark.parametrize("how", ["theirs", "merged"])
def test_what_was_chosen_stands_in_the_forms_own_fields(how):
    post = taken(answer="1", note="Mine.", other="x", **{how: "revision=3", f"{how}__answer": "4", f"{how}__note": ""})

    assert (post["answer"], post["note"], post["other"], post["over"]) == ("4", "", "x", "revision=3")


def test_without_its_button_a_choice_is_none():
    post = taken(answer="1", theirs__answer="4", merged__answer="3")

    assert post["answer"] == "1" and "over" not in post


def test_the_answer_that_changed_is_proposed_and_mine_where_both_did():
    assert value_of("answer", "4", "1", Base("1")).proposed == "4"
    assert value_of("answer", "4", "1", Base("4")).proposed == "1"
    assert value_of("answer", "4", "1", Base("0")).proposed == "1"
    assert value_of("answer", "4", "1", None).proposed == "1"


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "proposed"),
    [
        ("Old.", "Old.", "New.", "New."),
        ("Old.", "New.", "Old.", "New."),
        ("Old.", "Theirs.", "Mine.", "Theirs.\n\nMine."),
        (None, "Theirs.", "Mine.", "Theirs.\n\nMine."),
        (None, "", "Mine.", "Mine."),
    ],
)
def test_texts_are_proposed_together(base, theirs, mine, proposed):
    assert Words("note", "Note", theirs, mine, base, Budget()).proposed == proposed
