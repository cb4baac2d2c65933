# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""One practice over all submitted assessments that stand, through whatever it was called in their editions.

Values are those of the frozen results. What single people said from their view is not told, and neither is who they
are: of whoever answered for the organization, the role that they hold today.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import Membership, Organization, Role
from assessments.domain.carrying import later_names
from assessments.domain.changes import part_of_move
from assessments.domain.content import Level, Practice
from assessments.domain.document import Text
from assessments.domain.edition import Edition
from assessments.domain.result import PracticeResult
from assessments.domain.values import PracticeValue, practice_values
from assessments.models import Answer, Assessment, Evidence, Result
from assessments.models.answer import Kind
from assessments.queries.comparison import PART_NAMES
from assessments.queries.edition import edition_of
from assessments.queries.perspective import PERSPECTIVES
from assessments.queries.result import frozen_outcome
from assessments.queries.wording import listed, period_words, view_name


@dataclass(frozen=True)
class Chapter:
    """What became of the practice in one assessment.

    `name` is what it was called there, where that is not today's; `part` what the move since the assessment before is
    called; `who` is the role of whoever answered for the organization, "" where nobody did; `row` is that answer.
    """

    assessment: Assessment
    key: str
    name: Text | None
    said: PracticeResult
    basis: str
    part: str
    who: str
    row: Answer | None
    evidence: list[Evidence]

    @property
    def is_carried(self) -> bool:
        """Whether the answer was taken over from the time before, and nobody looked at it again."""
        return self.row is not None and not self.row.is_confirmed


@dataclass(frozen=True)
class PracticeStory:
    """A practice in the words of the last edition that asks it; `silent` are the quarters that did not ask it."""

    practice: Practice
    level: Level
    chapters: list[Chapter]
    silent: list[str]

    @property
    def periods(self) -> list[str]:
        return [chapter.assessment.period for chapter in self.chapters]

    @property
    def values(self) -> list[int | None]:
        """The answers from 0 to 4; None for what was not known or did not apply."""
        return [value if isinstance(value := chapter.said.value, int) else None for chapter in self.chapters]

    @property
    def targets(self) -> list[int | None]:
        """The targets; None where it did not apply."""
        return [None if chapter.said.value == "na" else chapter.said.target for chapter in self.chapters]

    @property
    def silent_names(self) -> list[str]:
        """What people call the quarters that did not ask it."""
        return [period_words(period) for period in self.silent]

    @property
    def newest_first(self) -> list[Chapter]:
        return self.chapters[::-1]


def later_key(assessments: Sequence[Assessment], key: str) -> str | None:
    """What the newest of these editions calls a practice that it does not ask under this key; None where it is gone."""
    newest = edition_of(assessments[-1].edition) if assessments else None
    new = newest.renames.practices.get(key) if newest else None
    return new if newest and new and key not in newest.offered.keys["practices"] else None


def practice_story(organization: Organization, assessments: Sequence[Assessment], key: str) -> PracticeStory | None:
    """The story of a practice; None where no edition asks it. Four queries."""
    reader = next((one for one in map(_edition, reversed(assessments)) if key in one.offered.keys["practices"]), None)
    if reader is None:
        return None
    names = {one.pk: name for one in assessments if (name := _name_in(_edition(one), reader, key))}
    asked = [one for one in assessments if one.pk in names]
    rows = _rows(organization, names)
    practice = reader.practice(key)
    return PracticeStory(
        practice=practice,
        level=reader.level(practice.level),
        chapters=list(_chapters(asked, practice, rows)),
        silent=[one.period for one in assessments if one.pk not in names],
    )


@dataclass(frozen=True)
class _Rows:
    """What is read for a story, by assessment; `names` is what the practice is called there."""

    names: Mapping[UUID, str]
    results: Mapping[UUID, Result]
    answers: Mapping[UUID, Answer]
    evidence: Mapping[UUID, list[Evidence]]
    roles: Mapping[int, str]


def _rows(organization: Organization, names: Mapping[UUID, str]) -> _Rows:
    asked, keys = list(names), set(names.values())
    answers = Answer.objects.within(organization).filter(kind=Kind.PRACTICE, assessment__in=asked, key__in=keys)
    said = {row.assessment_id: row for row in answers if row.key == names[row.assessment_id]}
    evidence: dict[UUID, list[Evidence]] = {}
    proofs = Evidence.objects.within(organization).filter(assessment__in=asked, practice__in=keys)
    for proof in proofs.order_by("-reviewed_on", "pk"):
        if proof.practice == names[proof.assessment_id]:
            evidence.setdefault(proof.assessment_id, []).append(proof)
    results = Result.objects.within(organization).filter(assessment__in=asked)
    return _Rows(
        names=names,
        results={row.assessment_id: row for row in results},
        answers=said,
        evidence=evidence,
        roles=_roles(organization, {row.answered_by_id for row in said.values()}),
    )


def _roles(organization: Organization, people: Iterable[int]) -> dict[int, str]:
    """The highest role that each person holds here today."""
    held = Membership.objects.filter(user__in=people, organization__path__in=organization.lineage)
    roles: dict[int, list[Role]] = {}
    for person, role in held.values_list("user_id", "role"):
        roles.setdefault(person, []).append(Role(role))
    order = list(Role)
    return {person: str(min(those, key=order.index).label) for person, those in roles.items()}


def _chapters(assessments: Iterable[Assessment], practice: Practice, rows: _Rows) -> Iterator[Chapter]:
    before: PracticeValue | None = None
    for assessment in assessments:
        key, edition = rows.names[assessment.pk], _edition(assessment)
        outcome = frozen_outcome(assessment, edition, rows.results[assessment.pk])
        now = practice_values(edition, outcome.answers)[key]
        name, row = edition.practice(key).name, rows.answers.get(assessment.pk)
        yield Chapter(
            assessment=assessment,
            key=key,
            name=name if name != practice.name else None,
            said=next(one for one in outcome.result.practices if one.key == key),
            basis=_basis(now),
            part=_part(before, now),
            who=_who(row, now, rows.roles),
            row=row,
            evidence=rows.evidence.get(assessment.pk, []),
        )
        before = now


def _part(before: PracticeValue | None, now: PracticeValue) -> str:
    if before is None:
        return ""
    part = part_of_move(before.value, now.value, same_basis=before.basis == now.basis)
    return str(PART_NAMES[part]) if part else ""


def _basis(value: PracticeValue) -> str:
    """What the value rests on: the organization's own answer, or the views that were asked."""
    if value.basis == "agreed":
        return _("settled by the organization")
    views = [view_name(one) for one in PERSPECTIVES if one in value.basis]
    return _("asked: %(views)s") % {"views": listed(views)} if views else ""


def _who(row: Answer | None, value: PracticeValue, roles: Mapping[int, str]) -> str:
    if value.basis != "agreed":
        return ""
    if row is None or not row.value:
        return _("an organization above")
    return roles.get(row.answered_by_id, _("Somebody who has left"))


def _edition(assessment: Assessment) -> Edition:
    return edition_of(assessment.edition)


def _name_in(edition: Edition, reader: Edition, key: str) -> str | None:
    """What an edition calls a practice of the edition that reads it; None where it does not ask it."""
    names = later_names((practice.key for practice in edition.practices), reader.renames.practices)
    return next((old for old, new in names.items() if new == key), None)
