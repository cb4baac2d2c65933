# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""No file of a stranger takes more than five seconds or 300 MiB, nor does any end in anything but a clear message."""

import resource
import time
from collections import Counter
from collections.abc import Callable

import pytest
from structlog.testing import capture_logs

from assessments.imports.child import OUT_OF_MEMORY
from assessments.imports.limited import MOST_BYTES, read_limited
from assessments.imports.unreadable import FaultyDocument, TryAgain, UnreadableDocument
from tests.assessments.imports.hostile import Hostile, hostile_files
from tests.assessments.imports.test_checking import check_refusal

# Killed when its time was over, ended by the system or by itself for want of memory.
GIVEN_UP = {-9, -6, -24, OUT_OF_MEMORY}


def outcome(file: Hostile) -> str:
    """What became of a file; fails where it was not what the drill is about."""
    with capture_logs() as logged:
        try:
            read_limited(file.data, name=file.name)
        except TryAgain:
            return "too busy"
        except (UnreadableDocument, FaultyDocument) as error:
            check_refusal(error)
            if logged:
                assert logged[0]["status"] in GIVEN_UP, (str(file), logged)
                return "given up"
            return "faulty" if isinstance(error, FaultyDocument) else "unreadable"
    assert file.may_be_draft, str(file)
    return "passed"


@pytest.mark.drill
@pytest.mark.parametrize("kind", ["yaml", "json"])
def test_every_hostile_file_is_refused_within_five_seconds_and_300_mib(say: Callable[[str], None], kind: str) -> None:
    files = hostile_files(kind, size=MOST_BYTES - 10)
    took, found = {}, Counter[str]()
    for file in files:
        started = time.monotonic()
        found[outcome(file)] += 1
        took[str(file)] = time.monotonic() - started
    slowest = max(took, key=lambda one: took[one])
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024

    say(
        f"{len(files)} {kind} files: {dict(found)}; slowest {took[slowest]:.1f} s ({slowest}), largest child {most} MiB"
    )
    assert len(files) >= 300
    assert took[slowest] < 5
    assert most < 300
