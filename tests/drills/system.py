# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Cairn as it runs in production, for a drill: gunicorn's processes on 127.0.0.1 and a database of its own, each of
which can be killed. All of it is gone afterwards."""

import contextlib
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

from tests import withpg

SECONDS_TO_START = 60
SECONDS_TO_STOP = 20


class System:
    """One Cairn with its assessment; `server` is its PostgreSQL, None on SQLite."""

    def __init__(self, base: Path, url: str, server: withpg.Server | None, people: int) -> None:
        self.base, self.server, self.crashes = base, server, 0
        ours = ("CAIRN_", "DJANGO_", "DATABASE_URL", "GUNICORN_", "WEB_CONCURRENCY")
        self.env = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        # As make run has it, since nothing is collected here.
        self.env |= {"DATABASE_URL": url, "CAIRN_DEMO": "1", "CAIRN_LOG_LEVEL": "WARNING"}
        self.env |= {"CAIRN_SECRET_KEY": secrets.token_urlsafe(48), "PYTHONUNBUFFERED": "1"}
        founded = self._inside("found", str(people))
        self.assessment: str = founded["assessment"]
        self.practices: list[str] = founded["practices"]

    def _inside(self, *words: str) -> dict[str, Any]:
        command = [sys.executable, "-m", "tests.drills.inside", *words]
        done = subprocess.run(command, cwd=settings.BASE_DIR, env=self.env, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr)
        rows: dict[str, Any] = json.loads(done.stdout)
        return rows

    def rows(self) -> dict[str, Any]:
        """What the database says."""
        return self._inside("read")

    def path_of(self, practice: str) -> str:
        return f"/assessments/{self.assessment}/practices/{practice}/"

    def start(self, workers: int, threads: int) -> None:
        """Start the web server, and wait until it answers."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        command = [sys.executable, "-m", "gunicorn", "ospo_app.wsgi", "--bind", f"127.0.0.1:{self.port}"]
        command += ["--workers", str(workers), "--threads", str(threads), "--no-control-socket"]
        with open(self.base / "log", "wb") as log:
            self.web = subprocess.Popen(
                command, cwd=settings.BASE_DIR, env=self.env, stdout=log, stderr=log, start_new_session=True
            )
        deadline = time.monotonic() + SECONDS_TO_START
        while True:
            with contextlib.suppress(OSError):
                return socket.create_connection(("127.0.0.1", self.port), 1).close()
            if self.web.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(self.log())
            time.sleep(0.1)

    def stop(self) -> None:
        """Stop the web server: in order, or else at once."""
        if not hasattr(self, "web"):
            return
        self.web.terminate()
        try:
            self.web.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            for pid in self.workers():
                os.kill(pid, signal.SIGKILL)
            self.web.kill()
            self.web.wait()

    def log(self) -> str:
        """What the web server and its workers have said."""
        return (self.base / "log").read_text(errors="replace")

    def workers(self) -> list[int]:
        """The web server's workers that live."""
        listed = subprocess.run(["ps", "-A", "-o", "ppid=,pid=,stat="], capture_output=True, text=True, check=True)
        rows = [line.split() for line in listed.stdout.splitlines()]
        return [int(row[1]) for row in rows if int(row[0]) == self.web.pid and not row[2].startswith("Z")]

    def kill_worker(self) -> None:
        """Kill one of the workers where it stands; a moment without any is waited for."""
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline:
            workers = self.workers()
            with contextlib.suppress(ProcessLookupError):
                if workers:
                    return os.kill(secrets.choice(workers), signal.SIGKILL)
            time.sleep(0.05)
        raise RuntimeError("There are no workers any more: " + self.log())

    def crash_database(self) -> None:
        """Kill the PostgreSQL, by turns where it stands and by an immediate shutdown; it comes up by recovery."""
        if self.server is None:
            raise RuntimeError("There is no server of SQLite that could crash.")
        self.crashes += 1
        self.server.crash(signal.SIGKILL if self.crashes % 2 else signal.SIGQUIT)


@contextlib.contextmanager
def system(engine: str, *, people: int, workers: int = 2, threads: int = 4) -> Iterator[System]:
    """A Cairn on "postgresql" or "sqlite", with as many workers and threads as the image starts."""
    base = Path(tempfile.mkdtemp(prefix="cairn-drill-"))
    with contextlib.ExitStack() as undo:
        undo.callback(shutil.rmtree, base, ignore_errors=True)
        server, url = None, f"sqlite:///{base / 'cairn.sqlite3'}"
        if engine == "postgresql":
            server, url = undo.enter_context(withpg.server(withpg.DURABLE))
        cairn = System(base, url, server, people)
        undo.callback(cairn.stop)
        cairn.start(workers, threads)
        yield cairn
