# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import date, timedelta

import pytest

from assessments.models import Evidence
from assessments.queries.freshness import proof_of

TODAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("age", "freshness", "counts"),
    [
        (0, "fresh", True),
        (304, "fresh", True),
        (305, "growing-stale", True),
        (365, "growing-stale", True),
        (366, "stale", False),
    ],
)
def test_evidence_grows_stale_in_its_last_sixty_days(age, freshness, counts):
    proof = proof_of(Evidence(reviewed_on=TODAY - timedelta(days=age)), 365, TODAY)

    assert (proof.freshness, proof.is_fresh, proof.until) == (freshness, counts, TODAY + timedelta(days=365 - age))
