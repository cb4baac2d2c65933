# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""How long projections take, and how near "which three next" comes to the best sets: parts of tests.bench."""

import random
import time
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from statistics import median

from assessments.domain.content import Action
from assessments.domain.edition import Edition
from assessments.domain.goals import Goal
from assessments.domain.next_steps import Search, next_steps
from assessments.domain.standing import Standing, standing_of
from assessments.domain.truth import truth
from assessments.domain.what_if import what_if
from tests.factories import built_in_document
from tests.made_up import made_up_answers

ORGANIZATIONS = 100
FEW = 10  # open actions of which all sets of three are tried


def actions_of(edition: Edition) -> list[Action]:
    return [action for advice in edition.recommendations for action in advice.actions]


def goals_of(edition: Edition, standing: Standing) -> Iterator[Goal | None]:
    """All that can be wished for: nothing by name, each stage, each level, each recommendation that matches."""
    yield None
    yield from (Goal("stage", one.key) for one in edition.stages)
    yield from (Goal("level", one.key) for one in edition.levels)
    for one in edition.recommendations:
        if truth(one.when, standing) is True:
            yield Goal("recommendation", one.key)


def bench_what_if() -> None:
    """Every third action of the built-in pack and two targets, for made-up organizations of distinct answers."""
    edition = built_in_document()
    done, raises = [one.key for one in actions_of(edition)][::3], {one.key: 3 for one in edition.practices[:2]}
    took = []
    for seed in range(ORGANIZATIONS):
        said = made_up_answers(edition, seed)
        start = time.process_time()
        what_if(edition, said, done=done, raises=raises)
        took.append(time.process_time() - start)
    print(f"what if {len(done)} actions were done: {_spans(took)}, {ORGANIZATIONS} organizations")


def bench_next_steps() -> None:
    """Which three next of all actions of the built-in pack; then of ten by chance, against all sets of as many."""
    edition = built_in_document()
    actions, took, nearness = actions_of(edition), [], []
    for seed in range(ORGANIZATIONS):
        standing = standing_of(edition, made_up_answers(edition, seed))
        few = random.Random(seed).sample(actions, FEW)  # noqa: S311 (the same each time, and no secret)
        for goal in goals_of(edition, standing):
            start = time.process_time()
            next_steps(edition, standing, actions, goal)
            took.append(time.process_time() - start)
            nearness += _against_all(Search(edition, standing, few, goal))
    print(f"which three next of {len(actions)} actions: {_spans(took)}, {len(took)} wishes")
    best = sum(one == 1 for one in nearness)
    others = sorted(one for one in nearness if one < 1)
    print(f"  of {FEW} actions, the best set in {best} of {len(nearness)} cases ({best / len(nearness):.1%});")
    if others:
        print(f"  in the others {float(median(others)):.2f} of the best in the middle, {float(others[0]):.2f} at least")


def _against_all(search: Search[Action]) -> list[Fraction]:
    """What the picks bring for their effort, against the best set of as many; nothing where none are picked."""
    _measure, taken = search.best_path(3)
    if not taken:
        return []
    return [search.per_effort(taken) / max(map(search.per_effort, combinations(range(FEW), len(taken))))]


def _spans(took: list[float]) -> str:
    return f"at work {min(took) * 1000:.1f} ms, {median(took) * 1000:.1f} in the middle, {max(took) * 1000:.1f} at most"
