# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Sections that members are asked to answer, as long as something in them is not answered."""

import uuid
from collections.abc import Collection, Iterator, Mapping
from functools import partial

from django.utils.functional import cached_property

from assessments.domain.edition import Edition
from assessments.domain.reminding import DUE
from assessments.models import Answer, Assessment, Assignment
from assessments.models import Edition as EditionRow
from assessments.models.answer import UNANSWERED, Kind
from assessments.queries.edition import edition_of
from assessments.queries.reminding import words
from assessments.queries.reminding.batch import Batch, Entry, lineage_of
from assessments.queries.reminding.kinds import Reminder

CHUNK = 200
SAID = (Kind.PRACTICE, Kind.SIGNAL, Kind.STANCE, Kind.ROUTINE)
Said = Collection[tuple[str, str]]


class Asked:
    """One assessment with what each reader is asked there, and the keys to which somebody has said something."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment = assessment
        self.sections: dict[int, list[str]] = {}
        self.said: set[tuple[str, str]] = set()

    @cached_property
    def edition(self) -> Edition:
        return edition_of(self.assessment.edition)

    def open_of(self, user: int) -> list[str]:
        """The sections of a reader in which something is not answered."""
        kind = self.assessment.organization.kind
        return [one for one in self.sections[user] if not is_answered(self.edition, one, self.said, kind)]


def read_assigned(batch: Batch) -> None:
    """Note the sections of a batch of readers. Two queries, and one for each 200 assessments."""
    asked = _asked(batch)
    editions = {row.pk: row for row in EditionRow.objects.filter(pk__in=_editions(asked)).defer("document")}
    for chunk in _chunks(list(asked.values())):
        _read_answers({one.assessment.pk: one for one in chunk})
        for one in chunk:
            one.assessment.edition = editions[one.assessment.edition_id]
            _note(batch, one)


def is_answered(edition: Edition, section: str, said: Said, kind: str) -> bool:
    """Whether everything in a section has an answer, be it "don't know"; `kind` is the organization's."""
    if section == Assignment.ROUTINES:
        return all((Kind.ROUTINE, routine.key) in said for routine in edition.routines)
    if section == Assignment.SITUATIONS:
        return all(
            (Kind.STANCE, one.key) in said or all((Kind.SIGNAL, one.key_of(sign)) in said for sign in one.signals)
            for one in edition.situations
            if one.is_scanned
        )
    return all(
        (Kind.PRACTICE, practice.key) in said
        for practice in edition.practices
        if practice.level == section and (not practice.asked_at or kind in practice.asked_at)
    )


def _asked(batch: Batch) -> dict[uuid.UUID, Asked]:
    found: dict[uuid.UUID, Asked] = {}
    rows = Assignment.unscoped.filter(
        user__in=batch.readers,
        assessment__state=Assessment.State.OPEN,
        assessment__due_date__gte=DUE.earliest(batch.today),
        assessment__due_date__lte=DUE.latest(batch.today),
    )
    for row in rows.select_related("assessment__organization").order_by("assessment__due_date", "pk").iterator(CHUNK):
        path, reader = row.assessment.organization.path, batch.readers[row.user_id]
        may = reader.answers_at(lineage_of(path)) and not batch.is_going(path)
        # Who looks after all of it is told of all of it.
        if may and reader not in batch.managers(path):
            one = found.setdefault(row.assessment_id, Asked(row.assessment))
            one.sections.setdefault(row.user_id, []).append(row.section)
    return found


def _editions(asked: Mapping[uuid.UUID, Asked]) -> set[uuid.UUID]:
    return {one.assessment.edition_id for one in asked.values()}


def _chunks(asked: list[Asked]) -> Iterator[list[Asked]]:
    for begin in range(0, len(asked), CHUNK):
        yield asked[begin : begin + CHUNK]


def _read_answers(asked: Mapping[uuid.UUID, Asked]) -> None:
    rows = Answer.unscoped.filter(assessment__in=asked, kind__in=SAID, is_confirmed=True).exclude(value=UNANSWERED)
    for assessment, kind, key in rows.values_list("assessment", "kind", "key").iterator():
        asked[assessment].said.add((Kind(kind), key))


def _note(batch: Batch, one: Asked) -> None:
    assessment = one.assessment
    for user in one.sections:
        open_now = one.open_of(user)
        known = [section for section in _order(one.edition) if section in open_now]
        if known and assessment.due_date:
            said = partial(words.asked, one.edition, assessment.period, known, assessment.due_date)
            entry = Entry(assessment.organization.name, said, "assessment", (assessment.pk,))
            batch.note(batch.readers[user], Reminder.DUE, DUE, assessment.due_date, entry)


def _order(edition: Edition) -> list[str]:
    """The sections that an edition has, in the order of the task list."""
    return [Assignment.SITUATIONS, *(level.key for level in edition.levels), Assignment.ROUTINES]
