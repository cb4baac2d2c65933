# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Charts in templates: each tag asks `assessments.charts` for points and hands them to a component."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import template

from assessments.charts import (
    STACK_STEP,
    Number,
    bar_geometry,
    row_geometry,
    spread_labels,
    strip_geometry,
    trend_geometry,
)

TOP, HEIGHT = 12.0, 112.0  # px: where 100 per cent stands in a trend, and how far below it 0 is

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
    could_be: Number | None = None,
) -> dict[str, Any]:
    """One level over the periods: shown, said, the aim as steps, and could be as a band at the last point."""
    lines = trend_geometry(periods, shown, said, aim, could_be)
    ends = [] if lines is None else [end for end in (lines.aim_end, lines.said_end, lines.shown_end) if end is not None]
    labels = spread_labels([_px(end) for end in ends], TOP - 2, TOP + HEIGHT)
    last = {"shown": shown[-1], "said": said[-1], "aim": aim[-1]} if periods else {}
    named = [key for key in ("aim", "said", "shown") if last.get(key) is not None]
    return {
        "level": level,
        "name": name,
        "periods": periods,
        "lines": lines,
        "first": {"shown": shown[0], "said": said[0]} if periods else {},
        "last": last,
        "could_be": could_be,
        "could_y": _px(lines.could_end) if lines and lines.could_end is not None else None,
        "said_y": _px(lines.said_end) if lines and lines.said_end is not None else None,
        "shown_y": _px(lines.shown_end) if lines and lines.shown_end is not None else None,
        "labels": [
            {"key": key, "figure": last[key], "y": round(y + 4.5, 2)} for key, y in zip(named, labels, strict=False)
        ],
        "ticks": [
            {"x": round(7 + 0.75 * tick.x, 2), "label": tick.label, "anchor": "start" if not tick.x else "middle"}
            for tick in (lines.ticks if lines else ())
        ],
    }


@register.inclusion_tag("components/trend_table.html")
def trend_table(periods: Sequence[str], levels: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The numbers of the trends. Each level has key, name, and per period shown, said and aim."""
    rows = [
        {
            "key": level["key"],
            "name": level["name"],
            "cells": [
                {"shown": shown, "said": said, "aim": aim}
                for shown, said, aim in zip(level["shown"], level["said"], level["aim"], strict=True)
            ],
        }
        for level in levels
    ]
    return {"periods": periods, "rows": rows}


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


def _px(down: float) -> float:
    return round(TOP + HEIGHT * down / 100, 2)
