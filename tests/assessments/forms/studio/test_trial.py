# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import date
from typing import Any

import pytest

from assessments.domain.answers import parse_answers
from assessments.domain.canonical import plain
from assessments.forms.studio.trial import SampleForm, TrialForm
from tests.assessments.domain.cases import conformance_answers, conformance_edition

TODAY = date(2026, 11, 22)


def answers_of(case: str) -> dict[str, Any]:
    answers: Any = plain(conformance_answers(case))
    return {name: value for name, value in answers.items() if name != "done"}


def unchanged(form: TrialForm) -> dict[str, str]:
    """What a browser sends of the form as it stands."""
    return {name: str(form[name].value() or "") for name in form.fields}


@pytest.mark.parametrize("case", ["01-complete", "03-consume-only", "05-stance-overrides", "08-evidence-edges"])
def test_answers_sent_back_as_they_stand_mean_the_same(case: str) -> None:
    edition, answers = conformance_edition(), answers_of(case)
    shown = TrialForm(edition, answers, TODAY)

    form = TrialForm(edition, answers, TODAY, unchanged(shown))

    assert form.is_valid(), form.errors
    assert parse_answers(edition, form.answers()) == parse_answers(edition, answers)


def test_answers_by_hand_begin_with_nothing_known() -> None:
    form = TrialForm(conformance_edition(), {}, TODAY, unchanged(TrialForm(conformance_edition(), {}, TODAY)))

    assert form.is_valid()
    assert form.answers() == {"on": "2026-11-22"}


def test_what_is_chosen_becomes_an_answer() -> None:
    data = {
        "on": "2026-11-22",
        "profile": "leader",
        "fact-eu-market": "no",
        "practice-charter": "3",
        "practice-health": "na",
        "sign-technology-only--tools": "somewhat",
        "stance-community-underrated": "faced",
        "routine-training-course": "yearly",
    }

    form = TrialForm(conformance_edition(), {}, TODAY, data)

    assert form.is_valid()
    assert form.answers() == {
        "on": "2026-11-22",
        "profile": "leader",
        "facts": {"eu-market": False},
        "practices": {"charter": {"agreed": 3}, "health": {"agreed": "na"}},
        "situations": {
            "community-underrated": {"signals": {}, "stance": "faced"},
            "technology-only": {"signals": {"tools": {"agreed": "somewhat"}}},
        },
        "routines": {"training-course": "yearly"},
    }


def test_evidence_targets_and_what_people_said_stay_as_the_sample_has_them() -> None:
    evidence, responses = [{"reviewed_on": "2026-10-01"}], [{"perspective": "ospo", "value": 2}]
    base = {
        "on": "2026-11-20",
        "targets": {"charter": 4},
        "practices": {"charter": {"agreed": 1, "evidence": evidence, "responses": responses}},
    }

    form = TrialForm(conformance_edition(), base, TODAY, {"on": "2026-11-22", "practice-charter": ""})

    assert form.is_valid()
    assert form.answers() == {
        "on": "2026-11-22",
        "targets": {"charter": 4},
        "practices": {"charter": {"evidence": evidence, "responses": responses}},
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [("practice-charter", "na"), ("practice-charter", "5"), ("routine-training-course", "weekly"), ("on", "soon")],
)
def test_what_is_not_offered_is_refused(name: str, value: str) -> None:
    form = TrialForm(conformance_edition(), {}, TODAY, {"on": "2026-11-22", name: value})

    assert not form.is_valid()
    assert list(form.errors) == [name]


def test_every_question_stands_in_a_group_once() -> None:
    form = TrialForm(conformance_edition(), {}, TODAY)

    names = [row.field.name for group in form.groups() for row in group.rows]

    assert sorted(names) == sorted(name for name in form.fields if name not in ("on", "profile"))
    assert [group.level for group in form.groups()] == ["", "management", "ospo", "employee", "business-units", "", ""]


def test_a_sample_needs_a_key_and_a_name_in_the_first_language() -> None:
    form = SampleForm(("en", "ja"), {}, {"sample_key": "Quiet Town", "name-ja": "静かな町"})

    assert not form.is_valid()
    assert form.errors == {
        "sample_key": ["Use lower-case words joined by hyphens."],
        "name-en": ["Give the sample a name."],
    }


def test_a_sample_is_named_in_the_languages_that_were_filled_in() -> None:
    form = SampleForm(("en", "ja"), {}, {"sample_key": "quiet-town", "name-en": " Quiet  Town ", "name-ja": ""})

    assert form.is_valid()
    assert form.piece({"on": "2026-11-22"}) == {
        "key": "quiet-town",
        "name": {"en": "Quiet Town"},
        "answers": {"on": "2026-11-22"},
    }
