# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What requests cost a Cairn that is served as in production: for tests/bench.py.

Work is the processor time of gunicorn's processes (two workers of one thread) and of PostgreSQL's, as the kernel's
scheduler counts it. All cases take turns; only ratios within one run mean anything.
"""

import contextlib
import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from accounts.models import User

ROUNDS, REQUESTS = 7, 10
SECONDS_TO_START = 60


def _empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(request.user.pk))


urlpatterns = [path("empty/", _empty), path("", include("ospo_app.urls"))]


def in_turns(user: User, cases: Mapping[str, str]) -> dict[str, float]:
    """Seconds at work for one request of each case by this person, the median over rounds in which all take turns."""
    client = Client()
    client.force_login(user)
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    rounds: dict[str, list[float]] = {name: [] for name in cases}
    with _served() as (port, work):
        for number in range(ROUNDS + 1):
            for name, address in cases.items():
                before = work()
                for _each in range(REQUESTS):
                    _get(port, address, cookie)
                if number:  # the first round warms up
                    rounds[name].append((work() - before) / REQUESTS)
    return {name: statistics.median(figures) for name, figures in rounds.items()}


def _get(port: int, address: str, cookie: str) -> None:
    asked = http.client.HTTPConnection("127.0.0.1", port)
    asked.request("GET", address, headers={"Cookie": cookie, "Accept-Language": "en"})
    reply = asked.getresponse()
    assert reply.status == 200, (address, reply.status)
    reply.read()
    asked.close()


@contextlib.contextmanager
def _served() -> Iterator[tuple[int, Callable[[], float]]]:
    """The port of a server, and how to read what it and its database have been at work, in seconds."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "ospo_app.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2"]
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.bench_settings"}
    web = subprocess.Popen([*command, "--no-control-socket", "--log-level", "error"], cwd=settings.BASE_DIR, env=env)
    try:
        deadline = time.monotonic() + SECONDS_TO_START
        while not _answers(port):
            if web.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("The server did not start.")
            time.sleep(0.1)
        roots = [web.pid, *_postmaster()]
        yield port, lambda: sum(map(_at_work, roots))
    finally:
        web.terminate()
        web.wait()


def _answers(port: int) -> bool:
    with contextlib.suppress(OSError):
        socket.create_connection(("127.0.0.1", port), 1).close()
        return True
    return False


def _postmaster() -> Iterator[int]:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            yield int(Path(f"/proc/{cursor.fetchone()[0]}/stat").read_text().rpartition(")")[2].split()[1])


def _at_work(root: int) -> float:
    """The processor time of a process and of its children that live, in seconds."""
    listed = subprocess.run(["ps", "-A", "-o", "ppid=,pid="], capture_output=True, text=True, check=True)
    children = [int(pid) for above, pid in map(str.split, listed.stdout.splitlines()) if int(above) == root]
    return sum(map(_of_threads, [root, *children]))


def _of_threads(pid: int) -> float:
    spent = 0
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            spent += int((thread / "schedstat").read_text().split()[0])
    return spent / 1e9
