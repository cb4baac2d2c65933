# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Nobody gets two reminders a day, and nobody is left out, whenever processes that remind are killed, two at a time."""

import random
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.drills.process import Processes, database

LONG = pytest.mark.drill
PEOPLE = 100
chance = random.SystemRandom()


class Reminding(Processes):
    module = "reminder"

    def remind(self, statement: int | None = None) -> "subprocess.Popen[str]":
        """A process that is ready to remind, and kills itself before that statement."""
        return self.start("remind", *([] if statement is None else [str(statement)]))


def ended(child: "subprocess.Popen[str]") -> tuple[int, int] | None:
    """How many statements it took and how many mails it left; None where it was killed."""
    said, complaint = child.communicate()
    if child.returncode == -signal.SIGKILL:
        return None
    assert child.returncode == 0, complaint
    _word, statements, mails = said.split()
    return int(statements), int(mails)


def together(*children: "subprocess.Popen[str]") -> None:
    """At the same moment."""
    for child in children:
        assert child.stdin
        child.stdin.write("go\n")
        child.stdin.flush()


@pytest.mark.parametrize(
    ("engine", "pairs"),
    [
        pytest.param("postgresql", 2, marks=pytest.mark.postgresql),
        pytest.param("sqlite", 15, marks=LONG),
        pytest.param("postgresql", 15, marks=LONG),
    ],
)
def test_everybody_gets_one_reminder_whatever_is_killed(
    say: Callable[[str], None], tmp_path: Path, engine: str, pairs: int
) -> None:
    seen, since = [], time.monotonic()
    with database(engine, tmp_path) as url:
        process = Reminding(url)
        process.ask("people", str(PEOPLE))
        for _each in range(pairs):
            # One kills itself early or late, the other is killed at any moment.
            first, second = process.remind(chance.randrange(5, 60)), process.remind()
            together(first, second)
            time.sleep(chance.uniform(0, 0.4))
            second.kill()
            ended(first), ended(second)
            seen.append(process.ask("read"))
        left = [process.remind(), process.remind()]
        together(*left)
        done = [ended(child) for child in left]
        rows = process.ask("read")

    say(
        f"{engine}: {pairs} pairs of runs, {2 * pairs} kills in {time.monotonic() - since:.0f} s; mails left after"
        f" each: {[one['mails'] for one in seen]}, the last two runs left {[one and one[1] for one in done]}"
    )
    assert all(one["mails"] == one["people"] == one["days"] for one in [*seen, rows])
    assert rows["mails"] == PEOPLE
