# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Whether what runs in the background still runs: the impact of a draft, a file, the opening of a round."""

from datetime import datetime, timedelta
from typing import TypeAlias

from assessments.models import Export, Impact, Round

Run: TypeAlias = Export | Impact | Round

SILENT_AFTER = timedelta(minutes=2)
# When the next run looks: later than the moment at which one that died is taken for dead.
TAKEN_UP_AFTER = SILENT_AFTER + timedelta(seconds=5)


def is_silent(run: Run, now: datetime) -> bool:
    """Whether it has given no sign of life for so long that it is taken for dead; what has ended is not silent."""
    asked_at = run.opened_at if isinstance(run, Round) else run.asked_at
    return run.finished_at is None and now - (run.seen_at or asked_at) > SILENT_AFTER


def is_running(run: Run, now: datetime) -> bool:
    """Whether it waits for its turn, or is under way."""
    return run.finished_at is None and not is_silent(run, now)


def is_pending(kind: type[Export] | type[Round], run_id: str) -> bool:
    """Whether what was asked for has still to be done, by whichever run. One query."""
    return kind.unscoped.filter(pk=run_id, finished_at=None).exists()
