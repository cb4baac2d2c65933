# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""How long a section takes: the words that must be read at 200 a minute, and 20 seconds for each choice.

Counted in the pack's first language, so that everybody is told the same. Where a language is written without spaces,
five characters count as two words: 500 characters are read in the time of 200 words.
"""

import re
from collections.abc import Iterable
from fractions import Fraction

from assessments.domain.content import Practice, Routine, Situation
from assessments.domain.document import Text
from assessments.domain.edition import Edition

SCAN, SITUATIONS, ROUTINES = "scan", "situations", "routines"
WORDS_A_MINUTE = 200
CHOICES_A_MINUTE = 3
WORDS_A_CHARACTER = Fraction(2, 5)
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
SPACED = re.compile(r"\w+(?:['’-]\w+)*")


def minutes_by_section(edition: Edition) -> dict[str, Fraction]:
    """Exact minutes for situations, each level and routines; and for the scan, which asks parts of the others."""
    seed = [situation for situation in edition.situations if situation.is_scanned]
    scanned = [practice for practice in edition.practices if practice.scan]
    return {
        SITUATIONS: sum((_situation(edition, one) for one in edition.situations), Fraction(0)),
        **{
            level.key: sum((_practice(edition, one) for one in edition.practices_of(level.key)), Fraction(0))
            for level in edition.levels
        },
        ROUTINES: sum((_routine(edition, one) for one in edition.routines), Fraction(0)),
        SCAN: sum((_scanned_situation(edition, one) for one in seed), Fraction(0))
        + sum((_practice(edition, one) for one in scanned), Fraction(0)),
    }


def whole_minutes(minutes: Iterable[Fraction]) -> int:
    """Minutes as people are told them: one at least, and in fives from ten on."""
    total = sum(minutes, Fraction(0))
    return max(1, round(total)) if total < 10 else 5 * round(total / 5)


def scan_minutes(edition: Edition) -> int:
    """What people are told that the scan takes."""
    return whole_minutes([minutes_by_section(edition)[SCAN]])


def words_of(text: str) -> Fraction:
    """The length of a text in words."""
    characters = len(UNSPACED.findall(text))
    return len(SPACED.findall(UNSPACED.sub(" ", text))) + characters * WORDS_A_CHARACTER


def _minutes(edition: Edition, texts: Iterable[Text | None], choices: int) -> Fraction:
    words = sum((words_of(text[edition.languages[0]]) for text in texts if text), Fraction(0))
    return words / WORDS_A_MINUTE + Fraction(choices, CHOICES_A_MINUTE)


def _situation(edition: Edition, one: Situation) -> Fraction:
    signals = [signal.text for signal in one.signals]
    return _minutes(edition, [one.question or one.statement, one.meaning, *signals], len(signals))


def _scanned_situation(edition: Edition, one: Situation) -> Fraction:
    """On the scan a situation stands without its meaning."""
    signals = [signal.text for signal in one.signals]
    return _minutes(edition, [one.question or one.statement, *signals], len(signals))


def _practice(edition: Edition, one: Practice) -> Fraction:
    return _minutes(edition, [one.question, *one.anchors], 1)


def _routine(edition: Edition, one: Routine) -> Fraction:
    return _minutes(edition, [one.name, one.audience], 1)
