# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Charts in templates: each tag asks `assessments.charts` for points and hands them to a component."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import template

from assessments.charts import (
    STACK_STEP,
    Flag,
    Number,
    Trend,
    bar_geometry,
    row_geometry,
    spread_labels,
    strip_geometry,
    trend_geometry,
)
from assessments.domain.result import LevelResult

TOP, HEIGHT = 12.0, 112.0  # px: where 100 per cent stands in a trend, and how far below it 0 is
ROW = 21.0  # px that a row of notes takes above it

register = template.Library()


@register.inclusion_tag("components/figure_bar.html")
def figure_bar(
    shown: Number | None, said: Number | None, could_be: Number | None, aim: Number | None, height: int = 24
) -> dict[str, Any]:
    """One level's four figures as one bar; hidden from readers of text, so the words stand beside it."""
    middle = height / 2
    return {
        "bar": bar_geometry(shown, said, could_be, aim),
        "height": height,
        "track_y": middle - 0.75,
        "said_y": round(height * 0.2, 2),
        "said_height": round(height * 0.6, 2),
        "shown_y": round(height * 0.35, 2),
        "shown_height": round(height * 0.3, 2),
        "aim_height": height - 2,
    }


@register.inclusion_tag("components/what_if_bar.html")
def what_if_bar(before: LevelResult, after: LevelResult) -> dict[str, Any]:
    """One level's figures now and as they would be, in one bar; hidden from readers of text, the words stand beside."""
    return {**figure_bar(after.shown, after.said, after.could_be, after.aim, 20), "now": before.said}


@register.inclusion_tag("components/impact_bar.html")
def impact_bar(same: int, gained: int, lost: int) -> dict[str, Any]:
    """How many organizations stay as they are, gain something and lose it; hidden from readers of text."""
    looks = ("k-track", "k-gained", "k-lost")
    return {
        "parts": [
            {"look": look, "x": x, "width": width}
            for look, (x, width) in zip(looks, row_geometry((same, gained, lost)), strict=True)
            if width
        ]
    }


@register.inclusion_tag("components/exposure.html")
def exposure(fraction: Number | None, words: bool = True, could_be: Number | None = None) -> dict[str, Any]:
    """How much a situation is the organization's, from 0 to 1: a small bar, and words unless they are off.

    `could_be` where open signs may raise it: then the words give both ends.
    """
    upper = could_be if could_be != fraction else None
    return {"fraction": fraction, "width": round(36 * float(fraction or 0), 2), "words": words, "could_be": upper}


@register.inclusion_tag("components/trend.html")
def trend(
    level: str,
    name: str,
    periods: Sequence[str],
    shown: Sequence[Number | None],
    said: Sequence[Number | None],
    aim: Sequence[Number | None],
    could_be: Sequence[Number | None] = (),
    flags: Sequence[Flag] = (),
    rows: int = 0,
) -> dict[str, Any]:
    """One level over the periods: shown, said, the aim as steps, and could be as a band, ending in a whisker.

    `flags` are the marks of its notes, above the lines; `rows` leaves room for so many rows of them, so that the
    drawings beside one another keep one height.
    """
    lines = trend_geometry(periods, shown, said, aim, could_be)
    top = TOP + ROW * max([rows, *(flag.row + 1 for flag in flags)])
    last = {"shown": shown[-1], "said": said[-1], "aim": aim[-1]} if periods else {}
    return {
        "level": level,
        "name": name,
        "periods": periods,
        "lines": lines,
        "first": {"shown": shown[0], "said": said[0]} if periods else {},
        "last": last,
        "axis": [{"figure": figure, "y": _px(100 - figure, top)} for figure in (0, 50, 100)],
        "top": top,
        "bottom": top + HEIGHT,
        "could_y": _px(lines.could_end, top) if lines and lines.could_end is not None else None,
        "said_y": _px(lines.said_end, top) if lines and lines.said_end is not None else None,
        "shown_y": _px(lines.shown_end, top) if lines and lines.shown_end is not None else None,
        "labels": _end_labels(lines, last, top),
        "ticks": _ticks(lines),
        "flags": [_flag(flag, top) for flag in flags],
    }


@register.inclusion_tag("components/course.html")
def course(
    level: str, periods: Sequence[str], values: Sequence[int | None], targets: Sequence[int | None]
) -> dict[str, Any]:
    """The answers to one practice over the periods, from 0 to 4, as steps, with the targets as steps too."""
    nothing = [None] * len(values)
    answers, aims = ([None if one is None else 25 * one for one in those] for those in (values, targets))
    lines, steps = trend_geometry(periods, nothing, answers, aims), trend_geometry(periods, nothing, answers, answers)
    return {
        "level": level,
        "axis": [{"figure": value, "y": _px(100 - 25 * value, TOP)} for value in range(5)],
        "steps": steps.aim if steps else (),
        "aim": lines.aim if lines else (),
        "ticks": _ticks(lines),
        "dots": [
            {"x": tick["x"], "y": _px(100 - answer, TOP)}
            for tick, answer in zip(_ticks(lines), answers, strict=False)
            if answer is not None
        ],
        "bottom": TOP + HEIGHT,
        "target": targets[-1] if targets else None,
        "target_y": _px(100 - aims[-1], TOP) + 4.5 if aims and aims[-1] is not None else None,
    }


def _ticks(lines: Trend | None) -> list[dict[str, Any]]:
    return [
        {"x": _across(tick.x), "label": tick.label, "anchor": "start" if not tick.x else "middle"}
        for tick in (lines.ticks if lines else ())
    ]


def _end_labels(lines: Trend | None, last: Mapping[str, Number | None], top: float) -> list[dict[str, Any]]:
    """The last figures, beside the ends of their lines."""
    ends = {} if lines is None else {"aim": lines.aim_end, "said": lines.said_end, "shown": lines.shown_end}
    known = {key: end for key, end in ends.items() if end is not None}
    places = spread_labels([_px(end, top) for end in known.values()], top - 2, top + HEIGHT)
    return [{"key": key, "figure": last[key], "y": round(y + 4.5, 2)} for key, y in zip(known, places, strict=True)]


def _flag(flag: Flag, top: float) -> dict[str, Any]:
    y = top - 4 - ROW * (flag.row + 1)
    return {"x": _across(flag.x), "y": y, "label": flag.label, "left": -flag.width / 2, "width": flag.width}


@register.inclusion_tag("components/trend_table.html")
def trend_table(periods: Sequence[str], levels: Sequence[Mapping[str, Any]], is_open: bool = False) -> dict[str, Any]:
    """The numbers of the trends, folded unless `is_open`.

    Each level has key, name, and per period shown, said, could_be (where the band is drawn), and aim.
    """
    rows = [{"key": level["key"], "name": level["name"], "cells": _cells(level)} for level in levels]
    return {
        "periods": periods,
        "rows": rows,
        "is_open": is_open,
        "has_band": any(level["could_be"] for level in levels),
    }


def _cells(level: Mapping[str, Any]) -> list[dict[str, Number | None]]:
    names = [name for name in ("shown", "said", "could_be", "aim") if level[name]]
    return [dict(zip(names, figures, strict=True)) for figures in zip(*(level[name] for name in names), strict=True)]


@register.inclusion_tag("components/strip.html")
def strip(views: Sequence[Mapping[str, Any]], disagreement_at: int = 2, words: bool = True) -> dict[str, Any]:
    """The views of one practice on 0 to 4. Each has key, name and value (None: left out, as where too few replied).

    `words` are its values as a sentence: off where they stand beside it.
    """
    known = [view for view in views if view["value"] is not None]
    drawn = strip_geometry([(view["key"], view["value"]) for view in known], disagreement_at)
    base = 11 + STACK_STEP * drawn.stacked
    return {
        "strip": drawn,
        "views": known if words else [],
        "base": base,
        "height": base + 29,
        "marks": [{"key": mark.key, "x": mark.x, "y": base - STACK_STEP * mark.stack} for mark in drawn.marks],
    }


@register.inclusion_tag("components/qr_code.html")
def qr_code(drawing: str, label: str) -> dict[str, str]:
    """A QR code that came as a whole SVG document (of one path), drawn again in the page's own markup."""
    return {"box": _attribute(drawing, "viewBox"), "path": _attribute(drawing, "d"), "label": label}


def _attribute(drawing: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', drawing)
    return found[1] if found else ""


def _px(down: float, top: float) -> float:
    return round(top + HEIGHT * down / 100, 2)


def _across(x: float) -> float:
    """Per cent of the lines as per cent of the whole drawing."""
    return round(7 + 0.75 * x, 2)
