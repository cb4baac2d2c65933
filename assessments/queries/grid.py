# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The grid of an organization's situations and levels: who covers what is faced; and its routines by audience."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from assessments.domain.content import Situation
from assessments.domain.document import CADENCE_RANK, Cadence
from assessments.domain.edition import Edition
from assessments.domain.figures import whole_percent
from assessments.domain.result import SituationResult
from assessments.queries.reading import Reader
from assessments.queries.result import Outcome
from assessments.queries.wording import CADENCE_NAMES, FACED_NAMES, in_words, origin_of


@dataclass(frozen=True)
class Cell:
    """What is said of a situation's practices at one level; `why` is for no number, `anchor` leads to the answers."""

    level: str
    level_name: str
    figure: Decimal | None
    words: str
    why: str
    anchor: str


@dataclass(frozen=True)
class SituationRow:
    """A situation with how much it is the organization's, and who covers it."""

    situation: Situation
    result: SituationResult
    faced: str
    stance: str
    origin: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Grid:
    """The situations that are faced, those not known yet, and the others: what is most said first in each."""

    faced: list[SituationRow]
    unknown: list[SituationRow]
    others: list[SituationRow]


def grid_of(outcome: Outcome) -> Grid:
    """All situations of the edition, by whether they are faced."""
    found = sorted((_row(outcome, one) for one in outcome.result.situations), key=lambda row: -row.result.said)
    return Grid(*([row for row in found if row.result.faced == faced] for faced in ("yes", "unknown", "no")))


def _row(outcome: Outcome, result: SituationResult) -> SituationRow:
    situation = outcome.edition.situation(result.key)
    answer = outcome.answers.situations.get(result.key)
    return SituationRow(
        situation=situation,
        result=result,
        faced=str(FACED_NAMES[result.faced]),
        stance=_("You said so yourselves") if answer is not None and answer.stance else "",
        origin=origin_of(outcome.edition, situation),
        # In the edition's order: a stored result has its keys sorted.
        cells=tuple(
            _cell(outcome, situation, level.key, result.coverage[level.key]) for level in outcome.edition.levels
        ),
    )


def _cell(outcome: Outcome, situation: Situation, level: str, figure: Decimal | None) -> Cell:
    asked = [practice.key for practice in outcome.edition.practices_of(level) if practice.key in situation.practices]
    return Cell(
        level=level,
        level_name=in_words(outcome.edition.level(level).name),
        figure=figure,
        words="–" if figure is None else whole_percent(figure),
        why=_why_none(outcome, asked) if figure is None else "",
        anchor=f"practice-{asked[0]}" if len(asked) == 1 else f"level-{level}" if asked else "",
    )


def _why_none(outcome: Outcome, asked: list[str]) -> str:
    if not asked:
        return _("nothing asked at this level")
    applies = any(outcome.standing.values[key] != "na" for key in asked)
    return _("not known yet") if applies else _("does not apply")


@dataclass(frozen=True)
class RoutineRow:
    """A routine with how often it takes place, and whether the edition finds that enough."""

    key: str
    name: str
    cadence: str
    enough: str


@dataclass(frozen=True)
class Audience:
    """The channels for one audience."""

    name: str
    routines: tuple[RoutineRow, ...]


def audiences_of(edition: Edition, reader: Reader) -> list[Audience]:
    """The routines by audience, in the order in which the edition comes to them."""
    rows: dict[str, list[RoutineRow]] = {}
    for routine in edition.routines:
        cadence = reader.standing.routines[routine.key]
        rows.setdefault(in_words(routine.audience), []).append(
            RoutineRow(
                key=routine.key,
                name=in_words(routine.name),
                cadence=_("not known yet") if cadence is None else str(CADENCE_NAMES[cadence]),
                enough=_enough(cadence, routine.enough),
            )
        )
    return [Audience(name, tuple(routines)) for name, routines in rows.items()]


def _enough(cadence: Cadence | None, enough: Cadence | None) -> str:
    if enough is None:
        return ""
    if cadence is not None and CADENCE_RANK[cadence] >= CADENCE_RANK[enough]:
        return _("enough")
    return _("%(cadence)s would be enough") % {"cadence": CADENCE_NAMES[enough]}
