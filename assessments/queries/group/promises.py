# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What the units of a group promised for the quarter of a report and did in it: in numbers, and where they are open."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.markdown import escaped
from assessments.models import UnitResult
from assessments.queries.group.board import Board
from assessments.queries.group.notable import Notable
from assessments.queries.group.plans import kept_in_all, of_quarter, promise_sentences
from assessments.queries.wording import gap, grouped, listed, period_words
from assessments.reports.document import Table

MOST_NAMED = 5


def told_of_units(board: Board, notable: Notable, few: Sequence[UnitResult]) -> tuple[str, tuple[Table, ...]]:
    """The text, and where units are few a table of them; two empty ones where nothing was promised or done."""
    kept = kept_in_all(board)
    sentences = promise_sentences(board)
    if not sentences:
        return "", ()
    told = ngettext("%(n)s unit tells of it.", "%(n)s units tell of it.", kept.units) % {"n": grouped(kept.units)}
    where = _still_open(notable, kept.open_in) if notable.open and not few else []
    return gap().join([*sentences, told, *where]), (_table(board, few),) if few else ()


def _still_open(notable: Notable, units: int) -> list[str]:
    """The units that left most open, by name, and how many more there are, those included that did not submit."""
    words = _("%(unit)s (%(n)s)")
    names = [
        words % {"unit": escaped(row.organization.name), "n": row.plan["open"]} for row in notable.open[:MOST_NAMED]
    ]
    more = units - len(names)
    if more > 0:
        names.append(ngettext("%(n)s more unit", "%(n)s more units", more) % {"n": grouped(more)})
    return [_("Still open at its end: %(units)s.") % {"units": listed(names)}]


def _table(board: Board, few: Sequence[UnitResult]) -> Table:
    titles = (
        *(_("Unit"), _("Promised"), _("Done in time"), _("Done late"), _("Still open at its end"), _("Dropped")),
        _("Done besides"),
    )
    rows = tuple((row.organization.name, *map(str, of_quarter(row.plan))) for row in few)
    caption = _("Actions that units promised for %(period)s, and did in it") % {"period": period_words(board.said_in)}
    return Table(caption, titles, rows, frozenset(range(1, len(titles))), is_of_targets=False)
