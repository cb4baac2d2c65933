# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What was promised and what was done, in sentences: the same numbers give the same words."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.domain.plan_counts import KeptCounts, kept_counts
from assessments.domain.promises import has_moved
from assessments.markdown import escaped
from assessments.queries.kept import PlanTold
from assessments.queries.plan_words import level_name_of, title_of
from assessments.queries.promised import Line
from assessments.queries.wording import gap, grouped, listed
from assessments.reports.document import NOTHING, Table, Words

# A page is one page: of long lists the first stand, and how many more there are is said.
MOST_LISTED = 5
MOST_ROWS = 20


def first_of(names: Sequence[str]) -> str:
    """The first of them as a list, and how many more there are."""
    if len(names) <= MOST_LISTED:
        return listed(names)
    more = len(names) - MOST_LISTED
    rest = ngettext("%(n)s more", "%(n)s more", more) % {"n": more}
    return listed([*names[:MOST_LISTED], rest])


def kept_paragraphs(plan: PlanTold) -> Iterator[str]:
    """What became of what was promised, in sentences, and then which actions these are; Markdown."""
    sentences = list(kept_sentences(kept_counts(plan.kept), plan.when, is_over=plan.is_over))
    if sentences:
        yield gap().join(sentences)
        line = _("%(name)s: %(actions)s")
        lists = [{"name": name, "actions": first_of([_quoted(one) for one in those])} for name, those in named(plan)]
        yield "\n".join(f"- {line % words}" for words in lists)


def _quoted(one: Line) -> str:
    """What was to be done, told apart from what stands beside it."""
    return _("“%(title)s”") % {"title": escaped(title_of(one.item).rstrip(".。"))}


def named(plan: PlanTold) -> Iterator[tuple[str, Sequence[Line]]]:
    """What became of them, each with its actions; none of nothing."""
    kept = plan.kept
    lists = (
        (_("Done in time"), kept.in_time),
        (_("Done late"), kept.done_late),
        (_("Still open at its end") if plan.is_over else _("Late"), kept.late),
        (_("Still to come"), kept.to_come),
        (_("Dropped"), kept.dropped),
        (_("Done besides"), kept.beyond),
    )
    return ((name, those) for name, those in lists if those)


def kept_table(plan: PlanTold) -> tuple[str, tuple[Table, ...]]:
    """What became of what was promised, in sentences, and a table of the actions; nobody is named."""
    sentences = list(kept_sentences(kept_counts(plan.kept), plan.when, is_over=plan.is_over))
    rows = [(name, one) for name, those in named(plan) for one in those]
    if len(rows) > MOST_ROWS:
        sentences.append(_("The first %(n)s actions stand here.") % {"n": MOST_ROWS})
    titles = (_("Action"), _("Promised for"), _("What became of it"))
    table = Table(
        caption=_("Actions that were promised or done in %(when)s") % {"when": plan.when},
        titles=titles,
        rows=tuple(
            (Words(title_of(one.item), level_name_of(one.item)), _day(one.promised_on), Words(name, _since(one, plan)))
            for name, one in rows[:MOST_ROWS]
        ),
        is_of_targets=False,
    )
    return gap().join(sentences), (table,) if rows else ()


def _day(day: date | None) -> str:
    return date_format(day, _("j F Y")) if day else NOTHING


def _since(one: Line, plan: PlanTold) -> str:
    """When it was done or dropped, also where that was after the time; until when it was put off."""
    if one in (*plan.kept.late, *plan.kept.to_come):
        if one.done_on:
            return _("done on %(day)s") % {"day": _day(one.done_on)}
        if one.dropped_on:
            return _("dropped on %(day)s") % {"day": _day(one.dropped_on)}
        return _("due on %(day)s now") % {"day": _day(one.due_on)} if has_moved(one) else ""
    return _day(one.done_on or one.dropped_on)


def kept_sentences(kept: KeptCounts, when: str, *, is_over: bool) -> Iterator[str]:
    """What became of what was promised for a time that is called `when`, and what was done besides; none of nothing.

    Where the time is over, what was late then may be done by now.
    """
    if kept.promised:
        yield _done(kept, when)
        yield from _not_done(kept, is_over=is_over)
    yield from _beyond(kept, when)


def _done(kept: KeptCounts, when: str) -> str:
    words = {"promised": grouped(kept.promised), "done": grouped(kept.done), "in_time": grouped(kept.in_time)}
    if kept.promised == 1:
        if not kept.done:
            return _("The action promised for %(when)s was not done.") % {"when": when}
        in_time = _("The action promised for %(when)s was done in time.")
        late = _("The action promised for %(when)s was done late.")
        return (in_time if kept.in_time else late) % {"when": when}
    if not kept.done:
        return _("Of %(promised)s actions promised for %(when)s, none was done.") % {**words, "when": when}
    told = ngettext(
        "Of %(promised)s actions promised for %(when)s, %(done)s was done, %(in_time)s of them in time.",
        "Of %(promised)s actions promised for %(when)s, %(done)s were done, %(in_time)s of them in time.",
        kept.done,
    )
    return told % {**words, "when": when}


def _not_done(kept: KeptCounts, *, is_over: bool) -> Iterator[str]:
    if kept.late and is_over:
        still = ngettext("%(n)s was still open at its end.", "%(n)s were still open at its end.", kept.late)
        yield still % {"n": grouped(kept.late)}
    elif kept.late:
        yield ngettext("%(n)s is late.", "%(n)s are late.", kept.late) % {"n": grouped(kept.late)}
    if kept.to_come:
        yield ngettext("%(n)s is still to come.", "%(n)s are still to come.", kept.to_come) % {
            "n": grouped(kept.to_come)
        }
    if kept.dropped:
        yield ngettext("%(n)s was dropped.", "%(n)s were dropped.", kept.dropped) % {"n": grouped(kept.dropped)}


def _beyond(kept: KeptCounts, when: str) -> Iterator[str]:
    if not kept.beyond:
        return
    told = ngettext(
        "In %(when)s, %(n)s more was done: %(which)s.", "In %(when)s, %(n)s more were done: %(which)s.", kept.beyond
    )
    yield told % {"when": when, "n": grouped(kept.beyond), "which": listed(list(_which(kept)))}


def _which(kept: KeptCounts) -> Iterator[str]:
    """Of what was done besides, how many were promised for another time, or by nobody."""
    if kept.caught_up:
        yield _("%(n)s promised for earlier") % {"n": grouped(kept.caught_up)}
    if kept.ahead:
        yield _("%(n)s promised for later") % {"n": grouped(kept.ahead)}
    if kept.unpromised:
        yield _("%(n)s that nobody had promised") % {"n": grouped(kept.unpromised)}
