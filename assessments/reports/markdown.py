# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Documents as Markdown (CommonMark with tables): texts are escaped, so that nothing in them is read as markup.

What a PDF draws stands here as tables of the same figures.
"""

import re
from collections.abc import Sequence
from functools import singledispatch

from django.utils import translation
from django.utils.translation import gettext as _

from assessments.reports.blocks import Node, blocks_of
from assessments.reports.document import (
    NOTHING,
    Bullets,
    Cell,
    Document,
    Figures,
    Heading,
    Notice,
    Paragraph,
    Part,
    Ranges,
    Table,
    Trends,
    Words,
    percent,
    range_titles,
    shown_words,
    trends_title,
)

ACTIVE = re.compile(r"([\\`*_\[\]<>&|~!$])")
ACTIVE_AT_START = re.compile(r"^([#+=-]|\d+(?=[.)]))")
LINE_ENDS = re.compile(r"[ \t]*[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+[ \t]*")
BREAK = "\\\n"


def markdown_of(document: Document) -> str:
    """The document as Markdown, in its own language."""
    with translation.override(document.language):
        about = " · ".join(escaped(one) for one in (document.unit, document.period, document.edition) if one)
        parts = [f"# {escaped(document.title)}", about, *map(part_of, document.parts)]
    return "\n\n".join(part for part in parts if part) + "\n"


def escaped(text: str) -> str:
    """The text in one line, in which Markdown reads nothing but words."""
    line = ACTIVE.sub(r"\\\1", LINE_ENDS.sub(" ", text.strip()).strip())
    return ACTIVE_AT_START.sub(lambda found: f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}", line)


@singledispatch
def part_of(part: Part) -> str:
    """One part; every kind has its own."""
    raise TypeError(f"no Markdown of {part!r}")


@part_of.register
def _heading(part: Heading) -> str:
    return f"{'#' * part.level} {escaped(part.text)}"


@part_of.register
def _paragraph(part: Paragraph) -> str:
    return _blocks(blocks_of(part.text, is_markdown=part.is_markdown))


@part_of.register
def _bullets(part: Bullets) -> str:
    marks = [f"{number}. " if part.is_numbered else "- " for number in range(1, len(part.items) + 1)]
    return "\n".join(mark + escaped(item) for mark, item in zip(marks, part.items, strict=True))


@part_of.register
def _notice(part: Notice) -> str:
    return _below("> ", "> ", _blocks(blocks_of(part.text, is_markdown=True)))


@part_of.register
def _table(part: Table) -> str:
    return _rows(part.caption, part.titles, [[_cell(cell) for cell in row] for row in part.rows], part.numbers)


def _cell(cell: Cell) -> str:
    if isinstance(cell, str):
        return escaped(cell)
    words = cell.text if isinstance(cell, Words) else cell.words
    return f"{escaped(words)} ({escaped(cell.small)})" if cell.small else escaped(words)


@part_of.register
def _figures(part: Figures) -> str:
    titles = (_("Level"), _("Shown"), _("Said"), _("Could be"), _("Aim"))
    rows = [
        [escaped(one.name), shown_words(one), *map(percent, (one.said, one.could_be, one.aim))] for one in part.levels
    ]
    return _rows(part.caption, titles, rows, frozenset(range(1, 5)))


@part_of.register
def _trends(part: Trends) -> str:
    rows = [[escaped(line.name), *line.cells] for line in part.lines]
    numbers = frozenset(range(1, len(part.titles) + 1))
    table = _rows(trends_title(part), (_("Level"), *part.titles), rows, numbers)
    return f"{escaped(part.caption)}\n\n{table}" if part.caption else table


@part_of.register
def _ranges(part: Ranges) -> str:
    titles = [title for title in range_titles() if title]
    rows = [
        [escaped(one.name), one.half, percent(one.highest), escaped(one.lowest_words) or NOTHING] for one in part.lines
    ]
    return _rows(part.caption, titles, rows, frozenset({1, 2}))


def _rows(caption: str, titles: Sequence[str], rows: Sequence[Sequence[str]], numbers: frozenset[int]) -> str:
    rule = ["--:" if column in numbers else "---" for column in range(len(titles))]
    lines = [f"| {' | '.join(row)} |" for row in ([escaped(title) for title in titles], rule, *rows)]
    return "\n".join([*([escaped(caption), ""] if caption else []), *lines])


def _blocks(nodes: Sequence[Node]) -> str:
    return "\n\n".join(filter(None, map(_block, nodes)))


def _block(node: Node) -> str:
    match node["kind"]:
        case "paragraph":
            return _words(node["words"])
        case "bullets":
            return "\n".join(_below("- ", "  ", _blocks(item)) for item in node["items"])
        case "numbers":
            marks = [f"{number}. " for number in range(node["start"], node["start"] + len(node["items"]))]
            items = zip(marks, node["items"], strict=True)
            return "\n".join(_below(mark, " " * len(mark), _blocks(item)) for mark, item in items)
        case "quotation":
            return _below("> ", "> ", _blocks(node["blocks"]))
        case "code":
            fence = _longer(node["text"], 3)
            return f"{fence}\n{node['text']}\n{fence}"
        case _:
            return "---"


def _below(first: str, others: str, text: str) -> str:
    lines = text.split("\n")
    return "\n".join(f"{others if number else first}{line}".rstrip() for number, line in enumerate(lines))


def _words(nodes: Sequence[Node]) -> str:
    return "".join(map(_word, nodes)).strip()


def _word(node: Node) -> str:
    match node["kind"]:
        case "text":
            blank = node["text"][:1].isspace(), node["text"][-1:].isspace()
            inside = escaped(node["text"])
            return f"{' ' if blank[0] else ''}{inside}{' ' if blank[1] and inside else ''}"
        case "break":
            return BREAK
        case "code":
            fence = _longer(node["text"], 1)
            return f"{fence} {node['text']} {fence}"
        case "link":
            return f"[{_words(node['words'])}](<{node['address']}>)"
        case kind:
            mark = "**" if kind == "strong" else "*"
            return f"{mark}{_words(node['words'])}{mark}"


def _longer(text: str, least: int) -> str:
    """A row of backticks longer than any in the text."""
    longest = max((len(row) for row in re.findall(r"`+", text)), default=0)
    return "`" * max(least, longest + 1)
