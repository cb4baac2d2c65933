# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The table of a dashboard as lines of a file: every figure in a column of its own."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from assessments.queries.group.board import Board
from assessments.queries.group.plans import columns_of_plans, figures_of
from assessments.queries.group.table import Filters, every_unit
from assessments.queries.wording import in_words
from assessments.reports.spreadsheet import Column, Value


def columns_of(board: Board) -> dict[str, Column]:
    """The columns, by what programs call them: "levels.ospo.shown" stands in "ospo", which stands in "levels"."""
    columns = {"unit": Column(_("Unit")), "kind": Column(_("Kind"), width=16), "profile": Column(_("Profile"))}
    for level in board.edition.levels:
        name = {"level": in_words(level.name)}
        columns |= {
            f"levels.{level.key}.at_target": Column(_("%(level)s, at target") % name, "number"),
            f"levels.{level.key}.applicable": Column(_("%(level)s, applicable") % name, "number"),
            f"levels.{level.key}.shown": Column(_("%(level)s, shown in per cent") % name, "percent"),
        }
    return columns | {
        "stage": Column(_("Stage")),
        "at_target": Column(_("Practices at target"), "number"),
        "applicable": Column(_("Applicable"), "number"),
        "change": Column(_("Change"), "number"),
        "gap": Column(_("Gap in views"), "number"),
        **columns_of_plans(board),
        "edition": Column(_("Edition"), width=12),
        "period": Column(_("Quarter"), width=12),
        "id": Column(_("Identifier"), width=38),
    }


def header_of(board: Board) -> list[str]:
    """The titles of the columns, in the reader's language."""
    return [column.title for column in columns_of(board).values()]


def lines_of(board: Board, filters: Filters) -> Iterator[list[Value]]:
    """A line for each unit that passes the filters; a level that does not apply has 0 applicable and nothing shown."""
    for row in every_unit(board, filters):
        of_levels = [figure for cell in row.cells for figure in (cell.at_target, cell.applicable, cell.shown)]
        yield [
            *(row.organization.name, row.kind, row.profile, *of_levels, row.stage, row.at_target, row.applicable),
            *(
                row.change,
                row.gap,
                *figures_of(board, row.plan),
                row.edition or board.newest.version,
                row.said_in,
                str(row.organization.pk),
            ),
        ]
