# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest

from assessments.domain.draft_faults import may_stand_in_draft
from assessments.domain.edition import parse_edition
from assessments.domain.faults import EditionFaults
from tests.assessments.domain.cases import recommendation, small_document

FACT = {"fact": "f"}


def stands(**fields):
    """Whether a draft may be the small edition with these fields, which has faults."""
    with pytest.raises(EditionFaults) as refused:
        parse_edition(small_document(**fields))
    return all(map(may_stand_in_draft, refused.value.faults))


def piece(kind, **fields):
    (first, *rest) = small_document()[kind]
    return {kind: [first | fields, *rest]}


@pytest.mark.parametrize(
    "fields",
    [
        {"summary": {}},
        {"languages": []},
        {"practices": [{"key": "p"}]},
        {"resources": [{"key": "x"}]},
        piece("practices", level="gone"),
        piece("practices", anchors=[{"en": "x"}]),
        piece("situations", signals=[]),
        {"profiles": [{"key": "x", "name": {"en": "x"}, "description": {"en": "x"}, "not_applicable": ["q"]}]},
        {"recommendations": [recommendation("x", {"all": [{"unfinished": "below", "level": "ospo"}]})]},
        {"recommendations": [recommendation("x", {"all": []})]},
        {"recommendations": [recommendation("x", {"any": [FACT] * 41})]},
        {"recommendations": [recommendation("x", {"practice": "gone", "at_most": 1})]},
        {"samples": [{"key": "x", "name": {"en": "x"}, "answers": {"on": "2026-11-22", "facts": {"gone": True}}}]},
    ],
)
def test_what_the_studio_leaves_open_may_stand_in_a_draft(fields):
    assert stands(**fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"pack": None},
        {"edition": None},
        {"edition": "first"},
        {"practices": {}},
        {"practices": [3]},
        {"practices": [{"level": "ospo"}]},
        {"practices": [{"key": "A b"}]},
        {"practices": small_document()["practices"] * 2},
        {"wieght": 1},
        piece("practices", weight="much"),
        piece("situations", origin="nowhere"),
        {"recommendations": [recommendation("x", {"practice": "p", "at_most": 7})]},
        {"renames": {"practices": {"old": "gone"}}},
    ],
)
def test_what_no_page_of_the_studio_writes_may_not(fields):
    assert not stands(**fields)
