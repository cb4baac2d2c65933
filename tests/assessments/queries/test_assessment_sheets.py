# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from assessments.models.answer import Kind
from assessments.queries.answer import sheet_of
from assessments.queries.assessment_sheets import assessment_sheets
from assessments.queries.edition import edition_of
from tests.factories import make_assessment, make_edition, say


def rows_of(assessment):
    edition = edition_of(assessment.edition)
    sheets = assessment_sheets(assessment, edition, sheet_of(assessment, edition))
    return {sheet.name: {row[0]: row for row in sheet.rows} for sheet in sheets}


def test_answers_of_every_kind_have_their_row_with_who_and_when_in_the_organizations_zone(aozora, mana, now):
    assessment = make_assessment(aozora, mana, make_edition(), now=now)
    say(assessment, mana, Kind.PRACTICE, now=now, strategy="3")
    say(assessment, mana, Kind.ROUTINE, now=now, **{"monthly-meeting": "monthly"})

    rows = rows_of(assessment)

    strategy = rows["Practices"]["strategy"]
    assert (strategy[3], strategy[8], strategy[9], strategy[11]) == (3, "yes", 1, "Mana")
    assert strategy[10].isoformat() == "2026-11-16T18:00:00+09:00"
    assert rows["Routines"]["monthly-meeting"][3:5] == ("monthly", "Monthly")
    assert rows["Practices"]["health"][3:] == (None,) * 9


def test_what_nobody_decided_by_hand_has_no_row(aozora, mana, now):
    rows = rows_of(make_assessment(aozora, mana, make_edition(), now=now))

    assert rows["Situations by decision"] == rows["Targets set by hand"] == rows["Evidence"] == {}
