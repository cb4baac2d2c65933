# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Many who write to one SQLite file at once wait for one another; none is turned away."""

from collections.abc import Callable

import pytest

from tests.drills.crowd import crowd, findings
from tests.drills.person import Page, Person
from tests.drills.system import system

WRITERS, SECONDS = 20, 60


@pytest.mark.drill
def test_nobody_finds_sqlite_locked(say: Callable[[str], None]) -> None:
    pages: dict[int, Page] = {}

    def act(person: Person) -> None:
        page = pages.get(person.number) or person.open(cairn.practices[person.number])
        pages[person.number] = person.save(page, person.text()) or page

    with system("sqlite", people=WRITERS, workers=4, threads=WRITERS // 4) as cairn:
        with crowd(cairn, WRITERS, act) as diary:
            diary.over.wait(SECONDS)
        found, locked = findings(cairn, diary), cairn.log().count("database is locked")

    say(
        f"sqlite: {WRITERS} writers at {WRITERS} threads of 4 workers for {SECONDS} s: {len(diary.saves)} saves "
        f"acknowledged, {locked} times 'database is locked', and {diary.counted}: "
        f"{len(found.lost)} lost, {len(found.doubled)} doubled, {len(found.broken)} breaks in the chains"
    )
    assert found.are_none, found
    assert diary.saves and locked == 0 and not diary.counts
