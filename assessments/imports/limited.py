# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Files of strangers, read and checked in a child process that has little time and memory, and no way to anything.

This process does not look at what is in them: it reads the child's answer, which is bounded too.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from threading import BoundedSemaphore
from typing import Any

import structlog

from assessments.domain.canonical import checksum
from assessments.domain.faults import Fault
from assessments.imports.child import MOST_ANSWERED, MOST_MEMORY, MOST_SECONDS
from assessments.imports.unreadable import FaultOnLine, FaultyDocument, TryAgain, UnreadableDocument

MOST_BYTES = 1024 * 1024
MOST_CHILDREN = 2
MOST_LOGGED = 500
WAIT_SECONDS = 2.0
# A child that had less than this is not to blame for being late.
FAIR_SECONDS = 2.0
BUSY = "could not be read, as the server is busy. Try again in a moment."
# From the call to the answer, so that it has come within MOST_SECONDS.
ALL_SECONDS = MOST_SECONDS - 0.6
ENDINGS = (".yaml", ".yml", ".json")
ROOT = Path(__file__).resolve().parents[2]

_room = BoundedSemaphore(MOST_CHILDREN)
logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class ReadFile:
    """An edition that was read from a file and holds: its canonical JSON with the checksum."""

    name: str
    pack: str
    version: str
    document: str
    checksum: str


def read_limited(data: bytes, *, name: str) -> ReadFile:
    """The edition in a file that somebody sends; within five seconds, whatever is in it.

    Raises UnreadableDocument (TryAgain where too many are read at this moment) or FaultyDocument.
    """
    if len(data) > MOST_BYTES:
        raise UnreadableDocument("is larger than %(most)s MiB", name=name, values={"most": MOST_BYTES // 1024 // 1024})
    until = time.monotonic() + ALL_SECONDS
    try:
        with _place_in_line():
            answer = _asked(data, Path(name).suffix.lower(), until)
    except TryAgain as error:
        raise error.named(name) from error
    if answer is None:
        message = "is too much to read: it takes more than %(seconds)s seconds or %(most)s MiB of memory"
        values = {"seconds": MOST_SECONDS, "most": MOST_MEMORY // 1024 // 1024}
        raise UnreadableDocument(message, name=name, values=values)
    head, _, document = answer.partition("\n")
    return _read_file(name, json.loads(head), document)


@contextmanager
def _place_in_line() -> Iterator[None]:
    if not _room.acquire(timeout=WAIT_SECONDS):
        raise TryAgain(BUSY)
    try:
        yield
    finally:
        _room.release()


def _asked(data: bytes, ending: str, until: float) -> str | None:
    """What the child answers; None where it came to no answer in time."""
    command = [sys.executable, "-E", "-s", "-B", "-m", "assessments.imports.child", ending if ending in ENDINGS else ""]
    with TemporaryFile() as given, TemporaryFile() as answered, TemporaryFile() as said:
        given.write(data)
        given.seek(0)
        with subprocess.Popen(command, stdin=given, stdout=answered, stderr=said, cwd=ROOT, env={}) as child:
            status = _status(child, until)
        if status:
            said.seek(0)
            tail = said.read(MOST_ANSWERED)[-MOST_LOGGED:].decode(errors="replace")
            logger.warning("file_not_read", status=status, said=tail)
            return None
        answered.seek(0)
        return answered.read(MOST_ANSWERED).decode()


def _status(child: "subprocess.Popen[bytes]", until: float) -> int:
    """What the child ends with, by itself or when its time is over; TryAgain where it was not its own fault."""
    try:
        return child.wait(max(0.0, until - time.monotonic()))
    except subprocess.TimeoutExpired:
        child.kill()
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if used.ru_utime + used.ru_stime < FAIR_SECONDS:
        raise TryAgain(BUSY)
    return child.returncode


def _read_file(name: str, head: Mapping[str, object], document: str) -> ReadFile:
    """The child's answer as what it stands for; raises what it says that is wrong."""
    match head:
        case {"pack": str(pack), "version": str(version)}:
            return ReadFile(name, pack, version, document, checksum(document))
        case {"faults": list(faults), "more": int(more)}:
            raise FaultyDocument(name, tuple(FaultOnLine(line, _fault(fields)) for line, fields in faults), more)
        case {"template": str(template), "line": None | int() as line, "values": dict(values)}:
            raise UnreadableDocument(template, name=name, line=line, values=values)
    raise AssertionError("The child gave an answer of another version.")


def _fault(fields: Mapping[str, object]) -> Fault:
    return Fault(**{field: _revived(value) for field, value in fields.items()})


def _revived(value: Any) -> Any:
    """JSON has no tuples."""
    if isinstance(value, dict):
        return {key: _revived(inner) for key, inner in value.items()}
    return tuple(value) if isinstance(value, list) else value
