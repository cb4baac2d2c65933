# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The tables and charts of a report in templates: the same values of which PDF and Markdown are made."""

from dataclasses import asdict
from typing import Any

from django import template
from django.template.loader import render_to_string

from assessments.charts import span_geometry
from assessments.reports.document import Cell, Figures, Heat, Part, Ranges, Table, Trends, Words, range_titles

register = template.Library()


@register.simple_tag
def report_part(part: Part) -> str:
    """One table or chart of a report."""
    match part:
        case Figures():
            return render_to_string("reports/_figures.html", {"part": part})
        case Trends():
            return render_to_string(
                "reports/_trends.html", {"part": part, "levels": [asdict(one) for one in part.lines]}
            )
        case Table():
            return render_to_string("reports/_table.html", {"part": part, "titles": _titles(part), "rows": _rows(part)})
        case Ranges():
            return render_to_string(
                "reports/_ranges.html", {"part": part, "rows": _drawn(part), "titles": range_titles()}
            )
        case _:
            raise TypeError(f"no template of {part!r}")


def _drawn(part: Ranges) -> list[dict[str, Any]]:
    """Each level with its drawing; None for one that applies to no unit."""
    drawn = []
    for line in part.lines:
        figures = [one for one in (line.lowest, line.lower, line.upper, line.highest) if one is not None]
        drawn.append({"line": line, "span": span_geometry(*figures) if len(figures) == 4 else None})
    return drawn


def _titles(part: Table) -> list[dict[str, Any]]:
    return [{"words": words, "is_number": column in part.numbers} for column, words in enumerate(part.titles)]


def _rows(part: Table) -> list[list[dict[str, Any]]]:
    """Each cell with the title of its column, and how it is written."""
    return [
        [
            _cell(cell) | {"label": part.titles[column], "is_number": column in part.numbers}
            for column, cell in enumerate(row)
        ]
        for row in part.rows
    ]


def _cell(cell: Cell) -> dict[str, Any]:
    if isinstance(cell, Heat):
        return {"is_heat": True, "figure": cell.figure, "words": cell.words, "small": cell.small}
    words, small = (cell.text, cell.small) if isinstance(cell, Words) else (cell, "")
    return {"is_heat": False, "figure": None, "words": words, "small": small}
