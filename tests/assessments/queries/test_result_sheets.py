# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from assessments.models.answer import Kind
from assessments.queries.progress import standing_assessments, trends_of
from assessments.queries.result import outcome_of
from assessments.queries.result_sheets import result_sheets
from tests.factories import make_assessment, make_edition, say, submit


def test_every_figure_is_the_results_own(aozora, mana, now):
    assessment = make_assessment(aozora, mana, make_edition(), now=now)
    say(assessment, mana, Kind.PRACTICE, now=now, strategy="3", charter="1")
    submit(assessment, mana, now=now)
    assessment.refresh_from_db()
    outcome = outcome_of(assessment, now)
    standing = standing_assessments(aozora)

    trends = trends_of(aozora, standing)
    sheets = {one.name: list(one.rows) for one in result_sheets(outcome, trends, [one.period for one in standing])}

    levels = [(row[0], *row[2:]) for row in sheets["Levels"]]
    assert levels == [
        (one.key, one.shown, one.said, one.could_be, one.aim, one.completeness, one.at_target, one.applicable)
        for one in outcome.result.levels
    ]
    assert [row[4] for row in sheets["Practices"]] == [one.value for one in outcome.result.practices]
    assert [row[3] / 100 for row in sheets["Situations"]] == [one.said for one in outcome.result.situations]
    assert [row[1] for row in sheets["Recommendations"]] == [one.key for one in outcome.result.recommendations]
    assert [row[0] for row in sheets["Trend"]] == ["2026-Q4"] * len(outcome.result.levels)
    assert ("Practices at target", outcome.result.at_target) in sheets["About"]
