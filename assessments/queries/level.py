# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Levels as pages show them: the four figures, and a sentence about them that can be read aloud."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.domain.figures import whole_percent
from assessments.queries.result import Outcome
from assessments.queries.wording import gap, in_words
from assessments.reports.document import LevelFigures


@dataclass(frozen=True)
class LevelRow:
    """One level: figures in per cent (None where nothing applies), and `change`, the progress since the last time."""

    key: str
    name: str
    focus: str
    shown: Decimal | None
    said: Decimal | None
    could_be: Decimal | None
    aim: Decimal | None
    at_target: int
    applicable: int
    linked: bool
    change: Decimal | None = None

    @property
    def is_at_target(self) -> bool:
        """Whether every practice that applies has reached its target."""
        return 0 < self.applicable == self.at_target

    @property
    def words(self) -> str:
        """The four figures in words: "17% shown, 40% said, 50% could be, 63% aimed for"."""
        return _(", ").join(self._figures) if self._figures else _("nothing applies here")

    @property
    def rest(self) -> str:
        """What stands below the figure that stands out: what is shown, or what is said until evidence is linked."""
        if self.linked:
            return _(", ").join(self._figures[1:])
        return _(", ").join([*self._figures[:1], *self._figures[2:]])

    @property
    def _figures(self) -> list[str]:
        if self.said is None or self.shown is None or self.could_be is None or self.aim is None:
            return []
        shown = _("%(figure)s shown") % {"figure": whole_percent(self.shown)}
        said = _("%(figure)s said") % {"figure": whole_percent(self.said)}
        could_be = _("%(figure)s could be") % {"figure": whole_percent(self.could_be)}
        aim = _("%(figure)s aimed for") % {"figure": whole_percent(self.aim)}
        first = shown if self.linked else _("nothing linked yet")
        # Where no answer is open, what could be is what is said.
        return [first, said, could_be, aim] if self.could_be > self.said else [first, said, aim]


def level_rows(outcome: Outcome, progress: Mapping[str, Decimal | None] | None = None) -> list[LevelRow]:
    """Every level in the edition's order; `progress` by level where there is something to compare with."""
    linked = {practice.key for practice in outcome.result.practices if practice.evidence != "none"}
    rows = []
    for figures in outcome.result.levels:
        level = outcome.edition.level(figures.key)
        rows.append(
            LevelRow(
                key=level.key,
                name=in_words(level.name),
                focus=in_words(level.focus),
                shown=figures.shown,
                said=figures.said,
                could_be=figures.could_be,
                aim=figures.aim,
                at_target=figures.at_target,
                applicable=figures.applicable,
                linked=any(practice.key in linked for practice in outcome.edition.practices_of(level.key)),
                change=(progress or {}).get(level.key),
            )
        )
    return rows


def level_figures(outcome: Outcome) -> tuple[LevelFigures, ...]:
    """Every level as reports draw it."""
    return tuple(
        LevelFigures(
            key=row.key,
            name=row.name,
            shown=row.shown,
            said=row.said,
            could_be=row.could_be,
            aim=row.aim,
            focus=row.focus,
            linked=row.linked,
            is_at_target=row.is_at_target,
        )
        for row in level_rows(outcome)
    )


def headline(outcome: Outcome, rows: list[LevelRow]) -> str:
    """How many practices are at target, which level is closest to that and which furthest from it."""
    words = {"at_target": outcome.result.at_target, "applicable": outcome.result.applicable}
    sentence = (
        ngettext(
            "%(at_target)s of %(applicable)s practices is at target.",
            "%(at_target)s of %(applicable)s practices are at target.",
            words["at_target"],
        )
        % words
    )
    ranked = sorted((row for row in rows if row.applicable), key=_distance)
    if len(ranked) < 2 or _distance(ranked[0])[0] == _distance(ranked[-1])[0]:
        return sentence
    closest, furthest = ranked[0], ranked[-1]
    return (
        sentence
        + gap()
        + _(
            "Closest to target is %(closest)s with %(closest_at)s of %(closest_of)s; "
            "furthest is %(furthest)s with %(furthest_at)s of %(furthest_of)s: %(figures)s."
        )
        % {
            "closest": closest.name,
            "closest_at": closest.at_target,
            "closest_of": closest.applicable,
            "furthest": furthest.name,
            "furthest_at": furthest.at_target,
            "furthest_of": furthest.applicable,
            "figures": furthest.words,
        }
    )


def _distance(row: LevelRow) -> tuple[float, Decimal]:
    """How much of a level is not at target, and how far what is said lies below the aim."""
    return (1 - row.at_target / row.applicable, (row.aim or Decimal(0)) - (row.said or Decimal(0)))
