# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from fractions import Fraction

from assessments.domain.asking import MOST_MINUTES, fitting, minutes_asked, practices_for, situations_for
from tests.factories import built_in_document

VIEWS = ("management", "ospo", "employee", "business_unit")


def test_each_view_is_asked_what_the_edition_asks_it_within_ten_minutes():
    edition = built_in_document()

    for view in VIEWS:
        asked = fitting(edition, view)
        assert asked
        assert minutes_asked(edition, view, asked, []) <= MOST_MINUTES
        assert set(asked) <= {practice.key for practice in practices_for(edition, view)}


def test_where_all_fit_all_are_asked_in_the_order_of_the_edition():
    edition = built_in_document()

    assert fitting(edition, "employee") == [one.key for one in edition.practices if "employee" in one.ask]


def test_where_not_all_fit_those_of_the_scan_are_asked_before_others():
    edition = built_in_document()
    asked = fitting(edition, "ospo")

    assert len(asked) < len(practices_for(edition, "ospo"))
    assert {one.key for one in edition.practices if one.scan and "ospo" in one.ask} <= set(asked)
    assert asked == [one.key for one in edition.practices if one.key in asked]


def test_signs_of_the_seeds_situations_are_asked_of_management_and_units_and_fit_beside_the_practices():
    edition = built_in_document()

    for view in ("management", "business_unit"):
        situations = [situation.key for situation in situations_for(edition, view)]
        assert len(situations) == 5
        assert minutes_asked(edition, view, fitting(edition, view), situations) <= MOST_MINUTES
    assert situations_for(edition, "employee") == situations_for(edition, "ospo") == []


def test_minutes_are_counted_in_the_wording_of_whoever_is_asked():
    edition = built_in_document()

    own, employees = (minutes_asked(edition, view, ["training"], []) for view in ("ospo", "employee"))

    assert own != employees
    assert minutes_asked(edition, "ospo", [], []) == Fraction(0)
