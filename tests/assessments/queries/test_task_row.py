# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Each row is read as a person reads it: from last quarter to now, and how far it is."""

import json
from datetime import date, timedelta

import pytest

from assessments.models import Assessment
from assessments.models.answer import Kind
from assessments.queries.task import task_list
from tests.factories import CONFORMANCE, make_assessment, make_edition, make_evidence, make_organization, say, submit


def rows_of(assessment, now):
    found = task_list(assessment, now)
    return {row.key: (row.words, row.state.label) for section in found.sections for row in section.rows}


@pytest.fixture
def earlier(aozora, mana, now) -> Assessment:
    """The assessment of the quarter before, still open."""
    return make_assessment(aozora, mana, now=now - timedelta(days=90))


@pytest.fixture
def later(earlier, aozora, mana, now):
    """Submits the earlier one and opens the next."""

    def open_next() -> Assessment:
        submit(earlier, mana, now=now - timedelta(days=80))
        return make_assessment(aozora, mana, now=now)

    return open_next


def test_nothing_was_said(earlier, now):
    assert set(rows_of(earlier, now).values()) == {("", "Not started")}


def test_practices_of_a_first_assessment(earlier, mana, now):
    say(earlier, mana, Kind.PRACTICE, now=now, strategy=0, sponsor=3, charter=4, health="na", training="unknown")
    say(earlier, mana, Kind.PRACTICE, now=now, culture=2)
    make_evidence(earlier, mana, "charter", date(2026, 8, 1), now=now)
    make_evidence(earlier, mana, "culture", date(2025, 8, 1), now=now)

    rows = rows_of(earlier, now)

    assert rows["strategy"] == ("0", "Done")
    assert rows["sponsor"] == ("3", "Done, no evidence")
    assert rows["charter"] == ("4", "Done")
    assert rows["culture"] == ("2", "Done, old evidence")
    assert rows["health"] == ("not applicable", "Not applicable")
    assert rows["training"] == ("don’t know", "Don’t know yet")


def test_practices_from_last_quarter_to_now(earlier, later, mana, now):
    say(earlier, mana, Kind.PRACTICE, now=now, strategy=2, sponsor=3, charter=3, training="unknown")
    assessment = later()
    say(assessment, mana, Kind.PRACTICE, now=now, strategy=3, sponsor=3, training=1)

    rows = rows_of(assessment, now)

    assert rows["strategy"] == ("2\u00a0→ 3", "Done, no evidence")
    assert rows["sponsor"] == ("3, as in Q3", "Done, no evidence")
    assert rows["charter"] == ("3 in Q3. Still true?", "Carried over")
    assert rows["training"] == ("don’t know\u00a0→ 1", "Done, no evidence")
    assert rows["health"] == ("don’t know in Q3", "Not started")


def test_routines(earlier, later, mana, now):
    say(earlier, mana, Kind.ROUTINE, now=now, monthly_meeting="quarterly", training_course="yearly")
    assert rows_of(earlier, now)["monthly-meeting"] == ("Quarterly", "Done")
    assessment = later()
    say(assessment, mana, Kind.ROUTINE, now=now, monthly_meeting="monthly")

    rows = rows_of(assessment, now)

    assert rows["monthly-meeting"] == ("Quarterly\u00a0→ monthly", "Done")
    assert rows["training-course"] == ("Yearly in Q3. Still true?", "Carried over")


def test_a_situation_is_done_when_all_its_signs_are(earlier, mana, now):
    say(earlier, mana, Kind.SIGNAL, now=now, community_underrated__names="us", technology_only__tools="not_us")

    rows = rows_of(earlier, now)

    assert rows["community-underrated"] == ("1 of 3 signs answered", "Started")
    assert rows["technology-only"] == ("Not faced", "Done")


def test_a_situation_whose_signs_nobody_knows_is_not_clear(earlier, mana, now):
    say(earlier, mana, Kind.SIGNAL, now=now, technology_only__tools="unknown")

    assert rows_of(earlier, now)["technology-only"] == ("Not clear yet", "Don’t know yet")


def test_a_stance_is_an_answer(earlier, mana, now):
    say(earlier, mana, Kind.STANCE, now=now, community_underrated="faced")

    assert rows_of(earlier, now)["community-underrated"] == ("Faced", "Done")


@pytest.mark.parametrize(
    ("then", "sign", "words", "label"),
    [
        ("us", "us", "Faced, as in Q3", "Done"),
        ("us", "not_us", "Not faced. Q3: faced", "Done"),
        ("not_us", "us", "Faced. Q3: not faced", "Done"),
        ("unknown", "not_us", "Not faced. Q3: not clear", "Done"),
        ("us", "", "Faced in Q3. Still true?", "Carried over"),
    ],
)
def test_situations_from_last_quarter_to_now(then, sign, words, label, earlier, later, mana, now):
    say(earlier, mana, Kind.SIGNAL, now=now, technology_only__tools=then)
    assessment = later()
    if sign:
        say(assessment, mana, Kind.SIGNAL, now=now, technology_only__tools=sign)

    assert rows_of(assessment, now)["technology-only"] == (words, label)


def test_a_practice_that_is_asked_above_shows_whose_answer_counts(aozora, mana, now):
    unit = make_organization("Imaging", above=aozora, kind="unit")
    practices = json.loads((CONFORMANCE / "edition.json").read_text())["practices"]
    practices[0]["asked_at"] = ["company"]
    edition = make_edition(practices=practices)
    above = make_assessment(aozora, mana, edition, now=now)
    say(above, mana, Kind.PRACTICE, now=now, strategy=3)
    submit(above, mana, now=now)
    assessment = make_assessment(unit, mana, edition, now=now)

    assert rows_of(assessment, now)["strategy"] == ("3, from Aozora", "Answered above")
    say(assessment, mana, Kind.PRACTICE, now=now, strategy=1)
    assert rows_of(assessment, now)["strategy"] == ("1", "Done, no evidence")
