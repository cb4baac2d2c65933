# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The change of a level step by step, as a drawing with its words, and in a sentence.

What is drawn are the engine's steps, from the earlier figure to the later one; what is printed are its five parts. A
part that is made of two steps has its points at the second of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from assessments.charts import waterfall_geometry
from assessments.domain.changes import Step
from assessments.domain.figures import whole_percent
from assessments.queries.comparison import PART_NAMES, Compared, LevelChange
from assessments.queries.wording import points


@dataclass(frozen=True)
class Bar:
    """One line of a waterfall: a figure, or the way to the next one. `width` None where there is nothing to draw.

    `begin` and `end` are where the way led before it and leads after it; None at either end of the way.
    """

    name: str
    words: str
    look: str
    x: float = 0
    width: float | None = None
    begin: float | None = None
    end: float | None = None


@dataclass(frozen=True)
class Waterfall:
    """One level: its sentence, and the bars; none where nothing moved, or there is no change to explain."""

    key: str
    name: str
    sentence: str
    bars: tuple[Bar, ...]


def waterfalls_of(comparison: Compared) -> list[Waterfall]:
    """The levels of a comparison, each told and drawn."""
    return [
        Waterfall(
            key=level.key,
            name=level.name,
            sentence=sentence_of(level, comparison.then, comparison.now),
            bars=tuple(_bars(level, comparison.then, comparison.now)) if level.steps else (),
        )
        for level in comparison.levels
    ]


def _bars(level: LevelChange, then: str, now: str) -> Iterator[Bar]:
    figures = [100 * level.steps[0].before, *(100 * step.after for step in level.steps)]
    places = waterfall_geometry(figures)
    ends = [round(float(figure), 2) for figure in figures]
    yield Bar(then, _percent(level.before), "k-said", width=ends[0], end=ends[0])
    for index, (step, (x, width)) in enumerate(zip(level.steps, places, strict=True)):
        name, words = str(PART_NAMES[step.part]), _points(level, index)
        yield Bar(name, words, _look(step), x, width, ends[index], ends[index + 1])
    if level.rounding:
        yield Bar(_("rounding"), points(level.rounding), "", begin=ends[-1], end=ends[-1])
    yield Bar(now, _percent(level.after), "k-said", width=ends[-1], begin=ends[-1])


def _points(level: LevelChange, index: int) -> str:
    """The points of a part, beside its last step."""
    part = level.steps[index].part
    places = [at for at, step in enumerate(level.steps) if step.part == part]
    if index != places[-1]:
        return ""
    figure = points(_figure(level, str(PART_NAMES[part])))
    return figure if len(places) == 1 else _("together %(points)s") % {"points": figure}


def _figure(level: LevelChange, name: str) -> Decimal:
    return next(part.points for part in level.parts if part.name == name) or Decimal(0)


def _look(step: Step) -> str:
    if step.part != "progress":
        return "k-step"
    return "k-gained" if step.after > step.before else "k-lost"


def sentence_of(level: LevelChange, then: str, now: str) -> str:
    """What became of a level between two assessments, to be read aloud."""
    words = {"level": level.name, "then": then, "now": now}
    if level.change is None:
        return _without_change(level) % words
    words |= {"from": _percent(level.before), "to": _percent(level.after)}
    words |= {"points": points(abs(level.change)).lstrip("+"), "parts": _parts(level)}
    if not level.change:
        return (
            _("%(level)s stays at %(to)s: %(parts)s.") if words["parts"] else _("%(level)s stays at %(to)s.")
        ) % words
    moved = {part.is_progress for part in level.parts if part.points}
    return _moved(level.change > 0, moved) % words


def _without_change(level: LevelChange) -> str:
    if level.before is None and level.after is None:
        return _("Nothing applies at %(level)s, then or now.")
    if level.before is None:
        return _("Nothing applied at %(level)s in %(then)s, so there is no change to explain.")
    return _("Nothing applies at %(level)s in %(now)s, so there is no change to explain.")


def _moved(rose: bool, by_progress: set[bool]) -> str:
    """The sentence of a level that rose or fell: all by progress ({True}), none of it ({False}), or some."""
    if rose:
        if by_progress == {True}:
            return _("%(level)s rose from %(from)s to %(to)s: %(points)s points, all progress.")
        if by_progress == {False}:
            return _("%(level)s rose from %(from)s to %(to)s: %(points)s points, none of it progress (%(parts)s).")
        return _("%(level)s rose from %(from)s to %(to)s: %(points)s points (%(parts)s).")
    if by_progress == {True}:
        return _("%(level)s fell from %(from)s to %(to)s: %(points)s points, all from lower answers.")
    if by_progress == {False}:
        return _("%(level)s fell from %(from)s to %(to)s: %(points)s points, none from lower answers (%(parts)s).")
    return _("%(level)s fell from %(from)s to %(to)s: %(points)s points (%(parts)s).")


def _parts(level: LevelChange) -> str:
    found: Sequence[tuple[str, Decimal]] = [(part.name, part.points) for part in level.parts if part.points]
    found = [*found, (_("rounding"), level.rounding)] if level.rounding else found
    return _("; ").join(_("%(part)s %(points)s") % {"part": name, "points": points(one)} for name, one in found)


def _percent(figure: Decimal | None) -> str:
    return "–" if figure is None else whole_percent(figure)
