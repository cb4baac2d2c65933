# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Cairn with demo data on this machine, web and worker: python -m ospo_app.run [PORT]

Needs the standard library alone; the rest it installs first. The data in var/ stays from run to run.
"""

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from types import FrameType

from ospo_app.install import PYTHON, ROOT, Failed, install

SECONDS_TO_START = 60
SECONDS_TO_STOP = 20


class Stopped(Exception):
    """Somebody asked to stop: Ctrl-C, or a signal."""


def main(port: int) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    with contextlib.suppress(Stopped):
        _require_free(port)
        install(dev=False)
        environment = _environment(port)
        prepare = [str(PYTHON), "-m", "ospo_app.prepare", "--demo", f"http://127.0.0.1:{port}"]
        prepared = subprocess.run(prepare, cwd=ROOT, env=environment, check=False)
        if prepared.returncode:
            raise Failed("Cairn could not be prepared; the lines above say why.")
        _serve(port, environment)


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stopped


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise Failed(f"Port {port} is taken: stop what uses it, or run: make run PORT={port + 1}") from error


def _environment(port: int) -> dict[str, str]:
    """What the environment says, over the defaults of a demo."""
    demo = {"CAIRN_DEMO": "1", "CAIRN_SECRET_KEY": _secret_key(), "CAIRN_LOG_LEVEL": "WARNING"}
    demo |= {"CAIRN_ADDRESS": f"http://127.0.0.1:{port}"}
    return demo | dict(os.environ)


def _secret_key() -> str:
    """Made once for this checkout."""
    file = ROOT / "var" / "secret-key"
    if not file.exists():
        file.parent.mkdir(exist_ok=True)
        with open(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(48))
    return file.read_text().strip()


def _serve(port: int, environment: dict[str, str]) -> None:
    """Web and worker until somebody stops them, or one of them ends by itself."""
    web = ["-m", "gunicorn", "ospo_app.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4"]
    web += ["--log-level", "warning", "--no-control-socket"]
    worker = ["manage.py", "db_worker", "--verbosity", "0"]
    running: list[subprocess.Popen[bytes]] = []
    try:
        for command in (web, worker):
            # Sessions of their own: Ctrl-C reaches this process alone, which stops both in order.
            start = [str(PYTHON), *command]
            running.append(subprocess.Popen(start, cwd=ROOT, env=environment, start_new_session=True))
        _wait_until_answering(port, running)
        print(f"Cairn is at http://127.0.0.1:{port}/ (Ctrl-C stops it)", flush=True)
        while all(process.poll() is None for process in running):
            time.sleep(0.5)
        raise Failed("Cairn has stopped by itself; the lines above say why.")
    finally:
        _stop_all(running)


def _wait_until_answering(port: int, running: list[subprocess.Popen[bytes]]) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and all(process.poll() is None for process in running):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=SECONDS_TO_START).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise Failed("Cairn did not start; the lines above say why.")


def _stop_all(running: list[subprocess.Popen[bytes]]) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    for process in running:
        process.terminate()
    for process in running:
        try:
            process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


if __name__ == "__main__":
    try:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 8000)
    except Failed as failure:
        sys.exit(str(failure))
