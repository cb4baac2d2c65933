# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What moving an open assessment to a newer edition would do; nothing is written.

An answer under the same question keeps standing, whatever its words have become: those that changed are listed, to be
looked at again.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from assessments.domain.document import Text
from assessments.domain.edition import Edition
from assessments.domain.result import LevelResult, evaluate
from assessments.domain.words import Budget, Part, difference
from assessments.models import Answer, Assessment
from assessments.models import Edition as EditionRow
from assessments.models.answer import Kind
from assessments.queries.answer import Sheet, answers_of, sheet_of, sheet_under, today_of
from assessments.queries.comparison import Compared, compared
from assessments.queries.edition import edition_of
from assessments.queries.offered import profile_in
from assessments.queries.point import Place, Point, place_of, points_of
from assessments.queries.result import Outcome, outcome_of
from assessments.queries.wording import in_words

FACT = "fact"


@dataclass(frozen=True)
class Asked:
    """A question, and whether it has an answer of the organization's."""

    point: Point
    is_answered: bool


@dataclass(frozen=True)
class Reworded:
    """A question that is answered and reads otherwise; each text with a label and what is gone and new in it."""

    point: Point
    texts: list[tuple[str, list[Part]]]


@dataclass(frozen=True)
class LevelMove:
    """A level's figures before and after; None where the edition has no such level."""

    key: str
    name: Text
    before: LevelResult | None
    after: LevelResult | None

    @property
    def said(self) -> tuple[Decimal | None, Decimal | None]:
        return (self.before.said if self.before else None, self.after.said if self.after else None)

    @property
    def shown(self) -> tuple[Decimal | None, Decimal | None]:
        return (self.before.shown if self.before else None, self.after.shown if self.after else None)


@dataclass(frozen=True)
class Outlook:
    """What a move would do to an open assessment. `kept` counts the questions whose answers keep standing.

    `renamed` are pairs of names, before and after; `unoffered` has the questions whose answer is not offered any more;
    `lost_profile` names the profile that the newer edition lacks (None: there is none such).
    """

    assessment: Assessment
    edition: EditionRow
    kept: int
    new: list[Asked]
    gone: list[Asked]
    renamed: list[tuple[Text, Text]]
    reworded: list[Reworded]
    unoffered: list[Point]
    lost_profile: Text | None
    levels: list[LevelMove]
    stages: tuple[Text | None, Text | None]
    compared: Compared

    @property
    def gone_answered(self) -> list[Asked]:
        """What is answered and would not be asked any more."""
        return [one for one in self.gone if one.is_answered]

    @property
    def changes_result(self) -> bool:
        """Whether any figure, stage or list of recommendations would be another."""
        moves = any(level.said[0] != level.said[1] or level.shown[0] != level.shown[1] for level in self.levels)
        return moves or self.stages[0] != self.stages[1] or self.has_advice_changes

    @property
    def has_advice_changes(self) -> bool:
        found = self.compared.recommendations
        return any(found[what] for what in ("new", "retired", "unclear", "dropped"))


def newer_edition(assessment: Assessment) -> EditionRow | None:
    """The edition of the pack that was published last, where that was after the assessment's own. One query."""
    newest = EditionRow.objects.newest_of(assessment.pack)
    if newest is None or newest.pk == assessment.edition_id:
        return None
    own, last = assessment.edition.published_at, newest.published_at
    return newest if own and last and last > own else None


def outlook_of(assessment: Assessment, newer: EditionRow, now: datetime) -> Outlook:
    """What moving it to the newer edition would do, in six queries (more where an organization above is asked)."""
    old, new = edition_of(assessment.edition), edition_of(newer)
    sheets = sheet_of(assessment, old), sheet_under(assessment, new)
    before = outcome_of(assessment, now, sheets[0])
    answers = answers_of(assessment, new, sheets[1], today_of(assessment, now))
    after = Outcome(assessment, new, answers, evaluate(new, answers))
    said_before, said_after = _answered(sheets[0]), _answered(sheets[1])
    points = {_new_place(new, point.place): point for point in _questions(old)}
    asked = {point.place: point for point in _questions(new)}
    both = [(points[place], point) for place, point in asked.items() if place in points]
    profile, budget = profile_in(old, assessment.profile), Budget()
    return Outlook(
        assessment=assessment,
        edition=newer,
        kept=sum(one.place in said_before and other.place in said_after for one, other in both),
        new=[Asked(point, point.place in said_after) for place, point in asked.items() if place not in points],
        gone=[Asked(point, point.place in said_before) for place, point in points.items() if place not in asked],
        renamed=[(one.name, other.name) for one, other in both if one.key != other.key],
        reworded=[
            found
            for one, other in both
            if other.place in said_after
            for found in _reworded(old, new, one, other, budget)
        ],
        unoffered=[other for one, other in both if one.place in said_before and other.place not in said_after],
        lost_profile=old.profile(profile).name if profile and not profile_in(new, profile) else None,
        levels=_levels(before, after),
        stages=(_stage(before), _stage(after)),
        compared=compared(before, after),
    )


def _answered(sheet: Sheet) -> set[Place]:
    """The questions to which the organization has said something."""
    rows: Iterable[Answer] = sheet.answers.values()
    places = {place for row in rows if row.value and (place := place_of(row.kind, row.key))}
    return places | {(FACT, row.key) for row in rows if row.value and row.kind == Kind.FACT}


def _questions(edition: Edition) -> Iterator[Point]:
    """Every question, and the facts that an organization is asked for."""
    yield from points_of(edition)
    for fact in edition.facts:
        yield Point("", None, FACT, fact.key, fact.question)


def _new_place(edition: Edition, place: Place) -> Place:
    """What the edition calls a question of an earlier one."""
    kind, key = place
    names: Mapping[str, str] = getattr(edition.renames, f"{kind}s")
    return (kind, names.get(key, key))


def _reworded(old: Edition, new: Edition, one: Point, other: Point, budget: Budget) -> Iterator[Reworded]:
    """The question, where it reads otherwise; nothing where it reads the same to this reader."""
    before, after = _texts(old, one), _texts(new, other)
    texts = []
    for name, (label, _words) in (before | after).items():
        was, now = (texts_of.get(name, ("", ""))[1] for texts_of in (before, after))
        if was != now:
            texts.append((label, difference(was, now, budget)))
    if texts:
        yield Reworded(other, texts)


def _texts(edition: Edition, point: Point) -> dict[str, tuple[str, str]]:
    """What people read when they answer a question: a label and the words, by what tells them apart."""
    if point.kind == "practice":
        practice = edition.practice(point.key)
        level = in_words(edition.level(practice.level).name)
        return {
            "question": (_("Question"), in_words(practice.question)),
            **{str(n): (str(n), in_words(anchor)) for n, anchor in enumerate(practice.anchors)},
            "level": (_("Level"), level),
        }
    if point.kind == "situation":
        situation = edition.situation(point.key)
        signs = {f"sign {one.key}": (_("Sign"), in_words(one.text)) for one in situation.signals}
        return {"question": (_("Question"), in_words(situation.question or situation.statement)), **signs}
    text = edition.fact(point.key).question if point.kind == FACT else edition.routine(point.key).name
    return {"question": (_("Question"), in_words(text))}


def _levels(before: Outcome, after: Outcome) -> list[LevelMove]:
    old, new = ({level.key: level for level in outcome.result.levels} for outcome in (before, after))
    names = {level.key: level.name for edition in (before.edition, after.edition) for level in edition.levels}
    return [
        LevelMove(key, names[key], old.get(key), new.get(key))
        for key in [*new, *(key for key in old if key not in new)]
    ]


def _stage(outcome: Outcome) -> Text | None:
    return outcome.edition.stage(outcome.result.stage).name if outcome.result.stage else None
