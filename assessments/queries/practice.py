# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The page of one practice, and what stands beside its question.

Nobody is led: the target shows once an answer is set in this period, and so do the other views, to managers alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import Organization, User
from assessments.domain.content import Level, Practice, Recommendation
from assessments.domain.document import Text
from assessments.domain.edition import Edition
from assessments.domain.rewording import is_practice_reworded
from assessments.domain.values import lower_median, spread_of
from assessments.models import Answer, Assessment, Change, Evidence, Response
from assessments.models.answer import NUMBERS, UNANSWERED, UNKNOWN, Kind
from assessments.queries.above import NOTHING_ABOVE, above_of
from assessments.queries.answer import is_set, targets_by, today_of
from assessments.queries.edition import edition_of
from assessments.queries.enough import Enough, enough_at
from assessments.queries.freshness import Proof, proof_of
from assessments.queries.offered import asked_rows, names_of
from assessments.queries.perspective import View, views_in
from assessments.queries.previous import quarter_of
from assessments.queries.question import Option, anchors_of
from assessments.queries.said import DrawnView
from assessments.queries.wording import in_words

EVIDENCE = "evidence"
LONGEST_PK = 19


@dataclass(frozen=True)
class Step:
    """A practice of the level, in the trail."""

    number: int
    practice: Practice
    is_answered: bool
    is_confirmed: bool


@dataclass(frozen=True)
class Before:
    """What was said last time: `quarter` is how that period is called now, `option` what was chosen, in the words of
    then; `is_reworded` where the question or what can be answered reads differently now."""

    quarter: str
    period: str
    answer: Answer
    option: Option | None
    evidence: list[Evidence]
    is_reworded: bool


@dataclass(frozen=True)
class About:
    """What stands beside the question. `target` is None until it may be shown, `views` where they may not; `enough`
    says why the target that is reached is one on purpose."""

    assessment: Assessment
    practice: Practice
    before: Before | None
    target: Option | None
    enough: Enough | None
    views: list[View] | None
    is_for_manager: bool
    waits_for_answer: bool
    recommendations: list[Recommendation]
    min_replies: int
    disagreement_at: int

    @property
    def drawn(self) -> list[DrawnView]:
        """The views as the strip draws them."""
        return [view.drawn for view in self.views or [] if view.drawn]

    @property
    def spread(self) -> int:
        """How far the views lie apart, as far as they are shown."""
        return spread_of([view.value for view in self.views or [] if view.value is not None])

    @property
    def differs(self) -> bool:
        """Whether the views shown are a disagreement: then the answer says why it settles it so."""
        return self.spread >= self.disagreement_at


@dataclass(frozen=True)
class PracticePage:
    """One practice as its page shows it. `row` is the answer so far; `above` what an organization above answered for
    all, `awaited` the one that has still to do so."""

    assessment: Assessment
    practice: Practice
    level: Level
    number: int
    steps: list[Step]
    options: list[Option]
    row: Answer | None
    above: Answer | None
    awaited: Organization | None
    evidence: list[Proof]
    about: About

    @property
    def revision(self) -> int:
        """The revision that a save from this page is based on."""
        return self.row.revision if self.row else 0

    @property
    def is_carried(self) -> bool:
        """Whether the answer stands there from last time, and nobody has looked at it since."""
        return self.row is not None and not self.row.is_confirmed

    @property
    def chosen(self) -> Option | None:
        """The anchor that was chosen, for those who only read."""
        return next((one for one in self.options if self.row and one.value == self.row.value), None)

    @property
    def is_taken_over(self) -> bool:
        """Whether the answer from above holds, since nobody answered here."""
        return self.above is not None and not (self.row and self.row.value)

    @property
    def above_words(self) -> str:
        """What was answered above, in words: "3 Practised", "don’t know"."""
        value = self.above.value if self.above else ""
        option = next((one for one in self.options if one.value == value), None)
        if option is None:
            return _("don’t know") if value == UNKNOWN else _("not applicable")
        return f"{value} {in_words(option.name)}" if option.name else value

    @property
    def above_sentence(self) -> Text | None:
        """The anchor that was chosen above; None for "don't know" and "not applicable"."""
        return next((one.sentence for one in self.options if self.above and one.value == self.above.value), None)


@dataclass(frozen=True)
class _Said:
    """The rows that a page or its aside is made of."""

    practices: Mapping[str, Answer]
    targets: Mapping[str, Answer]


def practice_page(assessment: Assessment, practice: Practice, for_manager: bool, now: datetime) -> PracticePage:
    """The page, in at most seven queries (more only where an organization above is asked instead)."""
    edition = edition_of(assessment.edition)
    asked = edition.practices_of(practice.level)
    said = _said(assessment, [one.key for one in asked])
    row = said.practices.get(practice.key)
    answered = [said.practices.get(one.key) for one in asked]
    above = above_of(assessment, edition) if practice.asked_at else NOTHING_ABOVE
    return PracticePage(
        assessment=assessment,
        practice=practice,
        level=edition.level(practice.level),
        number=asked.index(practice) + 1,
        steps=[
            Step(number, one, bool(row and row.value), bool(row and row.is_confirmed))
            for number, (one, row) in enumerate(zip(asked, answered, strict=True), start=1)
        ],
        options=anchors_of(edition, practice),
        row=row,
        above=above.answers.get(practice.key),
        awaited=above.awaited.get(practice.key),
        evidence=_proofs(assessment, practice, edition.settings.fresh_days, today_of(assessment, now)),
        about=_about(assessment, edition, practice, said, for_manager, now),
    )


def practice_about(assessment: Assessment, practice: Practice, for_manager: bool, now: datetime) -> About:
    """What stands beside the question alone, in at most four queries."""
    edition = edition_of(assessment.edition)
    return _about(assessment, edition, practice, _said(assessment, [practice.key]), for_manager, now)


def may_read_above(page: PracticePage, user: User) -> bool:
    """Whether somebody has a role at the organization whose answer holds for all; one query where there is one."""
    if page.above is None:
        return False
    return bool(Organization.objects.known_to(user).filter(pk=page.above.organization_id).exists())


def last_removed(assessment: Assessment, practice: Practice) -> Change | None:
    """The line of history by which evidence of this practice was last removed."""
    rows = _removals(assessment, practice)
    return rows.order_by("-pk").first()


def removal_of(assessment: Assessment, practice: Practice, pk: str) -> Change | None:
    """The same by its key; None for anything else."""
    rows = _removals(assessment, practice)
    return rows.filter(pk=int(pk)).first() if pk.isdecimal() and len(pk) < LONGEST_PK else None


def _removals(assessment: Assessment, practice: Practice) -> QuerySet[Change]:
    keys = names_of(edition_of(assessment.edition), Kind.PRACTICE, practice.key)
    found: QuerySet[Change] = Change.objects.of(assessment).filter(what=EVIDENCE, key__in=keys, after__isnull=True)
    return found


def evidence_before(change: Change) -> dict[str, Any]:
    """What the evidence said that a line of history removed."""
    said = change.before or {}
    day = date.fromisoformat(said["reviewed_on"])
    return {"url": said["url"], "text": said["text"], "reviewed_on": day, "owner": said.get("owner", "")}


def _said(assessment: Assessment, practices: list[str]) -> _Said:
    held = Answer.objects.of(assessment).filter(kind__in=[Kind.PRACTICE, Kind.TARGET], key__in=practices)
    rows = asked_rows(edition_of(assessment.edition), held.select_related("answered_by"))
    return _Said(
        practices={row.key: row for row in rows if row.kind == Kind.PRACTICE},
        targets={row.key: row for row in rows if row.kind == Kind.TARGET},
    )


def _about(
    assessment: Assessment, edition: Edition, practice: Practice, said: _Said, for_manager: bool, now: datetime
) -> About:
    may_show = is_set(said.practices.get(practice.key)) or not assessment.is_open
    options = anchors_of(edition, practice)
    by_hand = {key: int(row.value) for key, row in said.targets.items() if row.value}
    target = targets_by(assessment, edition, now, by_hand)[practice.key]
    row, today = said.practices.get(practice.key), now.astimezone(assessment.organization.zone).date()
    is_reached = row is not None and row.value in NUMBERS and int(row.value) >= target
    return About(
        assessment=assessment,
        practice=practice,
        before=_before(assessment, edition, practice),
        target=options[target] if may_show else None,
        enough=enough_at(said.targets.get(practice.key), today) if may_show and is_reached else None,
        views=_views(assessment, edition, practice, options) if may_show and for_manager else None,
        is_for_manager=for_manager,
        waits_for_answer=not may_show,
        recommendations=[one for one in edition.recommendations if practice.key in one.practices] if may_show else [],
        min_replies=edition.settings.min_replies,
        disagreement_at=edition.settings.disagreement_at,
    )


def _before(assessment: Assessment, edition: Edition, practice: Practice) -> Before | None:
    """The last assessment's answer, under whatever key it asked; two queries."""
    if assessment.previous_id is None:
        return None
    keys = names_of(edition, Kind.PRACTICE, practice.key)
    rows = Answer.objects.within(assessment.organization).filter(assessment_id=assessment.previous_id)
    held = rows.filter(kind=Kind.PRACTICE, key__in=keys).exclude(value=UNANSWERED)
    held = held.select_related("assessment__edition").defer("assessment__edition__document")
    said = [row for row in held.order_by("pk") if asked_rows(edition_of(row.assessment.edition), [row])]
    answer = next((row for row in said if row.value), None)
    if answer is None:
        return None
    asked_by = edition_of(answer.assessment.edition)
    asked = asked_by.practice(answer.key)
    evidence = Evidence.objects.within(assessment.organization).filter(assessment_id=assessment.previous_id)
    return Before(
        quarter=quarter_of(answer.assessment.period, assessment.period),
        period=answer.assessment.period,
        answer=answer,
        option=next((option for option in anchors_of(asked_by, asked) if option.value == answer.value), None),
        evidence=list(evidence.filter(practice__in=keys).order_by("-reviewed_on", "pk")),
        is_reworded=is_practice_reworded(asked, practice),
    )


def _proofs(assessment: Assessment, practice: Practice, fresh_days: int, on: date) -> list[Proof]:
    rows = Evidence.objects.of(assessment).filter(practice=practice.key).order_by("-reviewed_on", "pk")
    return [proof_of(row, fresh_days, on) for row in rows]


def _views(assessment: Assessment, edition: Edition, practice: Practice, options: list[Option]) -> list[View]:
    rows = Response.objects.of(assessment).filter(kind=Kind.PRACTICE, key=practice.key).order_by("pk")
    return views_in(asked_rows(edition, rows), options, edition.settings.min_replies, lower_median)
