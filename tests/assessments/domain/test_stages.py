# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0


import pytest

from assessments.domain.canonical import plain
from assessments.domain.result import evaluate
from tests.assessments.domain.cases import agreed, answers, small_edition, text


def stages(*rules):
    return [
        {"key": f"t{number}", "name": text("t"), "description": text("t"), "reached_when": rule}
        for number, rule in enumerate(rules)
    ]


P2, Q2 = ({"practice": key, "at_least": 2} for key in "pq")


@pytest.mark.parametrize(
    ("rules", "stage", "following"),
    [
        ([], None, None),
        ([None], "t0", None),
        ([P2], "t0", None),
        ([Q2], None, ("t0", [Q2])),
        ([None, P2, Q2, P2], "t1", ("t2", [Q2])),
        ([None, {"all": [P2, Q2, {"not": P2}]}], "t0", ("t1", [Q2, {"not": P2}])),
        ([None, {"fact": "f"}], "t0", ("t1", [{"fact": "f"}])),
    ],
)
def test_a_stage_is_reached_where_all_before_it_are(rules, stage, following):
    edition = small_edition(stages=stages(*rules))

    result = evaluate(edition, answers(edition, practices=agreed(p=2, q=1)))

    assert result.stage == stage
    assert (result.next and (result.next.key, [plain(leaf) for leaf in result.next.lacking])) == following
