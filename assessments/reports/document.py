# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What a report says, as values: page, PDF and Markdown come of the same ones. All texts are in one language."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from django.utils.translation import gettext as _

from assessments.charts import Number
from assessments.domain.figures import whole_percent

NOTHING = "–"


@dataclass(frozen=True)
class Heading:
    """Begins a section: 2 below the title, 3 below a 2."""

    text: str
    level: Literal[2, 3] = 2


@dataclass(frozen=True)
class Paragraph:
    """Words; `is_markdown` where curators or authors wrote them, which may give lists and quotations."""

    text: str
    is_markdown: bool = False


@dataclass(frozen=True)
class Bullets:
    """Short sentences, one a line; `is_numbered` where their order says something."""

    items: tuple[str, ...]
    is_numbered: bool = False


@dataclass(frozen=True)
class Words:
    """A cell with a second line, in small."""

    text: str
    small: str


@dataclass(frozen=True)
class Heat:
    """A coloured cell: per cent that gives the colour (None: no number), what it says, and a second line or ""."""

    figure: Number | None
    words: str
    small: str = ""


Cell: TypeAlias = str | Words | Heat


@dataclass(frozen=True)
class Table:
    """Rows under titles; the first cell of a row says what the row is about. `numbers` are the columns of figures.

    `is_of_targets`: the colours of its cells show the distance to the own target, as the foot of each page says then.
    """

    caption: str
    titles: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbers: frozenset[int] = frozenset()
    is_of_targets: bool = True

    @property
    def has_heat(self) -> bool:
        """Whether a cell of it is coloured."""
        return any(isinstance(cell, Heat) for row in self.rows for cell in row)


@dataclass(frozen=True)
class LevelFigures:
    """The four figures of a level in per cent; None for what is not known. `linked`: whether any evidence is."""

    key: str
    name: str
    shown: Number | None
    said: Number | None
    could_be: Number | None
    aim: Number | None
    focus: str = ""
    linked: bool = True
    is_at_target: bool = False


@dataclass(frozen=True)
class Figures:
    """The levels, each as a bar with its figures beside it."""

    caption: str
    levels: tuple[LevelFigures, ...]


@dataclass(frozen=True)
class Trend:
    """One level over the periods (2026-Q4), oldest first, in per cent; without `could_be` there is no band."""

    key: str
    name: str
    periods: tuple[str, ...]
    shown: tuple[Number | None, ...]
    said: tuple[Number | None, ...]
    aim: tuple[Number | None, ...]
    could_be: tuple[Number | None, ...] = ()

    @property
    def cells(self) -> list[str]:
        """The figures of each period as a table has them, in the order of `trends_title`."""
        drawn = [self.shown, self.said, *([self.could_be] if self.could_be else []), self.aim]
        return [" ".join(map(percent, figures)) for figures in zip(*drawn, strict=True)]


@dataclass(frozen=True)
class Trends:
    """Small drawings beside one another, and their figures as a table; `named` is what people call the periods."""

    caption: str
    lines: tuple[Trend, ...]
    named: tuple[str, ...] = ()

    @property
    def periods(self) -> tuple[str, ...]:
        """Those of every line."""
        return self.lines[0].periods if self.lines else ()

    @property
    def titles(self) -> tuple[str, ...]:
        """The periods as the table names them."""
        return self.named or self.periods


@dataclass(frozen=True)
class Range:
    """Where the units of a group lie at one level, in per cent: at least half of them from `lower` to `upper`.

    `lowest_words` says which unit is the lowest; None for a level that applies to no unit.
    """

    key: str
    name: str
    lowest: Number | None
    lower: Number | None
    upper: Number | None
    highest: Number | None
    lowest_words: str = ""

    @property
    def half(self) -> str:
        """Between which shares half of the units lie."""
        return NOTHING if self.lower is None else f"{percent(self.lower)}–{percent(self.upper)}"


@dataclass(frozen=True)
class Ranges:
    """Where the units lie level by level, each as a bar with its figures beside it."""

    caption: str
    lines: tuple[Range, ...]


@dataclass(frozen=True)
class Notice:
    """What the pack asks every report to say, and whose work it is; Markdown. Stands apart from the text."""

    text: str


Part: TypeAlias = Heading | Paragraph | Bullets | Table | Figures | Trends | Ranges | Notice


@dataclass(frozen=True)
class Document:
    """A report. `language` is a code such as "ja"; `made_at` is all that a file says of time.

    `unit`, `period` and `edition` are words, and stand at the foot of every page.
    """

    title: str
    language: str
    unit: str
    period: str
    edition: str
    made_at: datetime
    parts: tuple[Part, ...]


def shown_words(level: LevelFigures) -> str:
    """What is shown of a level, in per cent; in words until any evidence is linked."""
    return percent(level.shown) if level.linked or level.shown is None else _("nothing linked yet")


def trends_title(part: Trends) -> str:
    """What the cells of a table of trends hold."""
    if any(line.could_be for line in part.lines):
        return _("Shown, said, could be and aim in per cent, by period")
    return _("Shown, said and aim in per cent, by period")


def range_titles() -> tuple[str, ...]:
    """The columns of a table of ranges; the second one is drawn."""
    return (_("Level"), "", _("Half of the units"), _("Highest"), _("Lowest unit"))


def percent(figure: Number | None) -> str:
    """A figure in whole per cent, half to even, as pages show it; a dash where there is none."""
    return NOTHING if figure is None else whole_percent(figure)
