# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""An edition is published as a whole or not at all, whenever the process that publishes it is killed."""

import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.drills.process import Processes, database

LONG = pytest.mark.drill
chance = random.SystemRandom()

WAITING = ["started", "asked", "approved"]
BEFORE = {"state": "in_review", "revision": 3, "lines": WAITING, "dated": [False, False], "summed": True}
AFTER = {"state": "published", "revision": 4, "lines": [*WAITING, "published"], "dated": [True, True], "summed": True}


class Publishing(Processes):
    """Processes that publish; `statements` is what the last one took that ended."""

    module, statements = "publisher", 0

    def publish(self, edition: str, *, statement: int | None = None, after: float | None = None) -> float | None:
        """Publish, killed before a statement or after so many seconds; the seconds that it took, None if killed."""
        words = [] if statement is None else [str(statement)]
        with self.start("publish", edition, *words) as child:
            assert child.stdin and child.stdout
            child.stdin.write("go\n")
            child.stdin.flush()
            since = time.monotonic()
            if after is not None:
                time.sleep(after)
                child.kill()
            _said, _space, statements = child.stdout.readline().partition(" ")
            took = time.monotonic() - since
            child.wait()
            assert statements or child.returncode == -signal.SIGKILL, child.stderr and child.stderr.read()
        if not statements:
            return None
        self.statements = int(statements)
        return took


@pytest.mark.parametrize(
    ("engine", "kills"),
    [
        pytest.param("postgresql", 3, marks=pytest.mark.postgresql),
        pytest.param("sqlite", 30, marks=LONG),
        pytest.param("postgresql", 30, marks=LONG),
    ],
)
def test_an_edition_is_published_as_a_whole_or_not_at_all(
    say: Callable[[str], None], tmp_path: Path, engine: str, kills: int
) -> None:
    with database(engine, tmp_path) as url:
        process = Publishing(url)
        first, *others = process.ask("drafts", str(kills + 1))
        took = process.publish(first)
        assert took
        # By turns at the end or before one of its statements, the last first, and at any moment: checking the content
        # takes nearly all of the time.
        count = process.statements
        for each, edition in enumerate(others):
            if each % 2:
                process.publish(edition, after=chance.uniform(0, took * 1.2))
            else:
                process.publish(edition, statement=(count - each // 2) % (count + 1))
        rows = process.ask("read")

    states = Counter(rows[edition]["state"] for edition in others)
    say(f"{engine}: killed {kills} times while publishing ({took:.2f} s): {dict(states)}")
    assert rows[first] == AFTER | {"canonical": True}
    for edition in others:
        assert rows[edition] in (BEFORE | {"canonical": False}, AFTER | {"canonical": True})
    assert states.keys() == {"in_review", "published"}
