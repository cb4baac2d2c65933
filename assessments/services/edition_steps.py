# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What all steps in the life of an edition share: the lock on its row, and the line in its history."""

from datetime import datetime

from accounts.models import User
from assessments.models import Edition, Revision


class MovedOn(Exception):
    """Somebody took the edition further since the page was read; `edition` is its row now."""

    def __init__(self, edition: Edition) -> None:
        super().__init__(edition.state, edition.revision)
        self.edition = edition


def lock_edition(edition: Edition, *states: Edition.State, seen_revision: int | None) -> Edition:
    """Lock the edition's row; raises MovedOn unless it is in one of the states, and at the revision that was seen.

    `seen_revision` None is whichever it is at.
    """
    row: Edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if row.state not in states or seen_revision not in (None, row.revision):
        raise MovedOn(row)
    return row


def take_step(row: Edition, what: Revision.What, *, by: User, now: datetime, note: str = "") -> Revision:
    """Save the locked row with one line more in its history, in which the edition as a whole does this."""
    row.revision += 1
    row.save()
    line: Revision = Revision.objects.create(
        edition=row, number=row.revision, kind="edition", what=what, note=note, at=now, by=by
    )
    return line
