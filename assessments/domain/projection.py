# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What if the actions in `done` were done: practices and routines rise, nothing falls (ENGINE.md, section 10).

An unknown practice becomes the value, "na" stays; the greatest raise counts. What is shown doesn't rise:
evidence comes by evidence.
"""

from collections.abc import Mapping

from assessments.domain.answers import Answers
from assessments.domain.document import CADENCE_RANK, Cadence, Value
from assessments.domain.edition import Edition


def projected_values(edition: Edition, answers: Answers, values: Mapping[str, Value]) -> dict[str, Value]:
    """The practices' values after the actions that are done; the same values where none are."""
    after = dict(values)
    for key in answers.done:
        for practice, raised in edition.action(key).raises.items():
            value = after[practice]
            if value is None or (isinstance(value, int) and value < raised):
                after[practice] = raised
    return after


def projected_routines(edition: Edition, answers: Answers) -> dict[str, Cadence | None]:
    """The routines' cadences after the actions that are done; None where one is unknown."""
    after = {routine.key: answers.routines.get(routine.key) for routine in edition.routines}
    for key in answers.done:
        for routine, cadence in edition.action(key).sets.items():
            before = after[routine]
            if before is None or CADENCE_RANK[before] < CADENCE_RANK[cadence]:
                after[routine] = cadence
    return after
