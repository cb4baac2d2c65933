# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from assessments.queries.grid import audiences_of, grid_of
from assessments.queries.reading import Reader
from tests.assessments.domain.cases import conformance
from tests.assessments.queries.outcomes import changed_edition, outcome_of_answers, outcome_of_case


def every(grid):
    return [*grid.faced, *grid.unknown, *grid.others]


def test_what_is_faced_stands_apart_from_what_is_not():
    grid = grid_of(outcome_of_case("05-stance-overrides"))

    assert [(row.situation.key, row.faced, row.stance) for row in grid.faced] == [
        ("technology-only", "You face it", "You said so yourselves")
    ]
    assert [(row.situation.key, row.faced, row.stance) for row in grid.others] == [
        ("community-underrated", "You don’t face it", "You said so yourselves")
    ]


def test_what_is_not_known_yet_stands_apart_from_both():
    outcome = outcome_of_answers(situations={"technology-only": {"signals": {"tools": {"agreed": "us"}}}})
    grid = grid_of(outcome)

    assert [row.situation.key for row in grid.faced] == ["technology-only"]
    assert [(row.situation.key, row.faced) for row in grid.unknown] == [("community-underrated", "Not known yet")]
    assert grid.others == []


def test_cells_are_the_engines_coverage_in_the_editions_order():
    outcome = outcome_of_case("01-complete")
    # As it comes out of the database: canonical JSON sorts the keys.
    situations = [
        one.model_copy(update={"coverage": dict(sorted(one.coverage.items()))}) for one in outcome.result.situations
    ]
    outcome.result.__dict__["situations"] = tuple(situations)

    for row in every(grid_of(outcome)):
        assert [cell.level for cell in row.cells] == ["management", "ospo", "employee", "business-units"]
        assert [cell.figure for cell in row.cells] == [row.result.coverage[cell.level] for cell in row.cells]


def test_cells_without_a_number_say_why_and_the_others_lead_to_their_answers():
    outcome = outcome_of_answers(practices={"charter": 2})
    row = next(row for row in every(grid_of(outcome)) if row.situation.key == "technology-only")

    assert [(cell.words, cell.why, cell.anchor) for cell in row.cells] == [
        ("–", "nothing asked at this level", ""),
        ("50%", "", "practice-charter"),
        ("–", "not known yet", "practice-culture"),
        ("–", "not known yet", "practice-sharing"),
    ]


def test_a_cell_of_practices_that_do_not_apply_says_so():
    practices = conformance("edition.json")["practices"]
    practices = [one | {"not_applicable": {"en": "alone"}} if one["key"] == "culture" else one for one in practices]
    outcome = outcome_of_answers(changed_edition(practices=practices), practices={"culture": "na"})
    row = next(row for row in every(grid_of(outcome)) if row.situation.key == "technology-only")

    assert [cell.why for cell in row.cells if cell.level == "employee"] == ["does not apply"]


def test_a_cell_of_several_practices_leads_to_the_levels_answers():
    situations = conformance("edition.json")["situations"]
    situations[0]["practices"] = ["strategy", "sponsor"]
    outcome = outcome_of_answers(changed_edition(situations=situations), practices={"strategy": 2})

    assert every(grid_of(outcome))[0].cells[0].anchor == "level-management"


def test_routines_stand_by_audience_and_say_whether_that_is_enough():
    routines = conformance("edition.json")["routines"]
    routines[0]["enough"] = "quarterly"
    routines.append(routines[0] | {"key": "yearly-meeting", "audience": {"en": "staff"}})
    outcome = outcome_of_answers(
        changed_edition(routines=routines), routines={"monthly-meeting": "monthly", "training-course": "once"}
    )

    found = [
        (audience.name, [(row.key, row.cadence, row.enough) for row in audience.routines])
        for audience in audiences_of(outcome.edition, Reader(outcome))
    ]

    assert found == [
        ("management", [("monthly-meeting", "monthly", "enough")]),
        ("employees", [("training-course", "once", "")]),
        ("staff", [("yearly-meeting", "not known yet", "quarterly would be enough")]),
    ]
