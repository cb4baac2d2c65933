# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Why a write did not happen, for whoever asked: nothing was changed, and each says what to tell the person."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.models import Answer, Change


class AlreadySubmitted(Exception):
    """The assessment has been submitted; its answers never change again."""


class FoundedBefore(Exception):
    """The person has an organization by now: the button was pressed twice."""


@dataclass(frozen=True)
class Refused:
    """One thing that cannot be accepted, and where: the kind and key of an answer, or a field's name."""

    place: str
    message: str


class NotAccepted(Exception):
    """The write has faults; each names its place."""

    def __init__(self, *faults: Refused) -> None:
        super().__init__(*faults)
        self.faults = faults


def sent_before() -> NotAccepted:
    """Why a key that was used for another save is refused: taking it for this one would say "saved" untruly."""
    words = _(
        "This page was sent before with something else, so nothing was saved now. Look at it, then save once more."
    )
    return NotAccepted(Refused("", words))


class Conflict(Exception):
    """Somebody else changed these answers since the page was read; `theirs` are the rows as they stand now."""

    def __init__(self, theirs: list[Answer]) -> None:
        super().__init__([row.key for row in theirs])
        self.theirs = theirs


class ProfileMovedOn(Exception):
    """Somebody else chose another profile since the page was read; `line` of the history says who and when."""

    def __init__(self, line: Change) -> None:
        super().__init__(line.after)
        self.line = line
