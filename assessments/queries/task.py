# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The task list of an open assessment: every question with what was said to it, section by section."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.domain.document import Text
from assessments.domain.edition import Edition
from assessments.domain.minutes import minutes_by_section, scan_minutes, whole_minutes
from assessments.models import Assessment, Assignment
from assessments.models.answer import UNANSWERED, Kind
from assessments.queries.answer import Sheet, sheet_of, today_of
from assessments.queries.edition import edition_of
from assessments.queries.moving import moving_words, with_why
from assessments.queries.previous import previous_of
from assessments.queries.result import outcome_of
from assessments.queries.task_row import Desk, State, TaskRow, practice_row, routine_row, situation_row
from assessments.queries.wording import listed

LEVEL = "level"


@dataclass(frozen=True)
class Section:
    """One section: `kind` is "situations", "level" or "routines"; `level` names a level, which may be `at_target`."""

    key: str
    kind: str
    level: Text | None
    rows: list[TaskRow]
    at_target: bool = False

    @property
    def answered(self) -> int:
        return sum(row.is_answered for row in self.rows)

    @property
    def asked(self) -> int:
        """How many are asked here: all but those that an organization above has still to answer for all."""
        return sum(row.state != State.AWAITED for row in self.rows)

    @property
    def is_finished(self) -> bool:
        """Whether nothing is left to do in it."""
        return all(row.state.is_done for row in self.rows)

    @property
    def question_kind(self) -> str:
        """What its rows are: "situation", "practice" or "routine"."""
        return {Assignment.SITUATIONS: "situation", LEVEL: "practice"}.get(self.kind, "routine")

    @property
    def moving(self) -> list[TaskRow]:
        """The rows that could have moved since last quarter."""
        return sorted((row for row in self.rows if row.why), key=lambda row: row.rank)

    @property
    def first(self) -> list[TaskRow]:
        """The rows that stand at once: what could have moved, then all that can neither wait nor be confirmed."""
        return self.moving + [row for row in self.rows if not (row.why or row.is_folded or row.is_carried)]

    @property
    def carried(self) -> list[TaskRow]:
        """The rows that stand there from last time, with no reason why they could have moved."""
        return [row for row in self.rows if row.is_carried and not row.why]

    @property
    def unconfirmed(self) -> int:
        """How many stand there from last time and nobody has looked at, whether they could have moved or not."""
        return sum(row.is_carried for row in self.rows)

    @property
    def confirmable(self) -> int:
        """How many of them can be confirmed together: not what was worded differently."""
        return sum(row.is_confirmable for row in self.rows)

    @property
    def folded(self) -> list[TaskRow]:
        """The further situations to which nothing has been said: they can wait."""
        return [row for row in self.rows if row.is_folded]

    @property
    def is_unfolded(self) -> bool:
        """Whether its rows are shown at once: not of what is finished, nor of routines, which share one page, unless
        some of them can be confirmed here."""
        return not self.is_finished and (self.kind != Assignment.ROUTINES or self.unconfirmed > 0)


@dataclass(frozen=True)
class TaskList:
    """What there is to answer, for whoever may answer it."""

    assessment: Assessment
    desk: Desk
    sections: list[Section]
    minutes: int
    scan_minutes: int
    scan_state: str
    notice: Text | None

    @property
    def answered(self) -> int:
        return sum(section.answered for section in self.sections)

    @property
    def asked(self) -> int:
        return sum(section.asked for section in self.sections)

    @property
    def unconfirmed(self) -> int:
        return sum(section.unconfirmed for section in self.sections)

    @property
    def confirmable(self) -> int:
        return sum(section.confirmable for section in self.sections)

    @property
    def moving(self) -> int:
        return sum(len(section.moving) for section in self.sections)

    @property
    def carried(self) -> int:
        return sum(len(section.carried) for section in self.sections)

    @property
    def moved(self) -> str:
        """What a later quarter asks: "12 answers could have moved; 33 more are carried over."."""
        return moving_words(self.moving, self.carried)

    @property
    def due_date(self) -> date | None:
        return self.assessment.due_date

    @property
    def progress(self) -> str:
        """How much is answered: "15 of 24 practices, 3 of 5 situations and 4 of 19 routines answered."."""
        return _("%(parts)s answered.") % {"parts": progress_of(self.sections)}

    @property
    def to_go(self) -> str:
        """What is open: "9 practices, 2 situations and 1 routine to go"; "" where nothing is."""
        left = {kind: asked - answered for kind, (answered, asked) in _counts(self.sections).items()}
        practices, situations, routines = (
            left.get(kind, 0) for kind in (LEVEL, Assignment.SITUATIONS, Assignment.ROUTINES)
        )
        words = {
            ngettext("%(count)s practice", "%(count)s practices", practices): practices,
            ngettext("%(count)s situation", "%(count)s situations", situations): situations,
            ngettext("%(count)s routine", "%(count)s routines", routines): routines,
        }
        parts = [part % {"count": count} for part, count in words.items() if count]
        return _("%(parts)s to go") % {"parts": listed(parts)} if parts else ""


def progress_of(sections: Iterable[Section]) -> str:
    """How much of some sections is answered: "5 of 6 practices and 2 of 19 routines"."""
    words = {
        LEVEL: _("%(answered)s of %(asked)s practices"),
        Assignment.SITUATIONS: _("%(answered)s of %(asked)s situations"),
        Assignment.ROUTINES: _("%(answered)s of %(asked)s routines"),
    }
    counts = _counts(sections)
    parts = [words[kind] % {"answered": counts[kind][0], "asked": counts[kind][1]} for kind in words if kind in counts]
    return listed(parts)


def _counts(sections: Iterable[Section]) -> dict[str, tuple[int, int]]:
    """Answered and asked, by kind of section."""
    counts: dict[str, tuple[int, int]] = {}
    for section in sections:
        answered, asked = counts.get(section.kind, (0, 0))
        counts[section.kind] = (answered + section.answered, asked + section.asked)
    return counts


def task_list(assessment: Assessment, now: datetime, assigned: Collection[str] | None = None) -> TaskList:
    """The task list of an open assessment, in four queries (three where no assessment went before).

    `assigned` None is a manager, who sees all; a contributor sees the sections assigned, and there nothing of what
    other people were asked.
    """
    edition = edition_of(assessment.edition)
    sheet = sheet_of(assessment, edition)
    if assigned is not None:
        sheet = replace(sheet, responses=[])
    result = outcome_of(assessment, now, sheet).result
    desk = Desk(edition, sheet, result, previous_of(assessment, edition), today_of(assessment, now))
    sections = [one for one in _sections(desk) if one.rows and (assigned is None or one.key in assigned)]
    above = sheet.above
    minutes = minutes_by_section(edition, elsewhere=above.answers.keys() | above.awaited.keys())
    return TaskList(
        assessment=assessment,
        desk=desk,
        sections=sections,
        minutes=whole_minutes(minutes[section.key] for section in sections),
        scan_minutes=scan_minutes(edition),
        scan_state=_scan_state(edition, sheet) if assigned is None and not assessment.previous_id else "",
        notice=edition.notice if any(section.kind == Assignment.SITUATIONS for section in sections) else None,
    )


def _sections(desk: Desk) -> Iterator[Section]:
    edition, kind = desk.edition, Assignment.SITUATIONS
    yield Section(kind, kind, None, [with_why(desk, kind, situation_row(desk, one)) for one in edition.situations])
    for figures in desk.result.levels:
        level = edition.level(figures.key)
        rows = [with_why(desk, LEVEL, practice_row(desk, one)) for one in edition.practices_of(level.key)]
        yield Section(level.key, LEVEL, level.name, rows, at_target=0 < figures.applicable == figures.at_target)
    kind = Assignment.ROUTINES
    yield Section(kind, kind, None, [with_why(desk, kind, routine_row(desk, one)) for one in edition.routines])


def scanned(edition: Edition) -> list[tuple[str, str]]:
    """What the scan asks, as kind and key: the signs of the seed's situations, then the practices marked `scan`."""
    seed = [situation for situation in edition.situations if situation.is_scanned]
    signs = [(Kind.SIGNAL.value, one.key_of(signal)) for one in seed for signal in one.signals]
    return [*signs, *((Kind.PRACTICE.value, one.key) for one in edition.practices if one.scan)]


def _scan_state(edition: Edition, sheet: Sheet) -> str:
    """ "start" while nothing is answered, "continue" while nothing beyond the scan is and the scan is open, else ""."""
    places = scanned(edition)
    values = [sheet.value(*place) for place in places]
    if not places or UNANSWERED not in values:
        return ""
    said = {place for place, row in sheet.answers.items() if place[0] not in (Kind.FACT, Kind.TARGET) and row.value}
    if not said:
        return "start"
    return "continue" if said <= set(places) else ""
