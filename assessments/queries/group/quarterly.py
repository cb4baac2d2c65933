# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The chapters of a quarterly report about the units below an organization: counts, the lowest, and who moved.

There is no mean: the lowest unit, and between which shares at target half of the units lie.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.domain.group_reading import Spread, spread_of
from assessments.markdown import escaped
from assessments.models import UnitResult
from assessments.queries.group.board import FEW, Board
from assessments.queries.group.gaps import gaps_of
from assessments.queries.group.notable import Notable, RollUp, notable_of, roll_ups
from assessments.queries.group.promises import told_of_units
from assessments.queries.group.silent import first_silent
from assessments.queries.group.situations import SituationRow, situation_rows
from assessments.queries.group.summary import Asked, MovedUnit, asked_of, headline, level_moves, moved_units
from assessments.queries.group.table import UnitRow, line_of, unit_rows
from assessments.queries.report import Chapter
from assessments.queries.wording import gap, in_words, listed, period_words, signed
from assessments.reports.document import NOTHING, Heat, Part, Range, Ranges, Table, Words

MOST_QUARTERS = 8
MOST_SITUATIONS = 10


def unit_chapters(board: Board) -> dict[str, Chapter]:
    """By key what is told of the units in the period of a board. At most two queries, for any number of units."""
    if not board.units:
        nobody = _("No unit has submitted in %(period)s.") % {"period": period_words(board.period)}
        told = told_of_units(board, Notable(None, None, {}, []), [])
        return {
            "units": Chapter(_("The units"), nobody),
            "units-promises": Chapter(_("Promised and done in the units"), *told),
        }
    notable = notable_of(board, with_open=True)
    few = notable.in_order if board.is_few else []
    return {
        "units": Chapter(_("The units"), _standing(board), tuple(_places(board, notable, few))),
        "units-moved": Chapter(_("What moved in the units"), _moved(board, notable)),
        "units-quarters": _quarters(board),
        "units-situations": _situations(situation_rows(board, []), board),
        "units-views": Chapter(_("Where views differ most"), _views(board)),
        "units-promises": Chapter(_("Promised and done in the units"), *told_of_units(board, notable, few)),
        "units-asks": Chapter(_("Asked of leadership for the units"), _asks(asked_of(board, few))),
    }


def _standing(board: Board) -> str:
    """Who counts, who is silent, and where the units stand."""
    words = {"units": board.units, "all": board.in_all, "period": period_words(board.said_in)}
    counted = [
        ngettext(
            "%(units)s of %(all)s unit counts in %(period)s.",
            "%(units)s of %(all)s units count in %(period)s.",
            board.in_all,
        )
        % words
    ]
    counted += _silent(board) if board.silent else []
    if board.elsewhere:
        counted.append(
            ngettext(
                "%(elsewhere)s answered another edition.", "%(elsewhere)s answered another edition.", board.elsewhere
            )
            % {"elsewhere": board.elsewhere}
        )
    return f"{gap().join(counted)}\n\n{escaped(headline(board))}"


def _silent(board: Board) -> list[str]:
    """How many are silent; by name where units are few. One query then."""
    if not board.is_few:
        return [ngettext("%(silent)s is silent.", "%(silent)s are silent.", board.silent) % {"silent": board.silent}]
    names = first_silent(board, FEW)
    words = {"names": escaped(listed(names))}
    return [ngettext("%(names)s is silent.", "%(names)s are silent.", len(names)) % words]


def _places(board: Board, notable: Notable, few: Sequence[UnitResult]) -> Iterator[Part]:
    """Where the units lie at each level, and the units one by one where they are few."""
    pairs = zip(board.edition.levels, roll_ups(board, notable), strict=True)
    lines = tuple(_range(level.key, roll_up) for level, roll_up in pairs)
    yield Ranges(_("Practices at target, by level: the box is where half of the units lie"), lines)
    if few:
        levels = [in_words(level.name) for level in board.edition.levels]
        yield Table(
            caption=_("Units by level: how many of the practices that apply are at target"),
            titles=(_("Unit"), *levels, _("Stage")),
            rows=tuple(_unit(row) for row in unit_rows(board, map(line_of, few))),
        )


def _range(key: str, roll_up: RollUp) -> Range:
    spread = roll_up.spread
    if spread is None or roll_up.lowest is None:
        return Range(key, roll_up.name, None, None, None, None)
    return Range(
        key=key,
        name=roll_up.name,
        lowest=spread.lowest * 100,
        lower=spread.lower * 100,
        upper=spread.upper * 100,
        highest=spread.highest * 100,
        lowest_words=_("%(unit)s: %(told)s") % {"unit": roll_up.lowest.name, "told": roll_up.lowest_told},
    )


def _unit(row: UnitRow) -> tuple[Words | Heat | str, ...]:
    cells = [
        Heat(Fraction(100 * cell.at_target, cell.applicable) if cell.applicable else None, cell.words, cell.small)
        for cell in row.cells
    ]
    return (Words(row.organization.name, row.sub), *cells, row.stage)


def _moved(board: Board, notable: Notable) -> str:
    moves = {name: board.sums["moves"].get(name, 0) for name in ("up", "down", "same", "first")}
    if board.units == moves["first"]:
        return _("Each unit has submitted once. What moves shows from the second time on.")
    words = (
        _("More practices at target than the time before in %(up)s, as many in %(same)s, fewer in %(down)s.") % moves
    )
    if moves["first"]:
        first = ngettext(
            "%(first)s submitted for the first time.", "%(first)s submitted for the first time.", moves["first"]
        )
        words += gap() + first % moves
    units = [_moved_unit(one) for one in moved_units(board, notable.rise, notable.fall)]
    levels = [f"- {escaped(level.words)}" for level in level_moves(board)]
    return "\n\n".join([words, *units, "\n".join(levels)])


def _moved_unit(unit: MovedUnit) -> str:
    words = {
        "unit": escaped(unit.organization.name),
        "change": signed(unit.change),
        "before": unit.before,
        "after": unit.after,
        "since": period_words(unit.since),
    }
    rise = _("The largest rise: **%(unit)s** %(change)s, from %(before)s to %(after)s at target since %(since)s.")
    fall = _("The largest fall: **%(unit)s** %(change)s, from %(before)s to %(after)s at target since %(since)s.")
    template = rise if unit.change > 0 else fall
    lowered = ngettext(
        "%(count)s of them through lower targets.", "%(count)s of them through lower targets.", unit.lowered
    )
    sentences = [template % words, *([lowered % {"count": unit.lowered}] if unit.lowered else [])]
    return gap().join([*sentences, *(f"{capfirst(escaped(reason))}." for reason in unit.reasons)])


def _quarters(board: Board) -> Chapter:
    """Where half of the units lie at each level, over the last quarters; nothing where there is one alone."""
    title = _("The units over the quarters")
    periods = [period for period in board.course if period <= board.period][-MOST_QUARTERS:]
    if len(periods) < 2:
        return Chapter(title, "")
    words = {"first": period_words(periods[0]), "last": period_words(periods[-1])}
    text = _("From %(first)s to %(last)s: how many units have submitted, and between which shares half of them lie.")
    levels = board.edition.levels
    rows = tuple(
        (period_words(period), str(units), *(_half(counts.get(level.key, {})) for level in levels))
        for period in periods
        for units, counts in [board.course[period]]
    )
    titles = (_("Quarter"), _("Units"), *(in_words(level.name) for level in levels))
    table = Table(_("Practices at target, by quarter and level"), titles, rows, frozenset(range(1, len(titles))))
    return Chapter(title, text % words, (table,))


def _half(counts: Mapping[str, int]) -> str:
    spread: Spread | None = spread_of(counts)
    if spread is None:
        return NOTHING
    return Range("", "", None, spread.lower * 100, spread.upper * 100, None).half


def _situations(rows: Sequence[SituationRow], board: Board) -> Chapter:
    title, faced = _("Situations that units face"), [row for row in rows if row.faced]
    if not faced:
        return Chapter(title, _("No unit is known to face any of the situations."))
    text = ngettext(
        "%(count)s of %(all)s situations is faced by a unit.",
        "%(count)s of %(all)s situations are faced by a unit.",
        len(faced),
    ) % {"count": len(faced), "all": len(rows)}
    if len(faced) > MOST_SITUATIONS:
        text += gap() + _("The most widespread stand here.")
    of = _("%(units)s of %(asked)s")
    table = Table(
        caption=_("Situations that units face, the most widespread first"),
        titles=(_("Situation"), _("Faced by"), _("Open in")),
        rows=tuple(
            (Words(row.statement, row.origin), of % {"units": row.faced, "asked": row.asked}, str(row.unknown))
            for row in faced[:MOST_SITUATIONS]
        ),
        numbers=frozenset({1, 2}),
    )
    return Chapter(title, text, (table,))


def _views(board: Board) -> str:
    lines = []
    for one in gaps_of(board, [], with_views=False):
        sentence = ngettext(
            "**%(practice)s**: views differ in %(units)s of %(asked)s unit.",
            "**%(practice)s**: views differ in %(units)s of %(asked)s units.",
            one.asked,
        )
        lines.append(f"- {sentence % {'practice': escaped(one.name), 'units': one.units, 'asked': one.asked}}")
    return "\n".join(lines)


def _asks(asked: Sequence[Asked]) -> str:
    return "\n".join(f"{number}. {gap().join(_ask(one))}" for number, one in enumerate(asked, start=1))


def _ask(one: Asked) -> Iterator[str]:
    words = {"decision": escaped(one.decision.rstrip(".。")), "day": date_format(one.until, _("j F Y"))}
    yield _("**%(decision)s**, by %(day)s.") % words
    if one.named:
        yield _("For %(units)s.") % {"units": listed([escaped(unit.name) for unit in one.named])}
    else:
        for_units = ngettext("For %(units)s of %(of)s unit.", "For %(units)s of %(of)s units.", one.of)
        yield for_units % {"units": one.units, "of": one.of}
    yield escaped(one.unlocks)
