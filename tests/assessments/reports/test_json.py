# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

from assessments.reports.json import CHUNK, json_of


def test_rows_stand_under_their_fields_and_values_keep_their_types():
    fields = ["unit", "levels.ospo.shown", "levels.ospo.at_target", "day", "none"]
    rows = [["=1+1\n𠮷", Fraction(1, 4), Decimal("3"), date(2026, 11, 16), None]]

    text = b"".join(
        json_of({"organization": "Aozora", "made": True}, [("units", fields, rows), ("silent", ["unit"], [])])
    )

    unit = {"unit": "=1+1\n𠮷", "levels": {"ospo": {"shown": 0.25, "at_target": 3}}, "day": "2026-11-16", "none": None}
    assert json.loads(text) == {"about": {"organization": "Aozora", "made": True}, "units": [unit], "silent": []}
    assert len(text.splitlines()) == 6


def test_rows_are_handed_on_before_all_are_taken():
    taken = []

    def rows():
        for number in range(3 * CHUNK):
            taken.append(number)
            yield [number]

    pieces = json_of({}, [("numbers", ["n"], rows())])
    while not taken:
        next(pieces)

    assert len(taken) == CHUNK
    assert b'{"n": 1499}' in b"".join(pieces)
