# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What stands in the way of a draft, in the reader's words and with the form in which it is mended."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from assessments.domain.linting import Finding
from assessments.domain.pieces import HEAD, Plain, find, located
from assessments.queries.studio.field_words import field_words
from assessments.queries.studio.finding import finding_words
from assessments.queries.studio.piece import name_of

TITLE = gettext_lazy("The edition as a whole")


@dataclass(frozen=True)
class Obstacle:
    """One thing to mend: in which piece (`key` "" for the head, or for a piece that has none), where, and what."""

    kind: str
    key: str
    name: str
    field: str
    words: str


def obstacles(document: Plain, findings: Iterable[Finding]) -> list[Obstacle]:
    """What was found in a draft, in the same order."""
    return [_obstacle(document, finding) for finding in findings]


def _obstacle(document: Plain, finding: Finding) -> Obstacle:
    place = located(document, finding.place)
    piece = find(document, place.kind, place.key) if place.key else None
    name = str(TITLE) if place.kind == HEAD else name_of(piece or {"key": finding.place})
    return Obstacle(place.kind, place.key, name, field_words(place.kind, place.field), finding_words(finding))
