# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest

from assessments.domain.edition import parse_edition
from assessments.queries.point import place_of, points_of
from tests.assessments.domain.cases import conformance


def test_every_question_stands_once_in_the_editions_order_with_its_section():
    points = list(points_of(parse_edition(conformance("edition.json"))))

    assert [(point.section, point.kind) for point in points] == [
        *[("situations", "situation")] * 2,
        *[("management", "practice")] * 2,
        *[("ospo", "practice")] * 2,
        *[("employee", "practice")] * 2,
        *[("business-units", "practice")] * 2,
        *[("routines", "routine")] * 2,
    ]
    assert points[2].place == ("practice", "strategy")
    assert [bool(point.origin) for point in points] == [point.kind == "situation" for point in points]


@pytest.mark.parametrize(
    ("kind", "key", "place"),
    [
        ("practice", "strategy", ("practice", "strategy")),
        ("signal", "technology-only/tools", ("situation", "technology-only")),
        ("stance", "technology-only", ("situation", "technology-only")),
        ("routine", "monthly-meeting", ("routine", "monthly-meeting")),
        ("fact", "eu-market", None),
        ("target", "strategy", None),
    ],
)
def test_answers_belong_to_questions(kind, key, place):
    assert place_of(kind, key) == place
