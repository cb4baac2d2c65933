# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What was acknowledged is there, once, whatever is killed meanwhile."""

import time
from collections.abc import Callable

import pytest

from tests.drills.crowd import crowd, findings, wait_until
from tests.drills.person import Diary, Page, Person
from tests.drills.system import system

LONG = pytest.mark.drill


def going_on(practices: list[str]) -> Callable[[Person], None]:
    """Save upon save on one practice, which some share with another; where that one was quicker, on top of theirs."""
    pages: dict[int, Page] = {}

    def act(person: Person) -> None:
        page = pages.get(person.number) or person.open(practices[person.number % len(practices)])
        pages[person.number] = person.save(page, person.text()) or person.conflict(page.practice)

    return act


def acknowledged(diary: Diary, number: int) -> Callable[[], bool]:
    return lambda: len(diary.saves) >= number


@pytest.mark.parametrize(
    ("engine", "people", "saves", "kills", "crashes"),
    [
        ("the suite's", 4, 120, 3, 0),
        pytest.param("sqlite", 20, 5000, 30, 0, marks=LONG),
        pytest.param("postgresql", 20, 5000, 30, 5, marks=LONG),
    ],
)
def test_no_acknowledged_save_is_lost_or_doubled(
    suite_engine: str, say: Callable[[str], None], engine: str, people: int, saves: int, kills: int, crashes: int
) -> None:
    engine = suite_engine if engine == "the suite's" else engine
    blows = kills + crashes
    with system(engine, people=people) as cairn:
        since = time.monotonic()
        # Four of five begin with a practice of their own; the others join some of them.
        with crowd(cairn, people, going_on(cairn.practices[: people * 4 // 5])) as diary:
            for blow in range(1, blows + 1):
                wait_until(diary, acknowledged(diary, blow * saves // (blows + 1)), since)
                if crashes and blow % (blows // crashes) == 0:
                    cairn.crash_database()
                else:
                    cairn.kill_worker()
            wait_until(diary, acknowledged(diary, saves), since)
        found, took = findings(cairn, diary), time.monotonic() - since

    say(
        f"{engine}: {people} people for {took:.0f} s, {kills} kills of workers, {crashes} crashes of the database: "
        f"{len(diary.saves)} saves acknowledged, {len(found.lost)} lost, {len(found.doubled)} doubled, "
        f"{len(found.broken)} breaks in the chains of {found.revisions} revisions; {found.replayed} stood there "
        f"although their first reply was lost; {diary.counted}"
    )
    assert found.are_none, found
    assert len(diary.saves) >= saves
