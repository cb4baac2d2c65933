# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Faults that stand in the way, in the words of the forms that mend them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from assessments.domain.faults import Fault
from assessments.domain.partial import languages_of
from assessments.domain.pieces import HEAD, Plain, find, located
from assessments.forms.studio.places import label_of_place
from assessments.queries.studio.finding import finding_words
from assessments.queries.studio.piece import name_of

MOST_FAULTS = 50


@dataclass(frozen=True)
class MendLink:
    """A fault, and the piece whose form mends it: `key` "" where that is the edition's head, or a whole list."""

    kind: str
    key: str
    name: str
    words: str

    @property
    def is_head(self) -> bool:
        return self.kind == HEAD


def fault_words(kind: str, languages: Sequence[str], fault: Fault) -> str:
    """A fault of a piece, with its place within it: "Actions, Action 1, First step: is missing"."""
    place = label_of_place(kind, fault.place, languages)
    words = finding_words(fault)
    return _("%(place)s: %(fault)s") % {"place": place, "fault": words} if place else words


def mend_links(document: Plain, faults: Sequence[Fault]) -> list[MendLink]:
    """The first of an edition's faults, each with the piece that it is in."""
    return [_link(document, fault) for fault in faults[:MOST_FAULTS]]


def _link(document: Plain, fault: Fault) -> MendLink:
    at, languages = located(document, fault.place), languages_of(document)
    piece = find(document, at.kind, at.key) if at.key else None
    words = fault_words(at.kind, languages, replace(fault, place=at.field))
    return MendLink(at.kind, at.key, name_of(piece) if piece else "", words)
