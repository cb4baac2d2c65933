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
from assessments.imports.child import ARCHIVE, EDITION, LARGE_ARCHIVE, LIMITS, MOST_ANSWERED, PLAN, QUESTIONNAIRE
from assessments.imports.unreadable import FaultOnLine, FaultyDocument, TryAgain, UnreadableDocument

MOST_BYTES = 1024 * 1024
MOST_OF_A_PLAN = 2 * 1024 * 1024
MOST_OF_AN_ARCHIVE = 32 * 1024 * 1024
# What the command takes, for which nobody waits before a page.
MOST_OF_A_LARGE_ONE = 192 * 1024 * 1024
LARGEST = {
    EDITION: MOST_BYTES,
    QUESTIONNAIRE: MOST_BYTES,
    PLAN: MOST_OF_A_PLAN,
    ARCHIVE: MOST_OF_AN_ARCHIVE,
    LARGE_ARCHIVE: MOST_OF_A_LARGE_ONE,
}
MOST_CHILDREN = 2
MOST_LOGGED = 500
WAIT_SECONDS = 2.0
# A child that had less than this is not to blame for being late.
FAIR_SECONDS = 2.0
BUSY = "could not be read, as the server is busy. Try again in a moment."
# From the call to the answer, so that it has come within the seconds that a child has.
ALL_SECONDS = {what: limits.seconds - 0.6 for what, limits in LIMITS.items()}
ENDINGS = (".yaml", ".yml", ".json")
ROOT = Path(__file__).resolve().parents[2]

# Archives take long; nobody else waits for them.
_small = BoundedSemaphore(MOST_CHILDREN)
_room = {
    **dict.fromkeys((EDITION, QUESTIONNAIRE, PLAN), _small),
    ARCHIVE: BoundedSemaphore(1),
    LARGE_ARCHIVE: BoundedSemaphore(1),
}
logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class ReadFile:
    """An edition that was read from a file, or what a draft may hold of one: its canonical JSON with the checksum."""

    name: str
    pack: str
    version: str
    document: str
    checksum: str


def read_limited(data: bytes, *, name: str) -> ReadFile:
    """The edition, or the draft of one, in a file that somebody sends; within five seconds, whatever is in it.

    Raises UnreadableDocument (TryAgain where too many are read at this moment) or FaultyDocument.
    """
    document = _answered(data, name, EDITION)
    edition = json.loads(document)
    return ReadFile(name, edition["pack"], edition["edition"], document, checksum(document))


def read_questionnaire_limited(data: bytes, *, name: str) -> str:
    """What a questionnaire says that somebody filled in as a spreadsheet, as canonical JSON (imports/questionnaire.py).

    Raises UnreadableDocument (TryAgain where too many are read at this moment).
    """
    return _answered(data, name, QUESTIONNAIRE)


def read_plan_limited(data: bytes, *, name: str) -> str:
    """What the file of a plan says, as canonical JSON (imports/plan.py).

    Raises UnreadableDocument (TryAgain where too many are read at this moment).
    """
    return _answered(data, name, PLAN)


def read_archive_limited(data: bytes, *, name: str, is_large: bool = False) -> str:
    """The canonical text of the archive in a file that somebody sends, all of which was checked (imports/archive.py).

    `is_large`: whoever runs the server takes it, who has more time and memory for it than pages have.
    Raises UnreadableDocument (TryAgain where too many are read at this moment) or FaultyDocument.
    """
    return _answered(data, name, LARGE_ARCHIVE if is_large else ARCHIVE)


def _answered(data: bytes, name: str, what: str) -> str:
    """What the child read, as canonical JSON; raises what it says that is wrong."""
    limits = LIMITS[what]
    if len(data) > LARGEST[what]:
        most = LARGEST[what] // 1024 // 1024
        raise UnreadableDocument("is larger than %(most)s MiB", name=name, values={"most": most})
    until = time.monotonic() + ALL_SECONDS[what]
    try:
        with _place_in_line(what):
            answer = _asked(data, what, Path(name).suffix.lower(), until)
    except TryAgain as error:
        raise error.named(name) from error
    if answer is None:
        message = "is too much to read: it takes more than %(seconds)s seconds or %(most)s MiB of memory"
        values = {"seconds": limits.seconds, "most": limits.memory // 1024 // 1024}
        raise UnreadableDocument(message, name=name, values=values)
    head, _, document = answer.partition("\n")
    said: Mapping[str, object] = json.loads(head)
    if "read" not in said:
        raise _refusal(said, name)
    return document


@contextmanager
def _place_in_line(what: str) -> Iterator[None]:
    if not _room[what].acquire(timeout=WAIT_SECONDS):
        raise TryAgain(BUSY)
    try:
        yield
    finally:
        _room[what].release()


def _asked(data: bytes, what: str, ending: str, until: float) -> str | None:
    """What the child answers; None where it came to no answer in time."""
    known = ending if ending in ENDINGS else ""
    command = [sys.executable, "-E", "-s", "-B", "-m", "assessments.imports.child", what, known]
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
        return answered.read(LIMITS[what].answered).decode()


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


def _refusal(head: Mapping[str, object], name: str) -> FaultyDocument | UnreadableDocument:
    """What the child says that is wrong."""
    match head:
        case {"faults": list(faults), "more": int(more)}:
            return FaultyDocument(name, tuple(FaultOnLine(line, _fault(fields)) for line, fields in faults), more)
        case {"template": str(template), "line": None | int() as line, "values": dict(values)}:
            return UnreadableDocument(template, name=name, line=line, values=values)
    raise AssertionError("The child gave an answer of another version.")


def _fault(fields: Mapping[str, object]) -> Fault:
    return Fault(**{field: _revived(value) for field, value in fields.items()})


def _revived(value: Any) -> Any:
    """JSON has no tuples."""
    if isinstance(value, dict):
        return {key: _revived(inner) for key, inner in value.items()}
    return tuple(value) if isinstance(value, list) else value
