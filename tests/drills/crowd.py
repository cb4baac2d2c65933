# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Many people at once, each in a thread of their own, until the drill is over."""

import contextlib
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

from tests.drills.checker import Findings, check
from tests.drills.person import Diary, Person
from tests.drills.system import System

# A drill that gets nowhere ends nevertheless, and fails by its figures.
SECONDS_AT_MOST = 600


@contextlib.contextmanager
def crowd(system: System, people: int, act: Callable[[Person], None]) -> Iterator[Diary]:
    """So many people who do `act` over and over while the body runs; who fails at it ends it for all."""
    diary = Diary()

    def work(person: Person) -> None:
        try:
            while not diary.over.is_set():
                act(person)
        finally:
            diary.over.set()

    # One after another: signing in is limited for each address, and they share one.
    persons = [Person(system, number, diary) for number in range(people)]
    with ThreadPoolExecutor(people) as pool:
        at_work = [pool.submit(work, person) for person in persons]
        try:
            yield diary
        finally:
            diary.over.set()
        for each in at_work:
            each.result()


def wait_until(diary: Diary, holds: Callable[[], bool], since: float) -> None:
    """Until something holds, or the drill is over."""
    while not holds() and time.monotonic() < since + SECONDS_AT_MOST and not diary.over.wait(0.02):
        pass


def findings(system: System, diary: Diary) -> Findings:
    """What the checker says of all that they were told."""
    return check(system.rows(), diary.saves, diary.reads, diary.refused)
