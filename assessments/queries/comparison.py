# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A comparison of two results as the page prints it. Only the part called progress is ever called progress."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.domain.changes import PARTS, Part, Step
from assessments.domain.comparison import ComparedLevel, ComparedTargets, Detail, compare_in_detail
from assessments.domain.content import Recommendation, Situation
from assessments.domain.document import Value
from assessments.domain.edition import Edition
from assessments.domain.standing import Evidence as EvidenceState
from assessments.models import Assessment
from assessments.queries.result import Outcome
from assessments.queries.wording import in_words, listed, origin_of, period_words, statement_of

PART_NAMES: Mapping[Part, str | Promise] = {
    "progress": _("progress"),
    "voices": _("other people asked, or settled"),
    "knowledge": _("now known, or no longer"),
    "scope": _("newly or no longer applies"),
    "content": _("the questions changed"),
}


@dataclass(frozen=True)
class PartOfChange:
    """One of the five parts of a level's change, in points."""

    name: str
    points: Decimal | None
    is_progress: bool


@dataclass(frozen=True)
class LevelChange:
    """A level's change and what it is made of; `rounding` is what the printed parts leave over.

    `steps` is the way from the one figure to the other, without those that change nothing.
    """

    key: str
    name: str
    before: Decimal | None
    after: Decimal | None
    change: Decimal | None
    parts: tuple[PartOfChange, ...]
    rounding: Decimal
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class MovedAnswer:
    """A practice whose value differs, which part of the change that is, and what backs it later."""

    key: str
    level: str
    name: str
    part: str
    before: Value
    after: Value
    evidence: EvidenceState

    @property
    def is_number(self) -> bool:
        """Whether it is answered 0 to 4 now, so that evidence could back it."""
        return isinstance(self.after, int)


@dataclass(frozen=True)
class Named:
    """A situation or a recommendation, with where it comes from."""

    key: str
    name: str
    origin: str


@dataclass(frozen=True)
class Story:
    """The names of levels for the sentence that opens the page; "" where there is none such."""

    rose: str
    fell: str
    by_progress: str
    every_rose: bool


@dataclass(frozen=True)
class Compared:
    """Two outcomes of one organization, the earlier one before the later one."""

    before: Outcome
    after: Outcome
    detail: Detail
    story: Story
    levels: list[LevelChange]
    part_names: list[str]
    has_rounding: bool
    at_target: ComparedTargets
    answers: list[MovedAnswer]
    added: list[str]
    removed: list[str]
    situations: Mapping[str, list[Named]]
    recommendations: Mapping[str, list[Named]]

    @property
    def has_new_edition(self) -> bool:
        return self.before.edition.edition != self.after.edition.edition

    @property
    def then(self) -> str:
        """What the earlier one is called."""
        return name_of(self.before.assessment)

    @property
    def now(self) -> str:
        """What the later one is called."""
        return name_of(self.after.assessment)


def name_of(assessment: Assessment) -> str:
    """What one of an organization's assessments is called: by its period; one that was amended, also by its day."""
    period = period_words(assessment.period)
    if assessment.state != Assessment.State.SUPERSEDED or assessment.submitted_at is None:
        return period
    day = date_format(assessment.submitted_at.astimezone(assessment.organization.zone), "DATE_FORMAT")
    return gettext("%(period)s, as submitted on %(day)s") % {"period": period, "day": day}


def compared(before: Outcome, after: Outcome) -> Compared:
    """The comparison of two outcomes of one pack, in words."""
    detail = compare_in_detail(before.edition, before.answers, after.edition, after.answers)
    found = detail.comparison
    levels = [_level(after.edition, level, detail.steps[level.key]) for level in found.levels]
    return Compared(
        before=before,
        after=after,
        detail=detail,
        story=_story(after.edition, found.levels),
        levels=levels,
        part_names=[str(name) for name in PART_NAMES.values()],
        has_rounding=any(level.rounding for level in levels),
        at_target=found.at_target,
        answers=_answers(after, detail),
        added=[in_words(after.edition.practice(key).name) for key in found.added],
        removed=[in_words(practice.name) for practice in before.edition.practices if practice.key in found.removed],
        situations=_named(found.situations.model_dump(), before.edition, after.edition, "situations"),
        recommendations=_named(found.recommendations.model_dump(), before.edition, after.edition, "recommendations"),
    )


def _level(edition: Edition, level: ComparedLevel, steps: Iterable[Step]) -> LevelChange:
    points: dict[Part, Decimal | None] = {part: getattr(level, part) for part in PARTS}
    parts = tuple(PartOfChange(str(PART_NAMES[part]), points[part], part == "progress") for part in PART_NAMES)
    explained = sum((figure for figure in points.values() if figure is not None), Decimal(0))
    return LevelChange(
        key=level.key,
        name=in_words(edition.level(level.key).name),
        before=level.before,
        after=level.after,
        change=level.change,
        parts=parts,
        rounding=Decimal(0) if level.change is None else level.change - explained,
        steps=tuple(step for step in steps if step.before != step.after),
    )


def _story(edition: Edition, levels: Iterable[ComparedLevel]) -> Story:
    changes = [(level, level.change or Decimal(0)) for level in levels]
    rose = [level for level, change in changes if change > 0]
    fell = [level for level, change in changes if change < 0]
    by_progress = [level for level in rose if (level.progress or 0) * 2 > (level.change or 0)]
    return Story(
        rose=_joined(edition, rose),
        fell=_joined(edition, fell),
        by_progress=_joined(edition, by_progress),
        every_rose=len(rose) == len(changes),
    )


def _joined(edition: Edition, levels: list[ComparedLevel]) -> str:
    return listed([in_words(edition.level(level.key).name) for level in levels])


def _answers(after: Outcome, detail: Detail) -> list[MovedAnswer]:
    practices = [(after.edition.practice(moved.key), moved) for moved in detail.comparison.practices]
    evidence = {one.key: one.evidence for one in after.result.practices}
    return [
        MovedAnswer(
            key=practice.key,
            level=practice.level,
            name=in_words(practice.name),
            part=str(PART_NAMES[detail.parts[practice.key]]),
            before=moved.before,
            after=moved.after,
            evidence=evidence[practice.key],
        )
        for practice, moved in practices
    ]


def _named(keys: Mapping[str, tuple[str, ...]], before: Edition, after: Edition, kind: str) -> dict[str, list[Named]]:
    """The keys of each list with their names: the later edition's, else the earlier one's."""
    things: dict[str, tuple[Edition, Situation | Recommendation]] = {}
    for edition in (before, after):
        things |= {thing.key: (edition, thing) for thing in getattr(edition, kind)}
    return {
        what: [Named(key, _name(things[key][1]), origin_of(*things[key])) for key in found]
        for what, found in keys.items()
    }


def _name(thing: Situation | Recommendation) -> str:
    return statement_of(thing) if isinstance(thing, Situation) else in_words(thing.title)
