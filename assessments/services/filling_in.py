# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Filling in a questionnaire as a spreadsheet: what a file would change, cell by cell, then all of it at once.

A row of the file bears the revision that its answer had when the file was made. Where the answer has moved on since,
and says something else, both stand side by side, and nothing is overwritten that nobody has chosen to overwrite.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.text import TextRefused, clean_text
from assessments.domain.canonical import checksum
from assessments.domain.edition import Edition
from assessments.models import Answer, Assessment, IncomingFile
from assessments.models.answer import NOT_APPLICABLE, UNANSWERED, Kind
from assessments.queries.edition import edition_of
from assessments.queries.offered import renamed
from assessments.queries.questionnaire_file import (
    Asked,
    offered,
    questions_of,
    rows_by_place,
    values_by_word,
    word_of,
)
from assessments.queries.wording import listed
from assessments.services.answering import LONGEST_TEXT, Entry, lock_open, save_entries
from assessments.services.refusal import Conflict, NotAccepted, Refused

MOST_FAULTS = 100


@dataclass(frozen=True)
class SideSaid:
    """What one side says to a question."""

    value: str
    reason: str
    note: str

    @property
    def word(self) -> str:
        return word_of(self.value)


@dataclass(frozen=True)
class DifferingAnswer:
    """One question that the file answers otherwise than it stands; `row` is who said so last, None for nobody.

    In a conflict the answer has moved on since the file was made.
    """

    asked: Asked
    place: str
    mine: SideSaid
    theirs: SideSaid
    row: Answer | None
    is_conflict: bool

    @property
    def revision(self) -> int:
        return self.row.revision if self.row else 0

    @property
    def name(self) -> str:
        """What a form calls it."""
        return f"{self.asked.kind.value}:{self.asked.key}"


@dataclass(frozen=True)
class FaultyCell:
    """A cell that cannot be taken in, and why."""

    cell: str
    question: str
    message: str


@dataclass(frozen=True)
class Filled:
    """What a file would change; `same` counts what it says as it stands, `empty` the answers that it leaves empty."""

    changes: tuple[DifferingAnswer, ...]
    conflicts: tuple[DifferingAnswer, ...]
    faults: tuple[FaultyCell, ...]
    same: int
    empty: int


@transaction.atomic(durable=True)
def stage_questionnaire(*, assessment: Assessment, document: str, name: str, by: User, now: datetime) -> IncomingFile:
    """Keep a file that was read until its changes are confirmed, instead of an earlier one of the same person's.

    Raises AlreadySubmitted, and NotAccepted where it is of something else.
    """
    lock_open(assessment)
    said = json.loads(document)
    if said["assessment"] != str(assessment.pk):
        raise NotAccepted(Refused("file", _("This file is of another assessment. Get the one of this page.")))
    IncomingFile.objects.filter(assessment=assessment, by=by, used_at=None).delete()
    return IncomingFile.objects.create(
        what=IncomingFile.What.QUESTIONNAIRE,
        assessment=assessment,
        name=clean_text(name[:200], most=200),
        document=document,
        checksum=checksum(document),
        at=now,
        by=by,
    )


def filled_in(assessment: Assessment, file: IncomingFile) -> Filled:
    """What the file would change as things stand now; questions by the keys of the assessment's edition. One query."""
    edition, rows = edition_of(assessment.edition), rows_by_place(assessment)
    asked = {(one.kind.value, one.key): one for one in questions_of(edition)}
    words, seen = values_by_word(), set()
    faults: list[FaultyCell] = []
    changes: list[DifferingAnswer] = []
    lines = json.loads(file.document)["rows"]
    for line in lines:
        place = (line["kind"], _key_in(edition, line))
        question = asked.get(place)
        if question is None or place in seen:
            faults.append(_misplaced(line, is_known=question is not None))
            continue
        seen.add(place)
        found = list(_faults_of(line, question, words, offered(edition, question)))
        faults += found
        if not found:
            changes.append(_change(line, question, words, rows.get(place)))
    differing = [one for one in changes if one.mine != one.theirs]
    return Filled(
        changes=tuple(one for one in differing if not one.is_conflict),
        conflicts=tuple(one for one in differing if one.is_conflict),
        faults=tuple(faults[:MOST_FAULTS]),
        same=len(changes) - len(differing),
        empty=sum(not line["answer"] for line in lines),
    )


@transaction.atomic(durable=True)
def take_questionnaire(
    *,
    assessment: Assessment,
    file: IncomingFile,
    overwrite: Collection[str],
    seen: Mapping[str, int],
    by: User,
    now: datetime,
) -> int:
    """Save all that the file changes, at once; of conflicts those that are named in `overwrite` ("kind:key").

    `seen` are the revisions that the page of changes showed. Returns how many answers changed; the same file a second
    time changes nothing. Raises AlreadySubmitted, NotAccepted (also where the file has faults), Conflict, and
    IncomingFile.DoesNotExist where the person has sent another one.
    """
    # The assessment first, as whoever deletes it with its files.
    Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    row = IncomingFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
    if row.used_at:
        return 0
    filled = filled_in(assessment, row)
    if filled.faults:
        raise NotAccepted(*(Refused(one.cell, one.message) for one in filled.faults))
    differing = (*filled.changes, *filled.conflicts)
    moved_on = [one.row for one in differing if one.row and seen.get(one.name) != one.revision]
    if moved_on:
        raise Conflict(moved_on)
    chosen = [one for one in filled.conflicts if one.name in overwrite]
    entries = [_entry(one) for one in (*filled.changes, *chosen)]
    save_entries(assessment, entries, row.pk, by, now)
    # What was taken in is here now; the file is not kept besides.
    row.used_at, row.document = now, ""
    row.save(update_fields=["used_at", "document"])
    return len(entries)


def _entry(change: DifferingAnswer) -> Entry:
    """What is saved of a change: over the revision that stands."""
    return Entry(
        kind=change.asked.kind,
        key=change.asked.key,
        value=change.mine.value,
        base_revision=change.revision,
        reason=change.mine.reason,
        note=change.mine.note,
    )


def _key_in(edition: Edition, line: Mapping[str, Any]) -> str:
    """What the edition calls what the line answers; the file may have been made before the assessment was moved."""
    kind, key = line["kind"], line["key"]
    return renamed(edition, Kind(kind), key) if kind in Kind.values else key


def _misplaced(line: Mapping[str, Any], *, is_known: bool) -> FaultyCell:
    message = _("This question stands twice in the file.") if is_known else _("This assessment does not ask that.")
    return FaultyCell(f"B{line['row']}", str(line["key"])[:80], message)


def _change(line: Mapping[str, Any], asked: Asked, words: Mapping[str, str], row: Answer | None) -> DifferingAnswer:
    is_conflict = (row.revision if row else 0) != _number(line["revision"])
    return DifferingAnswer(
        asked, f"{line['columns'][0]}{line['row']}", _mine(line, words, row), _theirs(row), row, is_conflict
    )


def _faults_of(
    line: Mapping[str, Any], asked: Asked, words: Mapping[str, str], values: list[str]
) -> Iterator[FaultyCell]:
    answer, reason, note = (f"{letter}{line['row']}" for letter in line["columns"])
    value = words.get(line["answer"].strip().casefold()) if line["answer"] else UNANSWERED
    if value is None or (value and value not in values):
        choices = listed([word_of(one) for one in values])
        yield FaultyCell(answer, asked.question, _("Choose one of these: %(answers)s.") % {"answers": choices})
    if value == NOT_APPLICABLE and not line["reason"].strip():
        yield FaultyCell(reason, asked.question, _("Say in a sentence why it doesn’t apply to you."))
    for cell, text in ((reason, line["reason"]), (note, line["note"])):
        try:
            clean_text(text, most=LONGEST_TEXT, lines=True)
        except TextRefused as refusal:
            message = _("Use at most %(most)d characters. There are %(length)d now.")
            yield FaultyCell(cell, asked.question, message % {"most": refusal.most, "length": refusal.length})


def _mine(line: Mapping[str, Any], words: Mapping[str, str], row: Answer | None) -> SideSaid:
    """What the file says; an emptied answer leaves the one that stands."""
    said = line["answer"].strip().casefold()
    value = words[said] if said else (row.value if row else UNANSWERED)
    reason = clean_text(line["reason"], most=LONGEST_TEXT, lines=True) if value == NOT_APPLICABLE else ""
    return SideSaid(value, reason, clean_text(line["note"], most=LONGEST_TEXT, lines=True))


def _theirs(row: Answer | None) -> SideSaid:
    if row is None:
        return SideSaid(UNANSWERED, "", "")
    return SideSaid(row.value, row.reason if row.value == NOT_APPLICABLE else "", row.note)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1
