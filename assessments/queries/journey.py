# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The stages of the journey: those reached, the one an organization stands at, and what the next one lacks."""

from dataclasses import dataclass

from assessments.domain.content import Stage
from assessments.domain.result import Result
from assessments.queries.reading import Reader, Reading


@dataclass(frozen=True)
class Step:
    """One stage: `reached`, `current`, `next` (with what it lacks) or `later`."""

    stage: Stage
    state: str
    lacking: tuple[Reading, ...] = ()


def journey_of(result: Result, reader: Reader) -> list[Step]:
    """All stages of the edition in order."""
    keys = [stage.key for stage in reader.edition.stages]
    current = keys.index(result.stage) if result.stage is not None else -1
    steps = []
    for place, stage in enumerate(reader.edition.stages):
        if result.next is not None and stage.key == result.next.key:
            steps.append(Step(stage, "next", reader.read_all(result.next.lacking)))
        elif place == current:
            steps.append(Step(stage, "current"))
        else:
            steps.append(Step(stage, "reached" if place < current else "later"))
    return steps
