# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest

from assessments.domain.archive_plan import ArchivedPlanChange, ArchivedPlanItem
from assessments.imports.archive_plan import item_history_faults


def places(before):
    line = ArchivedPlanChange.model_construct(before=before, after={}, revision=2)
    item = ArchivedPlanItem.model_construct(changes=(line,))
    return [fault.place for fault in item_history_faults(item, "x")]


@pytest.mark.parametrize("before", [None, {"effort": "", "note": "a" * 5000, "level": "ospo"}, {"took": "more"}])
def test_what_a_line_of_an_actions_history_says_is_taken(before):
    assert places(before) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("effort", "XL"),
        ("horizon", "soon"),
        ("took", []),
        ("note", "a" * 5001),
        ("level", "a" * 81),
        ("title", "a" * 201),
    ],
)
def test_what_could_not_be_brought_back_is_a_fault(name, value):
    assert places({name: value}) == [f"x.changes[0].before.{name}"]
