# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from fractions import Fraction

import pytest

from assessments.domain.edition import parse_edition
from assessments.domain.group_reading import InUnits, Spread, below_half, read_through, spread_of
from tests.assessments.domain.cases import conformance, conformance_edition

EDITION = conformance_edition()


@pytest.mark.parametrize(
    ("counts", "spread"),
    [
        ({}, None),
        ({"0/0": 3}, None),
        ({"1/2": 1}, ("1/2", "1/2", "1/2", "1/2", 1)),
        ({"0/4": 1, "4/4": 1}, ("0", "0", "1", "1", 1)),
        ({"0/4": 1, "1/4": 1, "2/4": 1, "1/1": 1, "0/0": 1}, ("0", "1/4", "1/2", "1", 1)),
        ({"1/2": 6, "2/4": 1, "1/1": 1}, ("1/2", "1/2", "1/2", "1", 7)),
    ],
)
def test_half_of_the_units_lie_between_two_of_them(counts, spread):
    units = sum(number for text, number in counts.items() if text != "0/0")
    figures = spread and Spread(units, counts.get("0/0", 0), *map(Fraction, spread))

    assert spread_of(counts) == figures


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        ({}, (0, 0)),
        ({"0/0": 3}, (0, 0)),
        ({"1/2": 2, "2/4": 1}, (0, 3)),
        ({"1/3": 2, "0/4": 1, "3/4": 5, "0/0": 4}, (3, 8)),
    ],
)
def test_units_below_half_are_counted_among_those_to_which_a_level_applies(counts, found):
    assert below_half(counts) == found


def test_counts_of_an_earlier_edition_are_read_under_the_new_keys():
    earlier, renames = conformance_edition("edition-before.json"), EDITION.renames.practices
    old, new = next(iter(renames.items()))
    counts = {
        "old": {"units": 3, "disagreements": {old: 2}},
        "new": {"units": 4, "disagreements": {new: 1}, "advice": {EDITION.recommendations[0].key: [4, 1200]}},
    }

    read = read_through(counts, {"old": earlier, "new": EDITION}, "new")

    assert (read.units, read.elsewhere) == (7, 3)
    assert read.practices[new] == InUnits(asked=7, units=3)
    assert old not in read.practices
    assert read.advice[EDITION.recommendations[0].key].tenths == 1200
    assert list(read.practices)[: len(EDITION.practices)] == [one.key for one in EDITION.practices]


def test_what_the_newest_edition_lacks_keeps_its_own_key():
    document = conformance("edition.json")
    dropped = document["situations"][0]["key"]
    newest = EDITION.model_copy(update={"situations": EDITION.situations[1:]})
    counts = {"old": {"units": 5, "situations": {dropped: [2, 1]}}}

    read = read_through(counts, {"old": parse_edition(document), "new": newest}, "new")

    assert list(read.situations)[-1] == dropped
    assert read.situations[dropped] == InUnits(asked=5, units=2, unknown=1)
    assert (read.units, read.elsewhere) == (5, 5)
