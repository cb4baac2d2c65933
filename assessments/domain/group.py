# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What dashboards keep of a unit's result, and what the units of a group add up to (PRODUCT.md, section 7).

Counts alone, so that a unit can be taken out again; there is no mean to take. All is plain enough for JSON.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from assessments.domain.changes import PARTS
from assessments.domain.comparison import ComparedLevel, Comparison
from assessments.domain.figures import rounded
from assessments.domain.result import LevelResult, Result

Plain = dict[str, Any]

FIGURES = ("shown", "said", "could_be", "aim", "completeness")
# What is told of the change of a level: the whole of it, then its parts.
MOVES = ("change", *PARTS)


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit's result as its row keeps it. `edition` is the row's id; `share` is of all that is applicable, None
    where nothing is; `change` is None, and `moved` empty, where no assessment came before.

    `levels`: level -> its figures in percent, at_target, applicable. `practices`: key -> [value, target, spread].
    `situations`: key -> yes, no or unknown. `advice`: [key, priority] of what is matched, the first one first.
    `moved`: "since" (whatever the caller says of the one before), "levels": level -> change and its parts in points,
    "at_target": from, to, to_with_old_targets, "situations": new, gone, "recommendations": retired, new.
    `disagreements`: the practices on which views differ.
    """

    edition: str
    stage: str
    at_target: int
    applicable: int
    share: Decimal | None
    change: int | None
    gap: int
    levels: Mapping[str, Plain]
    practices: Mapping[str, list[Any]]
    situations: Mapping[str, str]
    advice: list[list[Any]]
    moved: Plain
    disagreements: tuple[str, ...]


def unit_result(edition: str, result: Result, comparison: Comparison | None, since: Plain | None = None) -> Unit:
    """What is kept of a result; the comparison is with the one before (None: there is none), told of by `since`."""
    return Unit(
        edition=edition,
        stage=result.stage or "",
        at_target=result.at_target,
        applicable=result.applicable,
        share=share_of(result.at_target, result.applicable),
        change=comparison.at_target.after - comparison.at_target.before if comparison else None,
        gap=max((one.spread for one in result.practices), default=0),
        levels={one.key: _figures(one) for one in result.levels},
        practices={one.key: [one.value, one.target, one.spread] for one in result.practices},
        situations={one.key: one.faced for one in result.situations},
        advice=[[one.key, float(one.priority)] for one in result.recommendations if one.verdict == "matched"],
        moved=_moved(comparison, since) if comparison else {},
        disagreements=tuple(one.key for one in result.practices if one.disagreement),
    )


def share_of(at_target: int, applicable: int) -> Decimal | None:
    """The share at target from 0 to 1, with four places; None where nothing is applicable."""
    if not applicable:
        return None
    return rounded(Fraction(at_target, applicable), places=4).quantize(Decimal("0.0001"))


def disagreements_in(practices: Mapping[str, list[Any]], disagreement_at: int) -> tuple[str, ...]:
    """The practices of a unit's row whose spread is a disagreement by its edition's settings."""
    return tuple(key for key, (_value, _target, spread) in practices.items() if spread >= disagreement_at)


def _figures(level: LevelResult) -> Plain:
    figures = {name: _number(getattr(level, name)) for name in FIGURES}
    return {**figures, "at_target": level.at_target, "applicable": level.applicable}


def _moved(comparison: Comparison, since: Plain | None) -> Plain:
    levels = [level for level in comparison.levels if level.change is not None]
    return {
        "since": since or {},
        "levels": {level.key: _points(level) for level in levels},
        "at_target": comparison.at_target.model_dump(by_alias=True),
        "situations": {"new": list(comparison.situations.new), "gone": list(comparison.situations.gone)},
        "recommendations": {
            "retired": list(comparison.recommendations.retired),
            "new": list(comparison.recommendations.new),
        },
    }


def _points(level: ComparedLevel) -> Plain:
    return {name: _number(getattr(level, name)) for name in MOVES}


def _number(figure: Decimal | None) -> float | None:
    return None if figure is None else float(figure)


@dataclass(slots=True)
class Counts:
    """What units add up to, as a group's row keeps it; nothing is counted as 0, it is absent."""

    units: int = 0
    at_target: int = 0
    applicable: int = 0
    levels: Plain = field(default_factory=dict)
    stages: Plain = field(default_factory=dict)
    editions: Plain = field(default_factory=dict)
    moves: Plain = field(default_factory=dict)


def add(counts: Counts, unit: Unit, sign: int) -> None:
    """Count a unit in (sign 1), or out again (-1); the counts are changed in place."""
    counts.units += sign
    counts.at_target += sign * unit.at_target
    counts.applicable += sign * unit.applicable
    for key, level in unit.levels.items():
        _count(counts.levels.setdefault(key, {}), f"{level['at_target']}/{level['applicable']}", sign)
        _drop_empty(counts.levels, key)
    _count(counts.stages, unit.stage, sign)
    _count(counts.moves, _direction(unit.change), sign)
    _add_keys(counts.editions.setdefault(unit.edition, {"units": 0}), unit, sign)
    if not counts.editions[unit.edition]["units"]:
        del counts.editions[unit.edition]


def _direction(change: int | None) -> str:
    if change is None:
        return "first"
    return "up" if change > 0 else "down" if change < 0 else "same"


def _add_keys(edition: Plain, unit: Unit, sign: int) -> None:
    edition["units"] += sign
    situations, disagreements = edition.setdefault("situations", {}), edition.setdefault("disagreements", {})
    advice, moves = edition.setdefault("advice", {}), edition.setdefault("moves", {})
    for key, faced in unit.situations.items():
        _sum(situations, key, (sign * (faced == "yes"), sign * (faced == "unknown")))
    for key in unit.disagreements:
        _count(disagreements, key, sign)
    for key, priority in unit.advice:
        _sum(advice, key, (sign, sign * round(priority * 10)))
    for key, parts in unit.moved.get("levels", {}).items():
        level = moves.setdefault(key, {})
        for part, points in parts.items():
            tenths = round((points or 0) * 10)
            _sum(level, part, (sign * (tenths > 0), sign * (tenths < 0), sign * tenths))
        _drop_empty(moves, key)


def _count(counted: Plain, key: str, sign: int) -> None:
    counted[key] = counted.get(key, 0) + sign
    _drop_empty(counted, key)


def _sum(summed: Plain, key: str, by: Iterable[int]) -> None:
    by = list(by)
    summed[key] = [old + new for old, new in zip(summed.get(key, [0] * len(by)), by, strict=True)]
    if not any(summed[key]):
        del summed[key]


def _drop_empty(counted: Plain, key: str) -> None:
    if not counted[key]:
        del counted[key]
