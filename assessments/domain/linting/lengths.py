# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""How long a text may be for the room that pages give it.

Counted in Latin letters, of which a line of text has about 70 on a desk and 40 on a phone. A name that stands in
a row, a menu or a chart has one line of a phone; a title or a question has three; what is read among others of its
kind (an anchor, a sign, a step) has up to eight, so that five of them can be seen together; a text that stands alone
(advice, what a situation means) has up to a page. Japanese, Chinese and Korean letters are twice as wide, and say
twice as much: their texts have half as many.
"""

from collections.abc import Mapping

from assessments.domain.pieces import HEAD

LINE = 40
TITLE = 3 * LINE
PARAGRAPH = 8 * LINE
WIDE = frozenset({"ja", "zh", "ko"})

MOST: Mapping[str, Mapping[str, int]] = {
    HEAD: {"title": 2 * LINE, "summary": PARAGRAPH, "about": 10_000, "notice": PARAGRAPH, "scale/*": LINE},
    "levels": {"name": LINE, "focus": TITLE},
    "facts": {"question": 2 * TITLE},
    "practices": {
        "name": 2 * LINE,
        "question": 2 * TITLE,
        "anchors/*": PARAGRAPH,
        "why": 2 * PARAGRAPH,
        "wordings/*/question": 2 * TITLE,
        "wordings/*/anchors/*": PARAGRAPH,
        "not_applicable": PARAGRAPH,
        "evidence_examples/*": 2 * TITLE,
        "who_to_ask": 2 * TITLE,
    },
    "situations": {"statement": TITLE, "question": 2 * TITLE, "meaning": 1_000, "signals/*/text": 2 * TITLE},
    "recommendations": {
        "title": TITLE,
        "advice": 2_000,
        "actions/*/title": PARAGRAPH,
        "actions/*/first_step": PARAGRAPH,
        "actions/*/owner": TITLE,
        "actions/*/measure": PARAGRAPH,
        "examples/*/who": TITLE,
        "examples/*/did": 2 * PARAGRAPH,
        "examples/*/result": PARAGRAPH,
    },
    "routines": {"audience": LINE, "name": TITLE},
    "resources": {"title": 2 * TITLE, "summary": 2 * PARAGRAPH},
    "stages": {"name": LINE, "description": 2 * PARAGRAPH},
    "profiles": {"name": LINE, "description": 2 * PARAGRAPH},
    "samples": {"name": LINE},
}


def most_letters(kind: str, field: str, language: str) -> int:
    """How many letters a text of a kind of piece has room for; its field as domain/translation.py writes it."""
    most = MOST[kind][field]
    return most // 2 if language.partition("-")[0] in WIDE else most
