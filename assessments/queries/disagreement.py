# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Where views differ: every practice that others were asked about, by perspective, the widest apart first.

For managers. While an assessment is open, the views of a practice show once its Answer is set in this period, so that
nobody is led, nor does a value that stands on views alone; how far they lie apart shows at once, since it leads
nowhere. A submitted one shows them all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from assessments.domain.content import Level, Practice
from assessments.domain.document import Perspective, Text
from assessments.domain.edition import Edition
from assessments.domain.values import PracticeValue
from assessments.models import Answer, Assessment
from assessments.models.answer import Kind
from assessments.queries.answer import is_set
from assessments.queries.edition import edition_of
from assessments.queries.offered import asked_rows
from assessments.queries.perspective import PERSPECTIVES
from assessments.queries.result import Outcome, outcome_of
from assessments.queries.said import DrawnView, is_anyone_asked
from assessments.queries.wording import view_name


@dataclass(frozen=True)
class Cell:
    """What one view says of a practice: its middle answer, of so many; `is_hidden` where too few employees said it."""

    perspective: Perspective
    name: str
    value: int | None
    replies: int
    is_hidden: bool


@dataclass(frozen=True)
class Row:
    """A practice that others were asked about. `answer` is what settles it, `because` why it does."""

    key: str
    name: Text
    level: Level
    cells: list[Cell]
    spread: int
    differs: bool
    is_unresolved: bool
    waits: bool
    is_carried: bool
    answer: str
    because: str

    @property
    def drawn(self) -> list[DrawnView]:
        """The views as the strip draws them."""
        return [
            DrawnView(key=one.perspective, name=one.name, value=one.value)
            for one in self.cells
            if one.value is not None
        ]

    @property
    def hides(self) -> bool:
        """Whether employees' answers stay hidden."""
        return any(cell.is_hidden for cell in self.cells)


@dataclass(frozen=True)
class DisagreementPage:
    """The rows of one level, or of all (`level` is None)."""

    outcome: Outcome
    level: str | None
    unresolved: list[Row]
    settled: list[Row]
    close: list[Row]
    is_anyone_asked: bool

    @property
    def assessment(self) -> Assessment:
        return self.outcome.assessment

    @property
    def edition(self) -> Edition:
        return self.outcome.edition

    @property
    def columns(self) -> list[tuple[Perspective, str]]:
        """The perspectives, in the order of the cells."""
        return [(one, view_name(one)) for one in PERSPECTIVES]

    @property
    def count(self) -> int:
        return len(self.unresolved) + len(self.settled) + len(self.close)

    @property
    def hides(self) -> bool:
        """Whether employees' answers stay hidden in some row."""
        return any(row.hides for row in [*self.unresolved, *self.settled, *self.close])


def disagreement_page(assessment: Assessment, level: str | None, now: datetime) -> DisagreementPage:
    """The page in two queries for a submitted assessment, four for an open one; a level that isn't there is none."""
    edition = edition_of(assessment.edition)
    outcome = outcome_of(assessment, now)
    rows = asked_rows(edition, Answer.objects.of(assessment).filter(kind=Kind.PRACTICE))
    answers = {row.key: row for row in rows}
    chosen = level if level in {one.key for one in edition.levels} else None
    rows = [
        _row(outcome, practice, answers)
        for practice in edition.practices
        if chosen in (None, practice.level) and _responses(outcome, practice)
    ]
    rows.sort(key=lambda row: -row.spread)
    return DisagreementPage(
        outcome=outcome,
        level=chosen,
        unresolved=[row for row in rows if row.is_unresolved],
        settled=[row for row in rows if row.differs and not row.is_unresolved],
        close=[row for row in rows if not row.differs],
        is_anyone_asked=is_anyone_asked(outcome),
    )


def _responses(outcome: Outcome, practice: Practice) -> list[tuple[Perspective, bool]]:
    """Who said something to a practice, and whether that is a number."""
    said = outcome.answers.practices.get(practice.key)
    return [(one.perspective, isinstance(one.value, int)) for one in said.responses] if said else []


def _row(outcome: Outcome, practice: Practice, answers: Mapping[str, Answer]) -> Row:
    found = outcome.standing.practices[practice.key]
    answer = answers.get(practice.key)
    waits = outcome.assessment.is_open and not is_set(answer)
    return Row(
        key=practice.key,
        name=practice.name,
        level=outcome.edition.level(practice.level),
        cells=[] if waits else _cells(outcome, practice, found),
        spread=found.spread,
        differs=found.disagreement,
        is_unresolved=found.unresolved,
        waits=waits,
        is_carried=answer is not None and not answer.is_confirmed,
        answer=_words(found) if found.basis == "agreed" or not waits else "",
        because=answer.settled_because if answer else "",
    )


def _cells(outcome: Outcome, practice: Practice, found: PracticeValue) -> list[Cell]:
    said = _responses(outcome, practice)
    replied = {perspective for perspective, _is_number in said}
    return [
        Cell(
            perspective=one,
            name=view_name(one),
            value=found.perspectives.get(one),
            replies=said.count((one, True)),
            is_hidden=one == "employee" and one in replied and one not in found.perspectives,
        )
        for one in PERSPECTIVES
    ]


def _words(found: PracticeValue) -> str:
    if found.unresolved or found.value is None:
        return ""
    return _("does not apply") if found.value == "na" else str(found.value)
