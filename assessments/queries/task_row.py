# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""One row of the task list: a question, from last quarter to now, and how far it is."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import TextChoices
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.domain.content import Practice, Routine, Situation
from assessments.domain.document import Text, Value
from assessments.domain.edition import Edition
from assessments.domain.result import PracticeResult, Result
from assessments.models import Answer
from assessments.models.answer import NOT_APPLICABLE, UNANSWERED, UNKNOWN, Kind
from assessments.queries.answer import Sheet
from assessments.queries.previous import Previous
from assessments.queries.wording import CADENCE_NAMES, origin_of


class State(TextChoices):
    """How far a question is."""

    DONE = "done", gettext_lazy("Done")
    NO_EVIDENCE = "no-evidence", gettext_lazy("Done, no evidence")
    OLD_EVIDENCE = "old-evidence", gettext_lazy("Done, old evidence")
    NOT_APPLICABLE = "na", gettext_lazy("Not applicable")
    ABOVE = "above", gettext_lazy("Answered above")
    AWAITED = "awaited", gettext_lazy("Asked above")
    STARTED = "started", gettext_lazy("Started")
    UNKNOWN = "unknown", gettext_lazy("Don’t know yet")
    CARRIED = "carried", gettext_lazy("Carried over")
    NOT_STARTED = "not-started", gettext_lazy("Not started")

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        backed = (State.DONE, State.NO_EVIDENCE, State.OLD_EVIDENCE)
        return self in (*backed, State.NOT_APPLICABLE, State.ABOVE, State.AWAITED)


@dataclass(frozen=True)
class TaskRow:
    """A practice, situation or routine; `words` lead from last quarter to now, `origin` says who names a situation.

    `is_further` marks a situation that the seed doesn't name; `why` says why it could have moved since last quarter,
    and the least `rank` of these reasons comes first (queries.moving). What `is_reworded` was asked in other words
    then: it is confirmed only on its own page.
    """

    key: str
    name: Text
    words: str
    state: State
    origin: str = ""
    is_further: bool = False
    why: str = ""
    rank: int = 0
    is_reworded: bool = False

    @property
    def is_folded(self) -> bool:
        """Whether it can wait: a further situation to which nothing has been said."""
        return self.is_further and self.state == State.NOT_STARTED

    @property
    def is_carried(self) -> bool:
        """Whether it stands there from last time and nobody has looked at it."""
        return self.state == State.CARRIED

    @property
    def is_confirmable(self) -> bool:
        """Whether it can be confirmed in the list."""
        return self.is_carried and not self.is_reworded

    @property
    def is_answered(self) -> bool:
        """Whether somebody has said something, be it "don't know"."""
        return self.state not in (State.STARTED, State.NOT_STARTED, State.AWAITED)


@dataclass(frozen=True)
class Desk:
    """What lies before whoever answers: the edition, what was said, what it comes to, and the last quarter."""

    edition: Edition
    sheet: Sheet
    result: Result
    previous: Previous
    today: date

    @cached_property
    def reworded(self) -> frozenset[tuple[str, str]]:
        """The questions that were asked in other words last quarter."""
        return self.previous.reworded.places

    def practice(self, key: str) -> PracticeResult:
        return next(one for one in self.result.practices if one.key == key)


def practice_row(desk: Desk, practice: Practice) -> TaskRow:
    """The row of a practice: what the organization itself answered, whatever others were asked."""
    row = desk.sheet.answers.get((Kind.PRACTICE, practice.key))
    above = desk.sheet.inherited.get(practice.key)
    if above and not (row and row.value):
        words = _("%(value)s, from %(organization)s") % {
            "value": _value(above.value),
            "organization": above.organization.name,
        }
        return TaskRow(practice.key, practice.name, words, State.ABOVE)
    awaited = desk.sheet.above.awaited.get(practice.key)
    if awaited and not (row and row.value):
        words = _("%(organization)s has not submitted an answer for all yet") % {"organization": awaited.name}
        return TaskRow(practice.key, practice.name, words, State.AWAITED)
    before = desk.previous.practices.get(practice.key)
    was = _value(_written(before)) if practice.key in desk.previous.practices else ""
    now = _value(row.value) if row and row.value else ""
    return TaskRow(practice.key, practice.name, _words(desk, row, was, now), _practice_state(desk, practice, row))


def _practice_state(desk: Desk, practice: Practice, row: Answer | None) -> State:
    state = _state(row)
    if state != State.DONE or row is None or row.value == "0":
        return state
    if row.value == NOT_APPLICABLE:
        return State.NOT_APPLICABLE
    evidence = desk.practice(practice.key).evidence
    return {"fresh": State.DONE, "stale": State.OLD_EVIDENCE, "none": State.NO_EVIDENCE}[evidence]


def routine_row(desk: Desk, routine: Routine) -> TaskRow:
    """The row of a routine."""
    row = desk.sheet.answers.get((Kind.ROUTINE, routine.key))
    was = _cadence(desk.previous.routines.get(routine.key, ""))
    now = _cadence(row.value) if row else ""
    return TaskRow(routine.key, routine.name, capfirst(_words(desk, row, was, now)), _state(row))


def situation_row(desk: Desk, situation: Situation) -> TaskRow:
    """The row of a situation: answered where all its signs are, or where the organization says whether it faces it."""
    signs = [desk.sheet.answers.get((Kind.SIGNAL, situation.key_of(signal))) for signal in situation.signals]
    said = [row for row in signs if row and row.value]
    stance = desk.sheet.answers.get((Kind.STANCE, situation.key))
    said += [stance] if stance and stance.value else []
    state = _situation_state(desk, situation, said, len(signs))
    if state == State.CARRIED:
        words = _still_true(_faced_words(desk, situation.key, is_open=True))
    elif state == State.STARTED:
        words = _("%(answered)s of %(asked)s signs answered") % {"answered": len(said), "asked": len(signs)}
    else:
        words = _faced_words(desk, situation.key, is_open=state == State.NOT_STARTED)
    origin = origin_of(desk.edition, situation)
    return TaskRow(situation.key, situation.statement, words, state, origin, not situation.is_scanned)


def _situation_state(desk: Desk, situation: Situation, said: list[Answer], asked: int) -> State:
    if not said:
        return State.NOT_STARTED
    if not all(row.is_confirmed for row in said):
        return State.CARRIED
    if len(said) < asked and not any(row.kind == Kind.STANCE for row in said):
        return State.STARTED
    faced = next(one.faced for one in desk.result.situations if one.key == situation.key)
    return State.UNKNOWN if faced == "unknown" else State.DONE


def _faced_words(desk: Desk, key: str, *, is_open: bool) -> str:
    faced = next(one.faced for one in desk.result.situations if one.key == key)
    before = desk.previous.situations.get(key)
    quarter = {"quarter": desk.previous.quarter}
    if is_open:
        if before is None:
            return ""
        return {
            "yes": _("Faced in %(quarter)s"),
            "no": _("Not faced in %(quarter)s"),
            "unknown": _("Not clear in %(quarter)s"),
        }[before.faced] % quarter
    now = {"yes": _("Faced"), "no": _("Not faced"), "unknown": _("Not clear yet")}[faced]
    if before is None:
        return now
    if before.faced == faced:
        return _("%(now)s, as in %(quarter)s") % {"now": now, **quarter}
    was = {"yes": _("faced"), "no": _("not faced"), "unknown": _("not clear")}[before.faced]
    return _("%(now)s. %(quarter)s: %(was)s") % {"now": now, "was": was, **quarter}


def _state(row: Answer | None) -> State:
    if row is None or row.value == UNANSWERED:
        return State.NOT_STARTED
    if not row.is_confirmed:
        return State.CARRIED
    return State.UNKNOWN if row.value == UNKNOWN else State.DONE


def _words(desk: Desk, row: Answer | None, was: str, now: str) -> str:
    """From last quarter to now: "2 → 3", "3, as in Q3", "2 in Q3"."""
    quarter = desk.previous.quarter
    if row and now and not row.is_confirmed:
        return _still_true(_("%(value)s in %(quarter)s") % {"value": now, "quarter": quarter})
    if not was:
        return now
    if not now:
        return _("%(value)s in %(quarter)s") % {"value": was, "quarter": quarter}
    if was == now:
        return _("%(value)s, as in %(quarter)s") % {"value": now, "quarter": quarter}
    return f"{was}\u00a0→ {now}"


def _still_true(before: str) -> str:
    """What is asked of an answer that was carried over: "3 in Q3. Still true?"."""
    return _("%(before)s. Still true?") % {"before": before} if before else _("Still true?")


def _written(value: Value) -> str:
    return UNKNOWN if value is None else str(value)


def _value(value: str) -> str:
    named = {UNKNOWN: _("don’t know"), NOT_APPLICABLE: _("not applicable")}
    return named.get(value, value)


def _cadence(value: str) -> str:
    return str(CADENCE_NAMES[value]) if value in CADENCE_NAMES else _value(value)
