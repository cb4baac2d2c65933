# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from decimal import Decimal

import pytest

from assessments.domain.result import evaluate
from tests.assessments.domain.cases import agreed, answers, recommendation, small_edition

FACED = {"faced": "s"}


def advice(edition, **fields):
    return [
        (one.key, one.verdict, one.priority) for one in evaluate(edition, answers(edition, **fields)).recommendations
    ]


def test_matched_ones_come_first_then_by_priority_then_in_the_editions_order():
    low = {"practice": "q", "at_most": 4}
    edition = small_edition(
        recommendations=[
            recommendation("possible", {"fact": "f"}, practices=["p"]),
            recommendation("not-matched", {"practice": "p", "at_most": 0}),
            recommendation("small", low, practices=["q"]),
            recommendation("first", low),
            recommendation("second", low),
        ]
    )

    assert advice(edition, practices=agreed(p=1, q=2)) == [
        ("first", "matched", 50),
        ("second", "matched", 50),
        ("small", "matched", 25),
        ("possible", "possible", 50),
    ]


@pytest.mark.parametrize(
    ("situation", "practices", "values", "priority"),
    [
        ("s", ["p"], {"p": 1}, 75),
        ("s", ["p", "q"], {"p": 1, "q": 2}, Decimal("68.8")),
        ("s", ["p"], {"p": 4}, 50),
        ("s", ["p"], {}, 50),
        ("s", ["p"], {"p": "na"}, 50),
        ("s", [], {}, 50),
        (None, ["p"], {"p": 1}, 50),
        (None, ["p"], {}, 0),
    ],
)
def test_priority_is_the_mean_of_exposure_and_gap(situation, practices, values, priority):
    edition = small_edition(recommendations=[recommendation("x", FACED, situation=situation, practices=practices)])
    given = {"practices": agreed(**values), "situations": {"s": {"stance": "faced"}}}

    assert advice(edition, **given) == [("x", "matched", priority)]
