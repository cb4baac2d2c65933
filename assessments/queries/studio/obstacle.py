# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What stands in the way of a draft, in the reader's words and with the form in which it is mended."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.domain.faults import Fault
from assessments.domain.pieces import HEAD, Plain, find, located
from assessments.queries.studio.field_words import field_words
from assessments.queries.studio.piece import name_of
from assessments.queries.wording import listed

TITLE = gettext_lazy("The edition as a whole")


@dataclass(frozen=True)
class Obstacle:
    """One thing to mend: in which piece (`key` "" for the head, or for a piece that has none), where, and what."""

    kind: str
    key: str
    name: str
    field: str
    words: str


def obstacles(document: Plain, faults: Iterable[Fault]) -> list[Obstacle]:
    """The faults of a draft in their order."""
    return [_obstacle(document, fault) for fault in faults]


def fault_words(fault: Fault) -> str:
    """What is wrong, in the reader's language."""
    values = {name: listed(told) if isinstance(told, tuple) else told for name, told in fault.values.items()}
    return _(fault.template) % values


def _obstacle(document: Plain, fault: Fault) -> Obstacle:
    place = located(document, fault.place)
    piece = find(document, place.kind, place.key) if place.key else None
    name = str(TITLE) if place.kind == HEAD else name_of(piece or {"key": fault.place})
    return Obstacle(place.kind, place.key, name, field_words(place.field), fault_words(fault))
