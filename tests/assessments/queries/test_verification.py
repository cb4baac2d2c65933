# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest

from assessments.models import Answer, Edition, Result
from assessments.models.answer import Kind
from assessments.queries.verification import differing_results
from tests.factories import make_assessment, say, submit


@pytest.fixture
def submitted(aozora, mana, now):
    assessment = make_assessment(aozora, mana, now=now)
    say(assessment, mana, Kind.PRACTICE, now=now, charter=2, sharing="na")
    say(assessment, mana, Kind.SIGNAL, now=now, technology_only__tools="us")
    return submit(assessment, mana, now=now)


def differences():
    return [why for _row, why in differing_results()]


def test_a_stored_result_comes_out_again_byte_for_byte(submitted):
    assert differences() == [""]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"document": "{}"}, "the stored text does not fit its checksum"),
        ({"edition_checksum": "0" * 64}, "the edition has changed since"),
        ({"engine": 99}, "it was made by engine 99, this is 1"),
    ],
)
def test_what_was_tampered_with_is_found(submitted, change, why):
    Result.objects.of(submitted).update(**change)

    assert differences() == [why]


def test_answers_changed_behind_the_services_are_found(submitted):
    Answer.objects.of(submitted).filter(key="charter").update(value="4")

    assert differences() == ["the answers' rows have changed since"]


def test_only_the_assessment_asked_for_is_looked_at(submitted, midori, charlie, now):
    submit(make_assessment(midori, charlie, now=now), charlie, now=now)

    assert [row.assessment_id for row, _why in differing_results(submitted.pk)] == [submitted.pk]
    assert Edition.objects.count() == 1
