# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import timedelta

import pytest

from assessments.models.answer import Kind
from assessments.queries.answer import Sheet, sheet_of
from assessments.queries.edition import edition_of
from assessments.queries.previous import Previous, previous_of
from assessments.queries.question import practice_question, routine_question, sign_question, stance_question
from tests.factories import built_in_document, make_assessment, say, submit

NOTHING = Sheet({}, {}, [])


def values(question):
    return [option.value for option in question.options]


def test_what_can_be_answered():
    edition = built_in_document()
    situation, practice, routine = edition.situations[0], edition.practices[0], edition.routine("consultations")

    sign = sign_question(situation, situation.signals[0], NOTHING, Previous())
    stance = stance_question(situation, NOTHING)

    assert values(sign) == ["not_us", "somewhat", "us", "unknown"]
    assert values(stance) == ["", "faced", "not_faced"] and stance.takes_note
    assert values(practice_question(edition, practice, NOTHING, Previous())) == ["0", "1", "2", "3", "4", "unknown"]
    frequencies = ["", "never", "once", "quarterly", "monthly", "weekly", "continuous", "unknown"]
    assert values(routine_question(routine, NOTHING, Previous())) == frequencies


def test_no_two_questions_share_a_field():
    edition = built_in_document()
    questions = [
        *(sign_question(one, signal, NOTHING, Previous()) for one in edition.situations for signal in one.signals),
        *(stance_question(one, NOTHING) for one in edition.situations),
        *(practice_question(edition, one, NOTHING, Previous()) for one in edition.practices),
        *(routine_question(one, NOTHING, Previous()) for one in edition.routines),
    ]

    assert len({question.field for question in questions}) == len(questions)
    assert questions[0].field == "signal-community-underestimated--communities-unnamed"


@pytest.mark.parametrize("said", [True, False])
def test_what_is_answered_and_what_was_last_quarter(said, aozora, mana, now):
    first = make_assessment(aozora, mana, now=now - timedelta(days=90))
    if said:
        say(first, mana, Kind.SIGNAL, now=now, technology_only__tools="us")
        say(first, mana, Kind.PRACTICE, now=now, strategy=3, health="na")
        say(first, mana, Kind.ROUTINE, now=now, monthly_meeting="monthly")
    submit(first, mana, now=now - timedelta(days=80))
    assessment = make_assessment(aozora, mana, now=now)
    edition = edition_of(assessment.edition)
    sheet, previous = sheet_of(assessment, edition), previous_of(assessment, edition)
    situation = edition.situation("technology-only")

    found = [
        sign_question(situation, situation.signals[0], sheet, previous),
        practice_question(edition, edition.practice("strategy"), sheet, previous),
        practice_question(edition, edition.practice("health"), sheet, previous),
        routine_question(edition.routine("monthly-meeting"), sheet, previous),
    ]

    words = [(one.before, one.chosen and str(one.chosen.words), one.value, one.is_carried) for one in found]
    if said:
        assert words == [
            ("Q3: This is us", "This is us", "us", True),
            ("Q3: 3", "3", "3", True),
            ("", None, "na", True),
            ("Monthly", "Monthly", "monthly", True),
        ]
    else:
        assert words == [("", None, "", False)] * 4
