# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What an action that is done proposes to answer anew: no figure moves before somebody confirms it."""

import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import DateField, F, Subquery, Value
from django.db.models.functions import Coalesce, TruncDate

from assessments.domain.document import CADENCES, Cadence
from assessments.domain.edition import Edition
from assessments.models import Answer, Assessment, Assignment, PlanItem
from assessments.models.answer import Kind
from assessments.queries.answer import Sheet
from assessments.queries.edition import edition_of
from assessments.queries.history import BESIDE_SCALE
from assessments.queries.offered import asked_rows
from assessments.queries.plan_effect import effect_in
from assessments.queries.plan_words import title_of, with_words
from assessments.queries.wording import CADENCE_NAMES, in_words, scale_name

MOST_DONE = 50


@dataclass(frozen=True)
class Proposal:
    """One answer that an action proposes: what is said now, what is proposed, and what that would say.

    `is_met`: what is said goes as far already. `row` is the answer as it stands.
    """

    kind: str
    key: str
    name: str
    now: str
    value: str
    proposed: str
    sentence: str
    is_met: bool
    row: Answer | None

    @property
    def revision(self) -> int:
        return self.row.revision if self.row else 0

    @property
    def place(self) -> str:
        return f"{self.kind}-{self.key}"


@dataclass(frozen=True)
class Proposing:
    """An action that was done since the last assessment was submitted, with what it proposes and is not said yet."""

    item: PlanItem
    title: str
    names: list[str]


def proposing_in(assessment: Assessment, may_answer: Callable[[str], bool], sheet: Sheet) -> list[Proposing]:
    """The actions whose answers wait in an open assessment, what was done last first; one query."""
    day = TruncDate("submitted_at", tzinfo=assessment.organization.zone)
    before = Assessment.objects.filter(pk__in=[assessment.previous_id or uuid.UUID(int=0)]).values(day=day)
    items = PlanItem.objects.within(assessment.organization).filter(pack=assessment.pack, status=PlanItem.Status.DONE)
    since = items.annotate(since=Coalesce(Subquery(before), Value(date.min), output_field=DateField()))
    done = with_words(since.filter(done_on__gte=F("since"))).order_by("-done_on", "pk")[:MOST_DONE]
    rows = {place: row for place, row in sheet.answers.items() if place[0] in (Kind.PRACTICE, Kind.ROUTINE)}
    found = []
    for item in done:
        names = [one.name for one in _proposals(item, assessment, rows, may_answer) if not one.is_met]
        found += [Proposing(item, title_of(item), names)] if names else []
    return found


def proposals_of(item: PlanItem, assessment: Assessment, may_answer: Callable[[str], bool]) -> list[Proposal]:
    """What a done action proposes in an open assessment, of the sections that the person may answer; one query.

    What the assessment's edition does not ask is left out.
    """
    if item.status != PlanItem.Status.DONE or not assessment.is_open:
        return []
    held = Answer.objects.of(assessment).filter(kind__in=[Kind.PRACTICE, Kind.ROUTINE])
    rows = {(row.kind, row.key): row for row in asked_rows(edition_of(assessment.edition), held)}
    return _proposals(item, assessment, rows, may_answer)


def _proposals(
    item: PlanItem, assessment: Assessment, rows: Mapping[tuple[str, str], Answer], may_answer: Callable[[str], bool]
) -> list[Proposal]:
    edition = edition_of(assessment.edition)
    raises, sets = effect_in(edition, item).rises_and_sets(edition)
    found = [*_of_practices(raises, edition, rows, may_answer)]
    return found + ([*_of_routines(sets, edition, rows)] if may_answer(Assignment.ROUTINES) else [])


def _of_practices(
    raises: Mapping[str, int],
    edition: Edition,
    rows: Mapping[tuple[str, str], Answer],
    may_answer: Callable[[str], bool],
) -> Iterator[Proposal]:
    for key, value in raises.items():
        practice = edition.practice(key)
        if not may_answer(practice.level):
            continue
        row = rows.get((Kind.PRACTICE, practice.key))
        said = row.value if row else ""
        if said == "na":
            continue
        yield Proposal(
            kind=Kind.PRACTICE,
            key=practice.key,
            name=in_words(practice.name),
            now=said if said.isdigit() else str(BESIDE_SCALE.get(said, said)),
            value=str(value),
            proposed=" ".join(filter(None, [str(value), scale_name(edition, value)])),
            sentence=in_words(practice.anchors[value]),
            is_met=said.isdigit() and int(said) >= value,
            row=row,
        )


def _of_routines(
    sets: Mapping[str, Cadence], edition: Edition, rows: Mapping[tuple[str, str], Answer]
) -> Iterator[Proposal]:
    order = list(CADENCES)
    for key, cadence in sets.items():
        routine = edition.routine(key)
        if cadence not in routine.cadences:
            continue
        row = rows.get((Kind.ROUTINE, routine.key))
        said = row.value if row else ""
        yield Proposal(
            kind=Kind.ROUTINE,
            key=routine.key,
            name=in_words(routine.name),
            now=str(CADENCE_NAMES[said]) if said in CADENCE_NAMES else str(BESIDE_SCALE.get(said, said)),
            value=cadence,
            proposed=str(CADENCE_NAMES[cadence]),
            sentence="",
            is_met=said in order and order.index(said) >= order.index(cadence),
            row=row,
        )
