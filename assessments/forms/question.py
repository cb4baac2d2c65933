# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Several questions in one form, of which only those that were changed are saved.

Beside each question stands a hidden `seen-<field>`: the revision and the answer that the person saw ("3.us"; with a
digest where a note belongs to it). What still is as it was seen is left alone, so that it can't conflict.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django import forms
from django.core.exceptions import BadRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.forms.organization import LinkedRadios
from assessments.forms.practice import LinesField
from assessments.models import Answer
from assessments.models.answer import NOT_APPLICABLE, UNANSWERED, Kind
from assessments.queries.question import Option, Question
from assessments.services.answering import Entry
from assessments.services.refusal import Refused

SEEN = re.compile(r"(?P<revision>[0-9]{1,9})(?P<again>c?)\.(?P<value>[a-z_-]{0,11}|[0-4])(?:\.(?P<note>[0-9a-f]{16}))?")


@dataclass(frozen=True)
class Seen:
    """What a person saw of an answer: its revision, its value, and its note as a digest ("" where there is none).

    `is_again` marks one that was confirmed, and whose confirmation was taken back.
    """

    revision: int = 0
    value: str = UNANSWERED
    note: str = ""
    is_again: bool = False

    def __str__(self) -> str:
        mark = "c" if self.is_again else ""
        return f"{self.revision}{mark}.{self.value}" + (f".{self.note}" if self.note else "")

    @property
    def is_carried(self) -> bool:
        """Whether it stood there from last time, and nobody had looked at it since."""
        return self.is_again or (self.revision == 0 and self.value != UNANSWERED)


def seen_of(question: Question, row: Answer | None) -> Seen:
    """What a page shows of a question's answer."""
    if row is None:
        return Seen()
    return Seen(row.revision, row.value, _beside(question, row), row.revision > 0 and not row.is_confirmed)


def seen_after(question: Question, entry: Entry, revision: int) -> Seen:
    """What stands there once an entry is saved."""
    return Seen(revision, entry.value, _beside(question, entry))


def read_seen(text: str | None) -> Seen:
    """The reverse of str(Seen); 400 for what cannot come from our page. Nothing at all is an answer not yet given."""
    found = SEEN.fullmatch(text or "0.")
    if found is None:
        raise BadRequest("This is no answer that was seen.")
    return Seen(int(found["revision"]), found["value"], found["note"] or "", bool(found["again"]))


@dataclass(frozen=True)
class Asked:
    """A question as a page shows it: with its field, what is chosen there, and what was seen."""

    question: Question
    field: forms.BoundField
    note: forms.BoundField | None
    value: str
    seen: Seen

    @property
    def unsaved(self) -> Option | None:
        """What was chosen and is not what stands."""
        return self.question.option(self.value) if self.value != self.question.value else None

    @property
    def unsaved_note(self) -> str:
        """What was typed and is not what stands."""
        typed = (self.note.value() or "") if self.note else ""
        return typed if not self.question.row or typed.strip() != self.question.row.note else ""


class QuestionsForm(forms.Form):
    """The answers to several questions."""

    def __init__(self, questions: list[Question], data: Mapping[str, str] | None = None) -> None:
        self.questions = questions
        super().__init__(data, initial=dict(_initial(questions)))
        self._over = dict(part.partition("=")[::2] for part in self.data.get("over", "").split())
        for question in questions:
            self.fields[question.field] = forms.ChoiceField(
                label=question.label,
                required=False,
                widget=LinkedRadios,
                choices=self._choices(question),
                error_messages={"invalid_choice": _("Choose one of the answers offered.")},
            )
            if question.takes_note:
                self.fields[question.note_field] = LinesField(label=_("Note"), required=False)

    def _choices(self, question: Question) -> list[tuple[str, str | Promise]]:
        """What may be posted: what is offered, and what was seen though it is said elsewhere, such as "na"."""
        offered = [(option.value, option.words) for option in question.options]
        seen = self.seen(question).value
        return offered if seen in (UNANSWERED, *dict(offered)) else [*offered, (seen, seen)]

    def beside(self, questions: list[Question]) -> "QuestionsForm":
        """The same form, with what was chosen and typed, beside what stands in the database now."""
        self.questions = questions
        return self

    def asked(self) -> Iterator[Asked]:
        """Each question with its field."""
        for question in self.questions:
            field = self[question.field]
            note = self[question.note_field] if question.takes_note else None
            yield Asked(question, field, note, field.value() or UNANSWERED, self.seen(question))

    def seen(self, question: Question) -> Seen:
        """What the person saw: in the page, or later beside their own answer ("Use mine")."""
        name = f"seen-{question.field}"
        if not self.is_bound:
            return seen_of(question, question.row)
        return read_seen(self._over.get(name, self.data.get(name, "")))

    def entries(self, *, confirms: bool) -> list[Entry]:
        """What was changed; with what was carried over, where the person confirms it by going on."""
        entries = []
        for question in self.questions:
            seen, said = self.seen(question), self.said(question)
            is_changed = said.value != seen.value or _beside(question, said) != seen.note
            if is_changed or (confirms and seen.is_carried):
                entries.append(said)
        return entries

    def said(self, question: Question) -> Entry:
        """What a question's fields say; one that was not posted, such as radio buttons of which none is pressed, says
        what was seen. A note that the page does not show stays with the answer."""
        seen, row = self.seen(question), question.row
        value = self.cleaned_data[question.field] if question.field in self.data else seen.value
        kept = row.note if row else ""
        note = self.cleaned_data[question.note_field] if question.takes_note else kept
        reason = row.reason if row and value == NOT_APPLICABLE else ""
        return Entry(question.kind, question.key, value, seen.revision, reason, note)

    def unasked(self) -> list[str]:
        """What was said to questions that the form does not ask, since the assessment has moved to another edition.

        Of each the note, "" where there is none; what still is as it was seen counts for nothing.
        """
        names = [name.removeprefix("seen-") for name in self.data if name.startswith("seen-")]
        asked = {question.field for question in self.questions} | {"profile"}
        texts = []
        for name in [name for name in names if name not in asked]:
            seen, text = read_seen(self.data.get(f"seen-{name}")), ""
            beside = seen.note
            if f"note-{name}" in self.data:
                text = self.data[f"note-{name}"].strip()
                beside = _digest(text)
            elif f"reason-{name}" in self.data:
                text, day = self.data[f"reason-{name}"].strip(), self.data.get(f"review-{name}") or None
                beside = _digest(f"{text}\n{day}" if text or day else "")
            if self.data.get(name, seen.value) != seen.value or beside != seen.note:
                texts.append(text)
        return texts

    def refuse(self, faults: tuple[Refused, ...]) -> None:
        """Put what a service refused to the questions that it is about."""
        fields = {question.key: question.field for question in self.questions}
        for fault in faults:
            self.add_error(fields.get(fault.place), fault.message)


def _beside(question: Question, said: Answer | Entry) -> str:
    """What stands beside an answer, as a digest: its note, or why a target is enough and until when."""
    if question.kind == Kind.TARGET:
        return _digest(f"{said.reason}\n{said.review_on}" if said.reason or said.review_on else "")
    return _digest(said.note) if question.takes_note else ""


def _digest(note: str) -> str:
    return hashlib.sha256(note.encode()).hexdigest()[:16] if note else ""


def _initial(questions: list[Question]) -> Iterator[tuple[str, str]]:
    for question in questions:
        if question.row:
            yield question.field, question.row.value
            yield question.note_field, question.row.note
