# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The first words of a dashboard: one sentence about all units, what is asked of leadership, and what moved and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Organization
from assessments.domain.changes import PARTS
from assessments.domain.content import Action, Recommendation
from assessments.domain.group_reading import below_half
from assessments.domain.period import end_of_horizon, last_day_of
from assessments.domain.story import leaders_level
from assessments.models import UnitResult
from assessments.queries.comparison import PART_NAMES
from assessments.queries.group.board import Board
from assessments.queries.wording import gap, in_words, listed, origin_of, points, without_stop

FIRST = 3


def headline(board: Board) -> str:
    """How many units brought more practices to target, which level is furthest from it, and where views differ most."""
    return gap().join([one for one in (_moved_words(board), _furthest_words(board), _differing_words(board)) if one])


def _moved_words(board: Board) -> str:
    moves = board.sums["moves"]
    compared = board.units - moves.get("first", 0)
    if not compared:
        return ngettext(
            "%(units)s unit has submitted once; what moved shows from the second time on.",
            "%(units)s units have submitted once; what moved shows from the second time on.",
            board.units,
        ) % {"units": board.units}
    return ngettext(
        "%(up)s of %(units)s unit brought more practices to its own target.",
        "%(up)s of %(units)s units brought more practices to their own target.",
        compared,
    ) % {"up": moves.get("up", 0), "units": compared}


def _furthest_words(board: Board) -> str:
    """The level at which most units have less than half of their practices at target."""
    below = [(below_half(board.sums["levels"].get(level.key, {})), level) for level in board.edition.levels]
    (units, of), level = max(below, key=lambda one: one[0][0])
    if not units:
        return ""
    return ngettext(
        "%(level)s is furthest from target: in %(units)s of %(of)s unit fewer than half of its practices are there.",
        "%(level)s is furthest from target: in %(units)s of %(of)s units fewer than half of its practices are there.",
        of,
    ) % {"level": in_words(level.name), "units": units, "of": of}


def _differing_words(board: Board) -> str:
    practices = {one.key: one for one in board.edition.practices}
    counted = {key: one for key, one in board.read.practices.items() if one.units and key in practices}
    if not counted:
        return ""
    key = max(counted, key=lambda one: counted[one].units)
    return ngettext(
        "Views differ most on “%(practice)s”, in %(units)s unit.",
        "Views differ most on “%(practice)s”, in %(units)s units.",
        counted[key].units,
    ) % {"practice": in_words(without_stop(practices[key].name)), "units": counted[key].units}


@dataclass(frozen=True)
class Asked:
    """One decision that is asked of leadership; `named` are the units where they are few, else `units` counts them."""

    decision: str
    advice: str
    advice_key: str
    origin: str
    units: int
    of: int
    named: list[Organization]
    until: date
    unlocks: str


def asked_of(board: Board, few: Sequence[UnitResult]) -> list[Asked]:
    """Three at most, those that matter most over all units first; `few` are all rows where units are few."""
    edition = board.edition
    known = {one.key: one for one in edition.recommendations}
    ranked = sorted(board.read.advice, key=lambda key: -board.read.advice[key].tenths)
    found: list[tuple[Action, Recommendation]] = []
    for key in ranked:
        counted, advice = board.read.advice[key], known.get(key)
        action = _leading(board, advice) if advice else None
        if advice and action and counted.units and all(action.key != one.key for one, _advice in found):
            found.append((action, advice))
    return [_asked(board, action, advice, few) for action, advice in found[:FIRST]]


def _leading(board: Board, advice: Recommendation) -> Action | None:
    """Its first action at the level of those who lead."""
    level = leaders_level(board.edition)
    return next((one for one in advice.actions if one.level == level), None)


def _asked(board: Board, action: Action, advice: Recommendation, few: Sequence[UnitResult]) -> Asked:
    counted = board.read.advice[advice.key]
    names = board.names_of("recommendations", advice.key)
    return Asked(
        decision=in_words(action.title),
        advice=in_words(without_stop(advice.title)),
        advice_key=advice.key,
        origin=origin_of(board.edition, advice),
        units=counted.units,
        of=board.units,
        named=[row.organization for row in few if names & {key for key, _priority in row.advice}],
        until=end_of_horizon(action.horizon, last_day_of(board.said_in)),
        unlocks=_unlocks(board, action),
    )


def _unlocks(board: Board, action: Action) -> str:
    """The practices that it raises, and to which step; else the routines that it sets."""
    raised = [
        _("“%(practice)s” to %(value)s") % {"practice": in_words(board.edition.practice(key).name), "value": value}
        for key, value in action.raises.items()
    ]
    if raised:
        return _("Raises %(practices)s.") % {"practices": listed(raised)}
    routines = [in_words(board.edition.routine(key).name) for key in action.sets]
    return _("Sets up %(routines)s.") % {"routines": listed(routines)} if routines else in_words(action.measure)


@dataclass(frozen=True)
class MovedUnit:
    """The unit that moved furthest one way: by how many practices at target, and of what the change of levels consists.

    `since` is the period before; `lowered` how many practices are at target through lower targets alone.
    """

    organization: Organization
    change: int
    before: int
    after: int
    since: str
    lowered: int
    reasons: list[str]


def moved_units(board: Board, rise: UnitResult | None, fall: UnitResult | None) -> list[MovedUnit]:
    """The largest rise and the largest fall, where there are such."""
    found = []
    if rise and (rise.change or 0) > 0:
        found.append(_moved(board, rise))
    if fall and (fall.change or 0) < 0:
        found.append(_moved(board, fall))
    return found


def _moved(board: Board, row: UnitResult) -> MovedUnit:
    counts = row.moved["at_target"]
    return MovedUnit(
        organization=row.organization,
        change=row.change or 0,
        before=counts["from"],
        after=counts["to"],
        since=row.moved["since"]["period"],
        lowered=max(0, counts["to"] - counts["to_with_old_targets"]),
        reasons=list(_reasons(board, row.moved["levels"])),
    )


def _reasons(board: Board, levels: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Each part of the change with the levels that it moved: "progress: OSPO +6.2, Employees −3.1"."""
    for part in PARTS:
        moved = [
            f"{in_words(level.name)} {points(levels[level.key][part])}"
            for level in board.edition.levels
            if level.key in levels and levels[level.key][part]
        ]
        if moved:
            yield _("%(part)s: %(levels)s") % {"part": PART_NAMES[part], "levels": _(", ").join(moved)}


@dataclass(frozen=True)
class LevelMoves:
    """How a level moved over all units: by part, how many went up and how many down, and all points together."""

    key: str
    name: str
    cells: list[tuple[str, int, int, Fraction]]

    @property
    def told(self) -> list[dict[str, str]]:
        """Each cell in words; empty ones where nothing moved."""
        up, down = _("%(count)s up"), _("%(count)s down")
        return [
            {"up": up % {"count": rising}, "down": down % {"count": falling}, "points": points(tenths)}
            if rising or falling
            else {"up": "", "down": "", "points": ""}
            for _part, rising, falling, tenths in self.cells
        ]

    @property
    def words(self) -> str:
        """In how many units the level went up and down, and by which parts: "OSPO: up in 2, down in 0 (progress)"."""
        (_all, up, down, _sum), *parts = self.cells
        if not up and not down:
            return _("%(level)s: as before") % {"level": self.name}
        moved = [name for name, rising, falling, _sum in parts if rising or falling]
        said = {"level": self.name, "up": up, "down": down, "parts": listed(moved)}
        return _("%(level)s: up in %(up)s, down in %(down)s, by %(parts)s") % said


def level_moves(board: Board) -> list[LevelMoves]:
    """Each level of the newest edition, the whole change first, then its parts."""
    names: dict[str, str] = {"change": _("in all"), **{part: str(name) for part, name in PART_NAMES.items()}}
    return [
        LevelMoves(
            level.key,
            in_words(level.name),
            [
                (names[part], up, down, Fraction(tenths, 10))
                for part in names
                for up, down, tenths in [board.read.moves.get(level.key, {}).get(part, [0, 0, 0])]
            ],
        )
        for level in board.edition.levels
    ]
