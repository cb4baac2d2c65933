# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""In which panels the fields of a piece stand, in the order in which one writes them."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.domain.pieces import HEAD

Sections: TypeAlias = Sequence[tuple[str | Promise, Sequence[str]]]

TEXT = _("Text")
SECTIONS: Mapping[str, Sections] = {
    HEAD: [
        (TEXT, ["title", "summary", "about", "notice"]),
        (_("Edition"), ["edition", "languages"]),
        (_("Whose work it is"), ["licence", "attribution"]),
        (_("Scale"), ["scale"]),
        (_("Thresholds"), ["settings"]),
    ],
    "levels": [(TEXT, ["name", "focus"])],
    "facts": [(TEXT, ["question"])],
    "practices": [
        (TEXT, ["name", "question", "why"]),
        (_("Answers"), ["anchors", "not_applicable"]),
        (_("Wordings for single views"), ["wordings"]),
        (_("Who is asked"), ["ask", "asked_at", "scan", "who_to_ask"]),
        (_("Evidence"), ["evidence_examples"]),
        (_("What it belongs to"), ["level", "weight", "sources"]),
    ],
    "situations": [
        (TEXT, ["statement", "question", "meaning"]),
        (_("Signs"), ["signals"]),
        (_("Practices"), ["practices"]),
        (_("Where it comes from"), ["number", "origin", "seed_position", "source"]),
    ],
    "recommendations": [
        (TEXT, ["title", "advice"]),
        (_("When it matches"), ["when"]),
        (_("Actions by level"), ["actions"]),
        (_("What it belongs to"), ["situation", "practices"]),
        (_("Resources"), ["resources"]),
        (_("Examples"), ["examples"]),
        (_("Where it comes from"), ["origin", "review_by"]),
    ],
    "routines": [
        (TEXT, ["name", "audience"]),
        (_("How often"), ["cadences", "enough"]),
        (_("What it belongs to"), ["kind", "supports"]),
    ],
    "resources": [(TEXT, ["title", "summary"]), (_("Address and licence"), ["url", "licence"])],
    "stages": [(TEXT, ["name", "description"]), (_("When it is reached"), ["reached_when"])],
    "profiles": [
        (TEXT, ["name", "description"]),
        (_("Targets"), ["targets"]),
        (_("What does not apply"), ["not_applicable"]),
    ],
    "samples": [(TEXT, ["name"]), (_("Answers"), ["answers"])],
}


def sections_of(kind: str) -> Sections:
    """The panels of a kind of piece, each with its heading and the names of its fields."""
    return SECTIONS[kind]
