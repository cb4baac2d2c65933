# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Where the parts of a chart stand: numbers in, points out. Templates draw them; colours are the stylesheet's.

Widths and x are per cent of the drawing, so that charts are fluid; heights and y are pixels, or per cent in a box of
100 by 100 that the template stretches (lines only, never text).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

Number: TypeAlias = int | float | Decimal | Fraction
Points: TypeAlias = tuple[tuple[float, float], ...]

HIGHEST_HEAT = 5
LABEL_GAP = 16.0  # px between the labels at the end of a line
STRIP_LEFT, STRIP_STEP = 5.0, 22.5  # per cent: where 0 stands, and how far 1 is from it
FLAG_WIDTH, NARROWEST = 18.0, 220.0  # px: a note's mark with one digit, and how narrow the lines of a trend may be
STACK_STEP = 11.0  # px between marks on the same value


def heat_step(figure: Number | None) -> int | None:
    """The step of the colour scale for a figure in per cent: 0 under 20 to 5 for all; None for no number."""
    return None if figure is None else min(HIGHEST_HEAT, max(0, int(figure // 20)))


@dataclass(frozen=True)
class Bar:
    """The four figures of a level as one bar; widths in per cent, None for what isn't known."""

    shown: float | None
    said: float | None
    open_from: float
    open_width: float  # 0: no answer is open
    aim: float | None


@dataclass(frozen=True)
class Tick:
    """A mark on an axis, with a label where there is room for one."""

    x: float
    label: str = ""


@dataclass(frozen=True)
class Trend:
    """One level over the periods; lines in a box of 100 by 100, ends and labels in per cent downwards."""

    shown: tuple[Points, ...]
    said: tuple[Points, ...]
    areas: tuple[Points, ...]
    bands: tuple[Points, ...]  # from what is said to what could be, where an answer is open
    aim: tuple[Points, ...]
    ticks: tuple[Tick, ...]
    shown_end: float | None
    said_end: float | None
    aim_end: float | None
    could_end: float | None


@dataclass(frozen=True)
class Flag:
    """Numbered notes at one period: where, what the mark says, how wide it is in px, and in which row it stands."""

    x: float
    label: str
    width: float
    row: int


@dataclass(frozen=True)
class Mark:
    """One view of a practice: which, and where it stands; `stack` counts the marks below it on the same value."""

    key: str
    x: float
    stack: int


@dataclass(frozen=True)
class Strip:
    """Several views of one practice on 0 to 4; `span_width` is 0 where they don't disagree."""

    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    span_from: float
    span_width: float
    stacked: int


def row_geometry(parts: Sequence[int]) -> tuple[tuple[float, float], ...]:
    """Parts of a whole one after the other: where each begins and how wide it is, in per cent; 0 where all are 0."""
    total, before, drawn = sum(parts), 0, []
    for part in parts:
        drawn.append((round(100 * before / total, 2), round(100 * part / total, 2)) if total else (0.0, 0.0))
        before += part
    return tuple(drawn)


def waterfall_geometry(figures: Sequence[Number]) -> tuple[tuple[float, float], ...]:
    """Figures in per cent, each reached from the one before it: where each step lies and how wide it is.

    A step is never so narrow that nobody sees it.
    """
    bars = []
    for one, other in pairwise(map(float, figures)):
        width = max(0.6, abs(other - one))
        bars.append((round(min(one, other, 100 - width), 2), round(width, 2)))
    return tuple(bars)


@dataclass(frozen=True)
class Span:
    """Where many stand: a line from the lowest to the highest, and a box in which half of them lie; in per cent."""

    line_from: float
    line_to: float
    box_from: float
    box_width: float


def span_geometry(lowest: Number, lower: Number, upper: Number, highest: Number) -> Span:
    """The line and the box of figures in per cent. A box is never so narrow that nobody sees it."""
    width = max(1.0, float(upper) - float(lower))
    begin = min(float(lower), 100 - width)
    return Span(round(float(lowest), 2), round(float(highest), 2), box_from=round(begin, 2), box_width=round(width, 2))


def bar_geometry(shown: Number | None, said: Number | None, could_be: Number | None, aim: Number | None) -> Bar:
    """The bar of one level from its figures in per cent."""
    open_from = _within(said) or 0.0
    open_to = _within(could_be)
    return Bar(
        shown=_within(shown),
        said=_within(said),
        open_from=open_from,
        open_width=round(max(0.0, open_to - open_from), 2) if open_to is not None else 0.0,
        aim=_within(aim),
    )


def trend_geometry(
    periods: Sequence[str],
    shown: Sequence[Number | None],
    said: Sequence[Number | None],
    aim: Sequence[Number | None],
    could_be: Sequence[Number | None] = (),
) -> Trend | None:
    """The lines of one level; None where fewer than two periods have a figure. Without `could_be` there is no band."""
    if sum(figure is not None for figure in said) < 2:
        return None
    xs = _along(periods)
    shown_lines = tuple(_runs(xs, shown))
    said_end, could_end = _down(said[-1]), _down(could_be[-1]) if could_be else None
    return Trend(
        shown=shown_lines,
        said=tuple(_runs(xs, said)),
        areas=tuple(((line[0][0], 100.0), *line, (line[-1][0], 100.0)) for line in shown_lines),
        bands=tuple(_bands(xs, said, could_be)) if could_be else (),
        aim=tuple(_steps(line) for line in _runs(xs, aim)),
        ticks=_labelled(periods, xs),
        shown_end=_down(shown[-1]),
        said_end=said_end,
        aim_end=_down(aim[-1]),
        could_end=could_end if could_end is not None and said_end is not None and could_end < said_end else None,
    )


def flags_geometry(periods: Sequence[str], notes: Sequence[tuple[int, str]]) -> tuple[Flag, ...]:
    """The marks of numbered notes (number and period, by period) above the lines of a trend over these periods.

    Periods between those drawn have their place too. Notes of one period share a mark. Marks that would touch, even
    where the drawing is narrow, stand in further rows.
    """
    numbers: dict[str, list[int]] = {}
    for number, period in notes:
        numbers.setdefault(period, []).append(number)
    flags: list[Flag] = []
    ends: list[float] = []  # per row: where its last mark ends
    for period, found in numbers.items():
        label = "\u2009".join(map(str, found)) if len(found) < 3 else f"{found[0]}–{found[-1]}"
        width = FLAG_WIDTH + 6.5 * (len(label) - 1)
        half = 50 * (width + 2) / NARROWEST
        _first, x, _last = _along([periods[0], period, periods[-1]])
        row = next((at for at, end in enumerate(ends) if end <= x - half), len(ends))
        ends[row : row + 1] = [x + half]
        flags.append(Flag(x, label, width, row))
    return tuple(flags)


def spark_points(course: Sequence[tuple[int, int]]) -> str:
    """A line in a box of 100 by 20 from counts and what they are of; "" for fewer than two points.

    The whole height is all of them, so that lines are alike from row to row; what is of nothing is left out.
    """
    step = 100 / max(len(course) - 1, 1)
    points = [f"{at * step:.1f},{20 - 20 * count / whole:.1f}" for at, (count, whole) in enumerate(course) if whole]
    return " ".join(points) if len(points) > 1 else ""


def spread_labels(ends: Sequence[float], top: float, bottom: float, gap: float = LABEL_GAP) -> list[float]:
    """Where labels stand so that neighbours keep their distance: pushed down, then back up from the bottom."""
    order = sorted(range(len(ends)), key=lambda index: ends[index])
    placed = list(ends)
    lowest = top - gap
    for index in order:
        placed[index] = lowest = max(placed[index], lowest + gap)
    highest = bottom + gap
    for index in reversed(order):
        placed[index] = highest = min(placed[index], highest - gap)
    return [round(place, 2) for place in placed]


def strip_geometry(views: Sequence[tuple[str, Number]], disagreement_at: int = 2) -> Strip:
    """Marks of the views (key and value from 0 to 4) in the order given; those on one value are stacked."""
    marks: list[Mark] = []
    for key, value in views:
        x = _on_strip(value)
        marks.append(Mark(key, x, sum(other.x == x for other in marks)))
    values = [float(value) for _, value in views]
    spread = max(values) - min(values) if values else 0.0
    return Strip(
        marks=tuple(marks),
        ticks=tuple(Tick(_on_strip(value), str(value)) for value in range(5)),
        span_from=_on_strip(min(values)) if values else STRIP_LEFT,
        span_width=round(spread * STRIP_STEP, 2) if spread >= disagreement_at else 0.0,
        stacked=max((mark.stack for mark in marks), default=0),
    )


def quarters(period: str) -> int:
    """The number of a quarter such as 2026-Q4, so that differences count quarters."""
    year, _, quarter = period.partition("-Q")
    return int(year) * 4 + int(quarter) - 1


def _within(figure: Number | None) -> float | None:
    return None if figure is None else round(min(100.0, max(0.0, float(figure))), 2)


def _down(figure: Number | None) -> float | None:
    inside = _within(figure)
    return None if inside is None else round(100 - inside, 2)


def _on_strip(value: Number) -> float:
    return round(STRIP_LEFT + STRIP_STEP * float(value), 2)


def _along(periods: Sequence[str]) -> list[float]:
    """Where periods stand from 0 to 100, by time: a quarter left out leaves its room empty."""
    counted = [quarters(period) for period in periods]
    width = max(counted[-1] - counted[0], 1)
    return [round(100 * (count - counted[0]) / width, 2) for count in counted]


def _runs(xs: Sequence[float], figures: Sequence[Number | None]) -> Iterator[Points]:
    """The unbroken parts of a line; a figure that isn't known breaks it."""
    run: list[tuple[float, float]] = []
    for x, figure in zip(xs, figures, strict=True):
        y = _down(figure)
        if y is not None:
            run.append((x, y))
        elif run:
            yield tuple(run)
            run = []
    if run:
        yield tuple(run)


def _bands(xs: Sequence[float], said: Sequence[Number | None], could_be: Sequence[Number | None]) -> Iterator[Points]:
    """The areas between two lines, unbroken like them; none where the lines are one."""
    for low, high in zip(_runs(xs, said), _runs(xs, could_be), strict=True):
        if low != high:
            yield (*high, *reversed(low))


def _steps(line: Points) -> Points:
    """A line that keeps its height until the next point and then jumps."""
    points = [line[0]]
    for x, y in line[1:]:
        points += [(x, points[-1][1]), (x, y)]
    return tuple(points)


def _labelled(periods: Sequence[str], xs: Sequence[float]) -> tuple[Tick, ...]:
    """A tick for each period; labels at both ends, and in the middle where there is room."""
    middle = min(range(len(xs)), key=lambda index: abs(xs[index] - 50))
    named = {0, len(xs) - 1} | ({middle} if 30 <= xs[middle] <= 70 else set())
    labels = [period if index in named else "" for index, period in enumerate(periods)]
    return tuple(Tick(x, label) for x, label in zip(xs, labels, strict=True))
