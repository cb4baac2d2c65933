# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest

from assessments.models import Assessment
from assessments.queries.projection_words import basis_words


@pytest.mark.parametrize(
    ("state", "counted", "words"),
    [
        (Assessment.State.SUBMITTED, 0, "From 2026 Q3."),
        (Assessment.State.SUBMITTED, 1, "From 2026 Q3, with the 1 action done since."),
        (Assessment.State.OPEN, 2, "From the answers so far for 2026 Q3, with the 2 actions done since."),
    ],
)
def test_it_says_from_which_answers_it_starts_and_what_counts_besides(
    state: Assessment.State, counted: int, words: str
) -> None:
    assert basis_words(Assessment(period="2026-Q3", state=state), counted) == words
