# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What pages with several questions ask: each with what can be answered, what is, and what was last quarter."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.domain.content import Practice, Routine, Signal, Situation
from assessments.domain.document import Text
from assessments.domain.edition import Edition
from assessments.models import Answer
from assessments.models.answer import NUMBERS, UNANSWERED, UNKNOWN, Kind
from assessments.queries.answer import Sheet
from assessments.queries.previous import Previous
from assessments.queries.wording import CADENCE_NAMES, DEGREE_NAMES, in_words

DONT_KNOW = gettext_lazy("Don’t know")
STANCES = {
    UNANSWERED: gettext_lazy("Let the signs decide"),
    "faced": gettext_lazy("We face this"),
    "not_faced": gettext_lazy("We don’t"),
}


@dataclass(frozen=True)
class Option:
    """One thing that can be answered, in words; an anchor has a short name and a sentence besides."""

    value: str
    words: str | Promise
    name: Text | None = None
    sentence: Text | None = None


@dataclass(frozen=True)
class Question:
    """One of several questions on a page. `row` is the answer so far, `before` what was said last quarter."""

    kind: Kind
    key: str
    text: Text
    options: list[Option]
    row: Answer | None
    before: str = ""
    takes_note: bool = False

    @property
    def field(self) -> str:
        """The name of its field; keys have single hyphens only, so that no two questions share one."""
        return f"{self.kind}-{self.key.replace('/', '--')}"

    @property
    def note_field(self) -> str:
        return f"note-{self.field}"

    @property
    def label(self) -> str:
        """What it is called in a list of what to mend."""
        return in_words(self.text)

    @property
    def value(self) -> str:
        return self.row.value if self.row else UNANSWERED

    @property
    def chosen(self) -> Option | None:
        """What is answered, for those who only read."""
        return self.option(self.value) if self.value else None

    @property
    def is_carried(self) -> bool:
        """Whether the answer stands there from last time, and nobody has looked at it since."""
        return self.row is not None and not self.row.is_confirmed

    def option(self, value: str) -> Option | None:
        """What stands for this value; None where it is not among what can be answered."""
        return next((option for option in self.options if option.value == value), None)


def sign_question(situation: Situation, signal: Signal, sheet: Sheet, previous: Previous) -> Question:
    """One sign of a situation: not us, somewhat, this is us, don't know."""
    key = situation.key_of(signal)
    options = [*(Option(value, words) for value, words in DEGREE_NAMES.items()), Option(UNKNOWN, DONT_KNOW)]
    said = previous.signs.get(situation.key)
    degree = said.signals[signal.key].agreed if said and signal.key in said.signals else None
    was = previous.reworded.signals.get(key)
    before = _before(previous, str(DEGREE_NAMES[degree]), was) if degree else ""
    return Question(Kind.SIGNAL, key, signal.text, options, sheet.answers.get((Kind.SIGNAL, key)), before)


def stance_question(situation: Situation, sheet: Sheet) -> Question:
    """Whether the organization says itself that it faces a situation, whatever its signs say; with a note."""
    row = sheet.answers.get((Kind.STANCE, situation.key))
    options = [Option(value, words) for value, words in STANCES.items()]
    return Question(Kind.STANCE, situation.key, situation.statement, options, row, takes_note=True)


def anchors_of(edition: Edition, practice: Practice) -> list[Option]:
    """The five anchors of a practice, with the short names of the scale where the edition gives them."""
    names = edition.scale or (None,) * len(NUMBERS)
    anchors = zip(NUMBERS, names, practice.anchors, strict=True)
    return [Option(value, value, name, sentence) for value, name, sentence in anchors]


def practice_question(edition: Edition, practice: Practice, sheet: Sheet, previous: Previous) -> Question:
    """A practice by its five anchors; what is not applicable is said on the practice's own page, with a reason."""
    options = [*anchors_of(edition, practice), Option(UNKNOWN, DONT_KNOW)]
    row = sheet.answers.get((Kind.PRACTICE, practice.key))
    said = previous.practices.get(practice.key)
    was = previous.reworded.practices.get(practice.key)
    sentence = was.anchors[said] if was and isinstance(said, int) else None
    before = _before(previous, str(said), sentence) if isinstance(said, int) else ""
    return Question(Kind.PRACTICE, practice.key, practice.question, options, row, before)


def routine_question(routine: Routine, sheet: Sheet, previous: Previous) -> Question:
    """A routine by how often it happens."""
    options = [
        Option(UNANSWERED, gettext_lazy("Choose…")),
        *(Option(cadence, capfirst(str(CADENCE_NAMES[cadence]))) for cadence in routine.cadences),
        Option(UNKNOWN, DONT_KNOW),
    ]
    row = sheet.answers.get((Kind.ROUTINE, routine.key))
    said = previous.routines.get(routine.key)
    before = capfirst(str(CADENCE_NAMES[said])) if said else ""
    was = previous.reworded.routines.get(routine.key)
    if before and was:
        before = _("%(answer)s, worded differently: “%(text)s”") % {"answer": before, "text": in_words(was)}
    return Question(Kind.ROUTINE, routine.key, routine.name, options, row, before)


def _before(previous: Previous, answer: str, was: Text | None) -> str:
    """What was said; with the words to which it was said, where they `was` others."""
    said = {"quarter": previous.quarter, "answer": answer}
    if was is None:
        return _("%(quarter)s: %(answer)s") % said
    return _("%(quarter)s: %(answer)s, worded differently: “%(text)s”") % {**said, "text": in_words(was)}
