# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What if the actions in `done` were done: practices and routines rise, nothing falls (ENGINE.md, section 10).

An unknown practice becomes the value, "na" stays; the greatest raise counts. What is shown doesn't rise:
evidence comes by evidence. Raises that no action of the edition makes (an organization's own action, a target that is
reached) count in the same way.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from assessments.domain.answers import Answers
from assessments.domain.document import CADENCE_RANK, Cadence, Value
from assessments.domain.edition import Edition

NO_RAISES: Mapping[str, int] = MappingProxyType({})


def projected_values(
    edition: Edition, answers: Answers, values: Mapping[str, Value], raises: Mapping[str, int] = NO_RAISES
) -> dict[str, Value]:
    """The practices' values after the actions that are done and further raises; the same values where none are."""
    return raised_values(values, *(edition.action(key).raises for key in answers.done), raises)


def projected_routines(edition: Edition, answers: Answers) -> dict[str, Cadence | None]:
    """The routines' cadences after the actions that are done; None where one is unknown."""
    before = {routine.key: answers.routines.get(routine.key) for routine in edition.routines}
    return set_routines(before, *(edition.action(key).sets for key in answers.done))


def raised_values(values: Mapping[str, Value], *raises: Mapping[str, int]) -> dict[str, Value]:
    """Values after practices became at least so high; KeyError for a practice that has no place among them."""
    after = dict(values)
    for raising in raises:
        for practice, raised in raising.items():
            value = after[practice]
            if value is None or (isinstance(value, int) and value < raised):
                after[practice] = raised
    return after


def set_routines(cadences: Mapping[str, Cadence | None], *sets: Mapping[str, Cadence]) -> dict[str, Cadence | None]:
    """Cadences after routines became at least so frequent."""
    after = dict(cadences)
    for setting in sets:
        for routine, cadence in setting.items():
            before = after[routine]
            if before is None or CADENCE_RANK[before] < CADENCE_RANK[cadence]:
                after[routine] = cadence
    return after


def together(raises: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """What several raises come to: the greatest of each practice."""
    found: dict[str, int] = {}
    for raising in raises:
        for practice, raised in raising.items():
            found[practice] = max(raised, found.get(practice, raised))
    return found
