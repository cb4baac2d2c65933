# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest

from assessments.imports.archive_history import history_faults, unnamed_people

PROOF = {"url": "https://example.org", "text": "", "owner": "Sales", "reviewed_on": "2026-11-16"}
LINES = [
    ("opened", None, {"period": "2026-Q4"}),
    ("submitted", None, None),
    ("practice", None, {"value": "2", "reason": "", "note": "As agreed"}),
    ("practice", {"value": "2", "answered_at": "2026-11-16T09:00:00+00:00", "answered_by": "person-1"}, {"value": ""}),
    ("signal", {"value": "us"}, {"value": "us", "confirmed": True, "together": True}),
    ("target", {"value": ""}, {"value": "1", "reason": "Enough.", "review_on": "2027-11-16"}),
    ("evidence", None, PROOF),
    ("evidence", PROOF, None),
    ("assigned", None, {"person": "person-1"}),
    ("moved", {"edition": "1.0.0"}, {"edition": "1.1.0"}),
    ("key changed", {"kind": "practice", "key": "a"}, {"kind": "practice", "key": "b"}),
    ("nothing else changed", None, {"answers": 3}),
]
FAULTS = [
    ("practice", "2", None, "x.before"),
    ("practice", ["2"], None, "x.before"),
    ("practice", None, {"note": "without a value"}, "x.after"),
    ("practice", None, {"value": ["2"]}, "x.after.value"),
    ("practice", None, {"value": "2", "note": 3}, "x.after.note"),
    ("target", None, {"value": "2", "review_on": "soon"}, "x.after.review_on"),
    ("signal", {"value": "us", "answered_at": "yesterday"}, {"value": "us"}, "x.before.answered_at"),
    ("signal", {"value": "us"}, {"value": "us", "confirmed": "no"}, "x.after.confirmed"),
    ("evidence", None, None, "x"),
    ("evidence", PROOF | {"reviewed_on": "9999-12-31"}, None, "x.before.reviewed_on"),
    ("assigned", None, None, "x"),
    ("assigned", None, {}, "x.after"),
    ("moved", None, {"edition": "1.1.0"}, "x"),
    ("moved", {"edition": None}, {"edition": "1.1.0"}, "x.before.edition"),
]


@pytest.mark.parametrize(("what", "before", "after"), LINES)
def test_what_history_says_is_taken(what, before, after):
    assert list(history_faults(what, before, after, "x")) == []


@pytest.mark.parametrize(("what", "before", "after", "place"), FAULTS)
def test_what_no_page_could_show_is_a_fault_at_its_place(what, before, after, place):
    assert [fault.place for fault in history_faults(what, before, after, "x")] == [place]


def test_people_are_named_by_the_archive_or_nobody():
    said = [{"person": "person-1", "role": None}, {"was": [{"answered_by": 7}, {"person": None}, {"person": {"a": 1}}]}]
    assert [fault.place for fault in unnamed_people(said, "x")] == [
        "x[1].was[0].answered_by",
        "x[1].was[2].person",
    ]
