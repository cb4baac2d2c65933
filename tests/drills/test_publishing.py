# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""An edition is published as a whole or not at all, whenever the process that publishes it is killed."""

import contextlib
import json
import os
import random
import secrets
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests import withpg

LONG = pytest.mark.drill
chance = random.SystemRandom()

# The lock, how many curators there are, the edition, the line of its history.
STATEMENTS = 4
WAITING = ["started", "asked", "approved"]
BEFORE = {"state": "in_review", "revision": 3, "lines": WAITING, "dated": [False, False], "summed": True}
AFTER = {"state": "published", "revision": 4, "lines": [*WAITING, "published"], "dated": [True, True], "summed": True}


class Publishing:
    """Processes that publish, in a database of their own."""

    def __init__(self, url: str) -> None:
        self.env = {name: value for name, value in os.environ.items() if not name.startswith(("CAIRN_", "DJANGO_"))}
        self.env |= {"DATABASE_URL": url, "CAIRN_DEMO": "1", "CAIRN_LOG_LEVEL": "WARNING"}
        self.env |= {"CAIRN_SECRET_KEY": secrets.token_urlsafe(48)}

    def ask(self, *words: str) -> Any:
        done = subprocess.run(self._command(*words), **self._place, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr)
        return json.loads(done.stdout)

    def publish(self, edition: str, *, statement: int | None = None, after: float | None = None) -> float | None:
        """Publish, killed before a statement or after so many seconds; the seconds that it took, None if killed."""
        words = [] if statement is None else [str(statement)]
        command = self._command("publish", edition, *words)
        child = subprocess.Popen(
            command, **self._place, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        with child:
            if not (child.stdin and child.stdout and child.stdout.readline() == "ready\n"):
                raise RuntimeError(child.communicate()[1])
            child.stdin.write("go\n")
            child.stdin.flush()
            since = time.monotonic()
            if after is not None:
                time.sleep(after)
                child.kill()
            is_done = child.stdout.readline() == "published\n"
            took = time.monotonic() - since
            child.wait()
        assert is_done or child.returncode == -signal.SIGKILL
        return took if is_done else None

    def _command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "tests.drills.publisher", *words]

    @property
    def _place(self) -> dict[str, Any]:
        return {"cwd": settings.BASE_DIR, "env": self.env}


@contextlib.contextmanager
def publishing(engine: str, folder: Path) -> Iterator[Publishing]:
    if engine == "sqlite":
        yield Publishing(f"sqlite:///{folder / 'cairn.sqlite3'}")
        return
    with withpg.server(withpg.DURABLE) as (_server, url):
        yield Publishing(url)


@pytest.mark.parametrize(
    ("engine", "kills"),
    [
        ("the suite's", 3),
        pytest.param("sqlite", 30, marks=LONG),
        pytest.param("postgresql", 30, marks=LONG),
    ],
)
def test_an_edition_is_published_as_a_whole_or_not_at_all(
    suite_engine: str, say: Callable[[str], None], tmp_path: Path, engine: str, kills: int
) -> None:
    engine = suite_engine if engine == "the suite's" else engine
    with publishing(engine, tmp_path) as process:
        first, *others = process.ask("drafts", str(kills + 1))
        took = process.publish(first)
        assert took
        # By turns before one of its statements, and at any moment: checking the content takes nearly all of the time.
        for each, edition in enumerate(others):
            if each % 2:
                process.publish(edition, after=chance.uniform(0, took * 1.2))
            else:
                process.publish(edition, statement=(STATEMENTS - 1 - each // 2) % (STATEMENTS + 1))
        rows = process.ask("read")

    states = Counter(rows[edition]["state"] for edition in others)
    say(f"{engine}: killed {kills} times while publishing ({took:.2f} s): {dict(states)}")
    assert rows[first] == AFTER | {"canonical": True}
    for edition in others:
        assert rows[edition] in (BEFORE | {"canonical": False}, AFTER | {"canonical": True})
    assert states["in_review"] > 0
