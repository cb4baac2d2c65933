# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Reads one file of a stranger, as a process of its own: python -m assessments.imports.child WHAT [ENDING] < FILE

Started by limited.py. It gives up its rights to memory, time and files before it reads the first byte, and answers
with one line of JSON, which the canonical JSON of what was read follows where the file is accepted.
"""

import json
import os
import resource
import sys
from dataclasses import asdict, dataclass
from typing import Protocol

from assessments.domain.archive_values import known_zones
from assessments.domain.canonical import canonical_json
from assessments.imports import plan
from assessments.imports.archive import read_archive
from assessments.imports.checking import read_draft
from assessments.imports.unreadable import FaultyDocument, UnreadableDocument, shown

MOST_SECONDS = 5
MOST_MEMORY = 300 * 1024 * 1024
MOST_ANSWERED = 8 * 1024 * 1024
MOST_FAULTS = 300
NICE = 2
OUT_OF_MEMORY = 3
EDITION, QUESTIONNAIRE, ARCHIVE, LARGE_ARCHIVE = "edition", "questionnaire", "archive", "large-archive"
PLAN = "plan"
MIB = 1024 * 1024


class Reader(Protocol):
    """Reads a file; raises UnreadableDocument or FaultyDocument."""

    def __call__(self, data: bytes, *, name: str) -> object: ...


@dataclass(frozen=True, slots=True)
class Limits:
    """How much reading one file may take: seconds of CPU, bytes of memory, bytes of the answer."""

    seconds: int
    memory: int
    answered: int


LIMITS = {
    EDITION: Limits(MOST_SECONDS, MOST_MEMORY, MOST_ANSWERED),
    QUESTIONNAIRE: Limits(MOST_SECONDS, MOST_MEMORY, MOST_ANSWERED),
    PLAN: Limits(MOST_SECONDS, MOST_MEMORY, MOST_ANSWERED),
    ARCHIVE: Limits(40, 1024 * MIB, 48 * MIB),
    LARGE_ARCHIVE: Limits(600, 4096 * MIB, 256 * MIB),
}


def main(what: str, ending: str = "") -> None:
    """Read standard input; the ending of the file's name tells YAML from JSON, empty where it has none."""
    read = _reader(what)
    _give_up_rights(LIMITS[what])
    try:
        sys.stdout.buffer.write(_answer(read, sys.stdin.buffer.read(), f"file{ending}"))
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)


def _reader(what: str) -> Reader:
    """What reads such a file: found before files can be opened no more."""
    if what == QUESTIONNAIRE:
        from assessments.imports.questionnaire import read_questionnaire, warm_up  # noqa: PLC0415 (heavy, for few files)

        warm_up()
        return read_questionnaire
    if what == PLAN:
        plan.warm_up()
        return plan.read_plan
    if what in (ARCHIVE, LARGE_ARCHIVE):
        known_zones()  # They come from files, which cannot be opened after this.
        return read_archive
    return read_draft


def _give_up_rights(most: Limits) -> None:
    """Also gives way to whatever serves people meanwhile. macOS does not limit memory."""
    os.nice(NICE)
    limits = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_CPU: most.seconds,
        resource.RLIMIT_FSIZE: most.answered,
        resource.RLIMIT_NOFILE: 3,
    }
    if sys.platform == "linux":
        limits[resource.RLIMIT_AS] = most.memory
    for limit, value in limits.items():
        resource.setrlimit(limit, (value, value))


def _answer(read: Reader, data: bytes, name: str) -> bytes:
    try:
        return _line({"read": True}) + canonical_json(read(data, name=name)).encode()
    except UnreadableDocument as error:
        return _line({"template": error.template, "line": error.line, "values": error.values})
    except FaultyDocument as error:
        faults = [(one.line, _shortened(asdict(one.fault))) for one in error.faults[:MOST_FAULTS]]
        return _line({"faults": faults, "more": len(error.faults) - len(faults)})


def _shortened(node: object) -> object:
    """The fields of a fault, no text of them longer than a message shows."""
    if isinstance(node, dict):
        return {key: _shortened(value) for key, value in node.items()}
    if isinstance(node, list | tuple):
        return [_shortened(value) for value in node]
    return shown(node) if isinstance(node, str) else node


def _line(answer: dict[str, object]) -> bytes:
    return json.dumps(answer).encode() + b"\n"


if __name__ == "__main__":
    main(*sys.argv[1:3])
