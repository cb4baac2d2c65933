# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Reads one file of a stranger, as a process of its own: python -m assessments.imports.child [ENDING] < FILE

Started by limited.py. It gives up its rights to memory, time and files before it reads the first byte, and answers
with one line of JSON, which the canonical JSON of the edition follows where the file is accepted.
"""

import json
import os
import resource
import sys
from dataclasses import asdict

from assessments.domain.canonical import canonical_json
from assessments.imports.checking import read_edition
from assessments.imports.unreadable import FaultyDocument, UnreadableDocument, shown

MOST_SECONDS = 5
MOST_MEMORY = 300 * 1024 * 1024
MOST_ANSWERED = 8 * 1024 * 1024
MOST_FAULTS = 300
NICE = 2
OUT_OF_MEMORY = 3


def main(ending: str = "") -> None:
    """Read standard input; the ending of the file's name tells YAML from JSON, empty where it has none."""
    _give_up_rights()
    try:
        sys.stdout.buffer.write(_answer(sys.stdin.buffer.read(), ending))
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)


def _give_up_rights() -> None:
    """Also gives way to whatever serves people meanwhile. macOS does not limit memory."""
    os.nice(NICE)
    limits = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_CPU: MOST_SECONDS,
        resource.RLIMIT_FSIZE: MOST_ANSWERED,
        resource.RLIMIT_NOFILE: 3,
    }
    if sys.platform == "linux":
        limits[resource.RLIMIT_AS] = MOST_MEMORY
    for limit, most in limits.items():
        resource.setrlimit(limit, (most, most))


def _answer(data: bytes, ending: str) -> bytes:
    try:
        edition = read_edition(data, name=f"file{ending}")
        return _line({"pack": edition.pack, "version": edition.edition}) + canonical_json(edition).encode()
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
    main(*sys.argv[1:2])
