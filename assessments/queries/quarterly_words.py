# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The chapters of a quarterly report about an organization's own assessment: sentences, tables and charts.

The same facts give the same chapters. They name no person and no single answer but how often a routine takes place,
which is what the report is there to announce.
"""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.domain.edition import Edition
from assessments.domain.figures import whole_percent
from assessments.domain.story import Moved, StoryFacts
from assessments.markdown import escaped
from assessments.queries.advice import FIRST, Advice, Adviser
from assessments.queries.grid import Cell, Grid, SituationRow, audiences_of, grid_of
from assessments.queries.journey import journey_of
from assessments.queries.kept import NO_PLAN, PlanTold
from assessments.queries.kept_words import first_of, kept_table
from assessments.queries.level import level_figures
from assessments.queries.progress import LevelTrend
from assessments.queries.reading import Reader
from assessments.queries.report import Chapter
from assessments.queries.result import Outcome
from assessments.queries.story_words import advice, asks, facts_of, levels_moved, situations, standing
from assessments.queries.wording import gap, in_words, period_words, statement_of
from assessments.reports.document import NOTHING, Figures, Heat, Part, Table, Trend, Trends, Words


def own_chapters(
    outcome: Outcome,
    before: Outcome | None,
    periods: Sequence[str],
    trends: Sequence[LevelTrend],
    plan: PlanTold = NO_PLAN,
) -> dict[str, Chapter]:
    """By key what is told of a submitted assessment since the one before, of its levels over the `periods`, and of
    what was promised and done."""
    facts, reader = facts_of(outcome, before, plan.overdue), Reader(outcome)
    return {
        "standing": Chapter(
            _("Where we stand"),
            _paragraphs(standing(facts, outcome, before)),
            (Figures(_("The four figures of each level"), level_figures(outcome)),),
        ),
        "moved": Chapter(_("What moved, and why"), _paragraphs(_moved(facts, outcome))),
        "quarters": _quarters(periods, trends),
        "situations": _situations(facts, outcome, before),
        "advice": _advice(facts, outcome, before, reader),
        "promises": Chapter(_("Promised and done"), *kept_table(plan)),
        "asks": Chapter(_("Asked of leadership"), _paragraphs(asks(facts, outcome, before))),
        "journey": Chapter(_("Where we are on the journey"), _paragraphs(_journey(outcome, reader))),
        "routines": _routines(outcome, reader),
    }


def _paragraphs(texts: Iterable[str]) -> str:
    return "\n\n".join(one for one in texts if one)


def _moved(facts: StoryFacts, outcome: Outcome) -> list[str]:
    if facts.moved is None:
        period = {"period": period_words(outcome.assessment.period)}
        return [
            _("%(period)s is the first quarter that was submitted. What moves, and why, shows from the next.") % period
        ]
    return [*levels_moved(facts.moved, outcome.edition), *_steps(facts.moved, outcome.edition)]


def _steps(moved: Moved, edition: Edition) -> Iterator[str]:
    """Where practices moved by progress alone, up and down; without their values."""
    known = [one for one in moved.steps if isinstance(one.before, int) and isinstance(one.after, int)]
    names = {one.practice: escaped(in_words(edition.practice(one.practice).name)) for one in known}
    up = [names[one.practice] for one in known if int(one.after or 0) > int(one.before or 0)]
    down = [names[one.practice] for one in known if int(one.after or 0) < int(one.before or 0)]
    if up:
        yield _("Progress was made here: %(names)s.") % {"names": first_of(up)}
    if down:
        yield _("Ground was lost here: %(names)s.") % {"names": first_of(down)}


def _quarters(periods: Sequence[str], trends: Sequence[LevelTrend]) -> Chapter:
    """The levels over the last quarters; nothing where there is one alone."""
    title = _("Over the quarters")
    if len(periods) < 2:
        return Chapter(title, "")
    words = {"first": period_words(periods[0]), "last": period_words(periods[-1]), "n": len(periods)}
    text = ngettext(
        "%(n)s quarter, from %(first)s to %(last)s: what is shown and said of each level, beside its aim.",
        "%(n)s quarters, from %(first)s to %(last)s: what is shown and said of each level, beside its aim.",
        len(periods),
    )
    lines = tuple(
        Trend(
            key=one["key"],
            name=one["name"],
            periods=tuple(periods),
            shown=tuple(one["shown"]),
            said=tuple(one["said"]),
            aim=tuple(one["aim"]),
            could_be=tuple(one["could_be"]),
        )
        for one in trends
    )
    return Chapter(title, text % words, (Trends("", lines, tuple(map(period_words, periods))),))


def _situations(facts: StoryFacts, outcome: Outcome, before: Outcome | None) -> Chapter:
    grid = grid_of(outcome)
    words = {"faced": len(grid.faced), "all": len(outcome.result.situations), "unknown": len(grid.unknown)}
    counted = ngettext(
        "%(faced)s of %(all)s situations is faced.", "%(faced)s of %(all)s situations are faced.", words["faced"]
    )
    sentences = [counted % words]
    if grid.unknown:
        open_ones = ngettext("%(unknown)s is not known yet.", "%(unknown)s are not known yet.", words["unknown"])
        sentences.append(open_ones % words)
    moved = situations(facts, outcome, before) if facts.moved else []
    title = _("Situations that are faced, and who covers them")
    return Chapter(title, _paragraphs([gap().join(sentences), *moved]), tuple(_grid(outcome.edition, grid)))


def _grid(edition: Edition, grid: Grid) -> Iterator[Part]:
    if grid.faced:
        yield Table(
            caption=_(
                "What is said of the practices that answer it, by level, in per cent; – where none is asked or known"
            ),
            titles=(_("Situation"), *(in_words(level.name) for level in edition.levels)),
            rows=tuple((_situation(row), *map(_coverage, row.cells)) for row in grid.faced),
            is_of_targets=False,
        )


def _situation(row: SituationRow) -> Words:
    said = _("faced: %(figure)s") % {"figure": whole_percent(row.result.said * 100)}
    return Words(statement_of(row.situation), _(" · ").join((said, row.origin)))


def _coverage(cell: Cell) -> Heat:
    return Heat(cell.figure, cell.words)


def _advice(facts: StoryFacts, outcome: Outcome, before: Outcome | None, reader: Reader) -> Chapter:
    matched = Adviser(outcome, reader).matched()
    if not matched:
        nothing = _("No recommendation matches what is known so far.")
        return Chapter(_("Recommendations"), _paragraphs([nothing, *advice(facts, outcome, before)]))
    count = ngettext(
        "%(count)s recommendation matches.", "%(count)s recommendations match; the first are:", len(matched)
    )
    lines = [f"{one.rank}. {gap().join(_advised(one))}" for one in matched[:FIRST]]
    texts = [count % {"count": len(matched)}, "\n".join(lines), *advice(facts, outcome, before)]
    return Chapter(_("Recommendations"), _paragraphs(texts))


def _advised(one: Advice) -> Iterator[str]:
    """The title, why it is here, and with what to begin."""
    title = escaped(in_words(one.recommendation.title).rstrip(".。"))
    yield _("**%(title)s** (%(origin)s).") % {"title": title, "origin": escaped(one.origin)}
    if one.denial:
        yield _("Signs say no; answers say otherwise.")
    elif one.situation and one.exposure and one.exposure.faced == "yes":
        yield _("This is faced: “%(situation)s”.") % {"situation": escaped(statement_of(one.situation))}
    if one.below_target:
        yield _("%(sentence)s.") % {"sentence": capfirst(one.below_target)}
    if one.steps:
        step = one.steps[0]
        words = {"level": step.level_name, "action": escaped(in_words(step.action.title).rstrip(".。"))}
        yield _("To begin with, %(level)s: %(action)s (%(horizon)s).") % {**words, "horizon": step.horizon}


def _journey(outcome: Outcome, reader: Reader) -> Iterator[str]:
    """The stage, and what the next one lacks, as conditions: without the answers of now."""
    steps = journey_of(outcome.result, reader)
    if not steps:
        return
    current = next((one.stage for one in steps if one.state == "current"), None)
    if current:
        words = {"stage": escaped(in_words(current.name)), "description": escaped(in_words(current.description))}
        yield _("The stage is **%(stage)s**: %(description)s") % words
    else:
        yield _("The first stage is not reached yet.")
    following = next((one for one in steps if one.state == "next"), None)
    if following:
        lacking = [f"- {escaped(leaf.condition)}" for leaf in following.lacking]
        yield _("The next one, **%(stage)s**, lacks:") % {"stage": escaped(in_words(following.stage.name))}
        yield "\n".join(lacking)


def _routines(outcome: Outcome, reader: Reader) -> Chapter:
    """The routines that take place, by audience; how many others there are is said."""
    title, cadences = _("How each audience is reached"), reader.standing.routines
    if not cadences:
        return Chapter(title, "")
    known = [cadence for cadence in cadences.values() if cadence]
    words = {"all": len(cadences), "n": sum(one != "never" for one in known), "unknown": len(cadences) - len(known)}
    sentences = [
        ngettext("%(n)s of %(all)s routine takes place.", "%(n)s of %(all)s routines take place.", words["all"]) % words
    ]
    if words["unknown"]:
        sentences.append(
            ngettext("Of %(unknown)s it is not known.", "Of %(unknown)s it is not known.", words["unknown"]) % words
        )
    rows = tuple(
        (routine.name, audience.name, routine.cadence, routine.enough or NOTHING)
        for audience in audiences_of(outcome.edition, reader)
        for routine in audience.routines
        if cadences[routine.key] not in (None, "never")
    )
    titles = (_("Routine"), _("Audience"), _("How often"), _("Is that enough?"))
    table = Table(_("Routines by audience, and how often they take place"), titles, rows)
    return Chapter(title, gap().join(sentences), (table,) if rows else ())
