# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Processes that are killed over what they do, in a database of their own."""

import contextlib
import json
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

from tests import withpg


@contextlib.contextmanager
def database(engine: str, folder: Path) -> Iterator[str]:
    """The address of an empty database, on SQLite in this folder."""
    if engine == "sqlite":
        yield f"sqlite:///{folder / 'cairn.sqlite3'}"
        return
    with withpg.server(withpg.DURABLE) as (_server, url):
        yield url


class Processes:
    """Processes that run one module of drills in the database of this address."""

    module: str

    def __init__(self, url: str) -> None:
        env = {name: value for name, value in os.environ.items() if not name.startswith(("CAIRN_", "DJANGO_"))}
        env |= {"DATABASE_URL": url, "CAIRN_DEMO": "1", "CAIRN_LOG_LEVEL": "ERROR"}
        env |= {"CAIRN_SECRET_KEY": secrets.token_urlsafe(48)}
        self.place: dict[str, Any] = {"cwd": settings.BASE_DIR, "env": env}

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", f"tests.drills.{self.module}", *words]

    def ask(self, *words: str) -> Any:
        """What a process answers; None where it was killed."""
        done = subprocess.run(self.command(*words), **self.place, capture_output=True, text=True)
        if done.returncode == -signal.SIGKILL:
            return None
        if done.returncode:
            raise RuntimeError(done.stderr)
        return json.loads(done.stdout)

    def start(self, *words: str) -> "subprocess.Popen[str]":
        """A process that has said that it is ready, and waits for a line."""
        pipe = subprocess.PIPE
        child = subprocess.Popen(self.command(*words), **self.place, stdin=pipe, stdout=pipe, stderr=pipe, text=True)
        if not (child.stdout and child.stdout.readline() == "ready\n"):
            raise RuntimeError(child.communicate()[1])
        return child


class Counted:
    """Counts the statements of SQL that pass (`connection.execute_wrapper`); kills the process before the fatal one."""

    def __init__(self, fatal: int | None) -> None:
        self.fatal, self.statements = fatal, 0

    def __call__(self, execute: Any, *arguments: Any) -> Any:
        self.die()
        self.statements += 1
        return execute(*arguments)

    def die(self) -> None:
        """Kill this process where the fatal statement would be the next one."""
        if self.statements == self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)
