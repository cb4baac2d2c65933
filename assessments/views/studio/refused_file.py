# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Why a file was refused, in the reader's words: each fault with its line and place."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.imports.unreadable import FaultyDocument, UnreadableDocument
from assessments.queries.studio.finding import finding_words


@dataclass(frozen=True)
class FaultTold:
    """One thing to mend: on which line of the file (None where that is not known), at which place of the content."""

    line: int | None
    place: str
    words: str


def told(refusal: FaultyDocument | UnreadableDocument) -> list[FaultTold]:
    """All that is wrong, from top to bottom; never empty."""
    if isinstance(refusal, UnreadableDocument):
        return [FaultTold(refusal.line, "", _(refusal.template) % refusal.values)]
    return [FaultTold(one.line, one.fault.place, finding_words(one.fault)) for one in refusal.faults]
