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


class EditionGone(Exception):
    """The draft was given up since its page was read."""


def lock_row(edition: Edition) -> Edition:
    """The edition's row, locked, in whatever state; raises EditionGone."""
    row: Edition | None = Edition.objects.select_for_update().filter(pk=edition.pk).first()
    if row is None:
        raise EditionGone
    return row


def lock_edition(edition: Edition, *states: Edition.State, seen_revision: int | None) -> Edition:
    """Lock the edition's row; raises MovedOn unless it is in one of the states, and at the revision that was seen.

    `seen_revision` None is whichever it is at. Raises EditionGone where the draft was given up.
    """
    row = lock_row(edition)
    if row.state not in states or seen_revision not in (None, row.revision):
        raise MovedOn(row)
    return row


def lock_pack(pack: str) -> None:
    """Lock the rows of all editions of a pack, always in one order: of two that are published one comes after."""
    list(Edition.objects.select_for_update().filter(pack=pack).order_by("pk").values_list("pk"))


def take_step(row: Edition, what: Revision.What, *, by: User, now: datetime, note: str = "") -> Revision:
    """Save the locked row with one line more in its history, in which the edition as a whole does this."""
    row.revision += 1
    row.save()
    line: Revision = Revision.objects.create(
        edition=row, number=row.revision, kind="edition", what=what, note=note, at=now, by=by
    )
    return line
