# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The parts of a document as plain data for the typesetter: words chosen, geometry reckoned, nothing left to decide."""

from dataclasses import asdict
from functools import singledispatch

from django.utils.translation import gettext as _

from assessments.charts import bar_geometry, heat_step, span_geometry, spread_labels, trend_geometry
from assessments.reports.blocks import Node, blocks_of
from assessments.reports.document import (
    NOTHING,
    Bullets,
    Cell,
    Document,
    Figures,
    Heading,
    LevelFigures,
    Notice,
    Paragraph,
    Part,
    Range,
    Ranges,
    Table,
    Trend,
    Trends,
    Words,
    percent,
    range_titles,
    shown_words,
    trends_title,
)

# A table of so few rows, with names so short, stands on one page.
MOST_ROWS, MOST_CHARACTERS = 12, 60
LABEL_GAP = 14.0  # per cent of a drawing's height between labels at the ends of lines


def drawn(document: Document) -> Node:
    """All that the typesetter is told."""
    page, of, end = _("Page {page} of {pages}").replace("{pages}", "{page}").split("{page}")
    is_of_targets = any(isinstance(part, Table) and part.is_of_targets and part.has_heat for part in document.parts)
    return {
        "title": document.title,
        "language": document.language,
        "foot": [
            one
            for one in (
                document.unit,
                document.period,
                document.edition,
                _("Colours show distance to own target") if is_of_targets else "",
            )
            if one
        ],
        "page": [page, of, end],
        "lacking": _("The font lacks some characters; their numbers stand in their places, as [U+1F600] does."),
        "parts": [part_of(part) for part in document.parts],
    }


@singledispatch
def part_of(part: Part) -> Node:
    """One part; every kind has its own."""
    raise TypeError(f"no drawing of {part!r}")


@part_of.register
def _heading(part: Heading) -> Node:
    return {"kind": "heading", "text": part.text, "level": part.level}


@part_of.register
def _paragraph(part: Paragraph) -> Node:
    return {"kind": "blocks", "blocks": blocks_of(part.text, is_markdown=part.is_markdown)}


@part_of.register
def _bullets(part: Bullets) -> Node:
    kind = "numbers" if part.is_numbered else "bullets"
    items = [blocks_of(item, is_markdown=False) for item in part.items]
    return {"kind": "blocks", "blocks": [{"kind": kind, "items": items, "start": 1}]}


@part_of.register
def _notice(part: Notice) -> Node:
    return {"kind": "notice", "blocks": blocks_of(part.text, is_markdown=True)}


@part_of.register
def _table(part: Table) -> Node:
    return {
        "kind": "table",
        "caption": part.caption,
        "titles": part.titles,
        "rows": [[_cell(cell) for cell in row] for row in part.rows],
        "numbers": sorted(part.numbers),
    }


def _cell(cell: Cell) -> Node:
    if isinstance(cell, str):
        return {"kind": "words", "text": cell, "small": ""}
    if isinstance(cell, Words):
        return {"kind": "words", "text": cell.text, "small": cell.small}
    return {"kind": "heat", "step": heat_step(cell.figure), "text": cell.words, "small": cell.small}


@part_of.register
def _figures(part: Figures) -> Node:
    return {
        "kind": "figures",
        "caption": part.caption,
        "titles": [_("Level"), "", _("Shown"), _("Said"), _("Could be"), _("Aim")],
        "rows": [_level(level) for level in part.levels],
        "key": [
            [mark, words]
            for mark, words in (
                ("shown", _("shown: backed by evidence")),
                ("said", _("said: what the answers say")),
                ("could", _("could be: if the open answers were all 4")),
                ("aim", _("aim: your own target")),
            )
        ],
    }


def _level(level: LevelFigures) -> Node:
    figures = (level.shown, level.said, level.could_be, level.aim)
    return {
        "key": level.key,
        "name": level.name,
        "focus": level.focus,
        "bar": asdict(bar_geometry(*figures)),
        "figures": [shown_words(level), *(percent(figure) for figure in figures[1:])],
    }


@part_of.register
def _trends(part: Trends) -> Node:
    return {
        "kind": "trends",
        "caption": part.caption,
        "lines": [_trend(line) for line in part.lines],
        "key": [["shown", _("shown")], ["said", _("said")], ["could", _("could be")], ["aim", _("aim")]],
        "titles": [_("Level"), *part.titles],
        "is_short": len(part.lines) <= MOST_ROWS and all(len(line.name) <= MOST_CHARACTERS for line in part.lines),
        "said_in_words": trends_title(part),
    }


@part_of.register
def _ranges(part: Ranges) -> Node:
    return {
        "kind": "ranges",
        "caption": part.caption,
        "titles": range_titles(),
        "rows": [
            {
                "key": line.key,
                "name": line.name,
                "span": _span(line),
                "figures": [line.half, percent(line.highest)],
                "lowest": line.lowest_words or NOTHING,
            }
            for line in part.lines
        ],
    }


def _span(line: Range) -> Node | None:
    if line.lowest is None or line.lower is None or line.upper is None or line.highest is None:
        return None
    return asdict(span_geometry(line.lowest, line.lower, line.upper, line.highest))


def _trend(line: Trend) -> Node:
    geometry = trend_geometry(line.periods, line.shown, line.said, line.aim, line.could_be)
    ends = (
        []
        if geometry is None
        else [
            (end, words, key)
            for end, figure, key, words in (
                (geometry.aim_end, line.aim[-1], "aim", f"{_('aim')} {percent(line.aim[-1])}"),
                (geometry.said_end, line.said[-1], "said", percent(line.said[-1])),
                (geometry.shown_end, line.shown[-1], "shown", percent(line.shown[-1])),
            )
            if end is not None
        ]
    )
    places = spread_labels([end for end, _words, _key in ends], 0, 100, LABEL_GAP)
    return {
        "key": line.key,
        "name": line.name,
        "lines": asdict(geometry) if geometry else None,
        "labels": [[words, key, place] for (_end, words, key), place in zip(ends, places, strict=True)],
        "cells": line.cells,
        "alone": _("A line needs two points."),
    }
