# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""How long a section takes: the words that must be read, and a moment for each choice (docs/texts.md says why so).

238 words a minute is what adults read of non-fiction, silently (Brysbaert 2019, a meta-analysis of 190 studies). A
sign or a cadence takes 6 seconds to choose, one of five anchors 15; evidence or a note takes 40 more, which the scan
does not ask for. Counted in the pack's first language, so that everybody is told the same; where a language is written
without spaces, two characters count as one word.
"""

import re
from collections.abc import Collection, Iterable
from fractions import Fraction

from assessments.domain.content import Practice, Routine, Situation, Wording
from assessments.domain.document import Text
from assessments.domain.edition import Edition

SCAN, SITUATIONS, ROUTINES = "scan", "situations", "routines"
WORDS_A_MINUTE = 238
SIGN, ANCHOR, EVIDENCE = Fraction(6, 60), Fraction(15, 60), Fraction(40, 60)
WORDS_A_CHARACTER = Fraction(1, 2)
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
SPACED = re.compile(r"\w+(?:['’-]\w+)*")


def minutes_by_section(edition: Edition, elsewhere: Collection[str] = ()) -> dict[str, Fraction]:
    """Exact minutes for situations, each level and routines; and for the scan, which asks parts of the others.

    `elsewhere` are practices that somebody else answers: their level takes so much less.
    """
    seed = [situation for situation in edition.situations if situation.is_scanned]
    scanned = [practice for practice in edition.practices if practice.scan]
    return {
        SITUATIONS: sum((_situation(edition, one) for one in edition.situations), Fraction(0)),
        **{
            level.key: sum(
                (_practice(edition, one) for one in edition.practices_of(level.key) if one.key not in elsewhere),
                Fraction(0),
            )
            for level in edition.levels
        },
        ROUTINES: sum((_routine(edition, one) for one in edition.routines), Fraction(0)),
        SCAN: sum((signs_minutes(edition, one) for one in seed), Fraction(0))
        + sum((response_minutes(edition, one) for one in scanned), Fraction(0)),
    }


def whole_minutes(minutes: Iterable[Fraction]) -> int:
    """Minutes as people are told them: one at least, and in fives from ten on."""
    total = sum(minutes, Fraction(0))
    return max(1, round(total)) if total < 10 else 5 * round(total / 5)


def scan_minutes(edition: Edition) -> int:
    """What people are told that the scan takes."""
    return whole_minutes([minutes_by_section(edition)[SCAN]])


def response_minutes(edition: Edition, worded: Practice | Wording) -> Fraction:
    """One practice, in the wording of whoever is asked; nobody who is asked is asked for evidence."""
    return _reading(edition, [worded.question, *worded.anchors]) + ANCHOR


def signs_minutes(edition: Edition, one: Situation) -> Fraction:
    """A situation's signs, without its meaning: as the scan asks them, and as people who are asked see them."""
    texts = [one.question or one.statement, *(signal.text for signal in one.signals)]
    return _reading(edition, texts) + len(one.signals) * SIGN


def words_of(text: str) -> Fraction:
    """The length of a text in words."""
    characters = len(UNSPACED.findall(text))
    return len(SPACED.findall(UNSPACED.sub(" ", text))) + characters * WORDS_A_CHARACTER


def _reading(edition: Edition, texts: Iterable[Text | None]) -> Fraction:
    return sum((words_of(text[edition.languages[0]]) for text in texts if text), Fraction(0)) / WORDS_A_MINUTE


def _situation(edition: Edition, one: Situation) -> Fraction:
    return _reading(edition, [one.meaning]) + signs_minutes(edition, one)


def _practice(edition: Edition, one: Practice) -> Fraction:
    return response_minutes(edition, one) + EVIDENCE


def _routine(edition: Edition, one: Routine) -> Fraction:
    return _reading(edition, [one.name, one.audience]) + SIGN
