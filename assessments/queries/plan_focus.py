# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Where many actions are open and one person has them all: which three to take first."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.domain.document import Cadence
from assessments.domain.next_steps import Pick, next_steps
from assessments.models import PlanItem
from assessments.queries.plan import PlanPage
from assessments.queries.plan_effect import effect_in
from assessments.queries.plan_words import assignee_of, title_of
from assessments.queries.result import Outcome
from assessments.queries.wording import in_words, listed

MANY = 6  # open actions that are too many for one person


@dataclass(frozen=True)
class OpenStep:
    """An open action as the engine projects it, by the keys of the last result's edition."""

    item: PlanItem
    effort: str
    raises: Mapping[str, int]
    sets: Mapping[str, Cadence]


@dataclass(frozen=True)
class Picked:
    """One of the three, and why it was picked."""

    item: PlanItem
    title: str
    why: str


@dataclass(frozen=True)
class Focus:
    """Who has all the open actions, how many they are, and which to take first."""

    who: str
    count: int
    picks: list[Picked]


def focus_of(page: PlanPage) -> Focus | None:
    """Which three to take, where one person has many open actions and nothing was chosen; no query.

    Of a long plan the first page is looked at: what is late, and what the most pressing advice names. None where
    several share them, and where nothing is answered from which to project.
    """
    desk, choice, counts = page.desk, page.choice, page.counts
    if desk.outcome is None or choice.is_narrowed or choice.units or choice.page > 1:
        return None
    if counts.open < MANY or counts.hands != 1:
        return None
    found = [row.item for group in page.groups for row in group.rows if row.item.is_open]
    steps = [_step(item, desk.outcome) for item in found]
    picks = next_steps(desk.outcome.edition, desk.outcome.standing, steps, None).picks
    picked = [Picked(one.step.item, title_of(one.step.item), _why(one, desk.outcome)) for one in picks]
    return Focus(assignee_of(found[0]), counts.open, picked) if picked else None


def _step(item: PlanItem, outcome: Outcome) -> OpenStep:
    raises, sets = effect_in(outcome.edition, item).rises_and_sets(outcome.edition)
    return OpenStep(item, item.effort, raises, sets)


def _why(pick: Pick[OpenStep], outcome: Outcome) -> str:
    """What changes with it: the recommendations that are no longer needed, else the practices that it raises."""
    edition = outcome.edition
    if pick.retires:
        titles = [_("“%(title)s”") % {"title": in_words(edition.recommendation(key).title)} for key in pick.retires]
        return _("No longer needed then: %(titles)s") % {"titles": listed(titles)}
    names = [in_words(edition.practice(rise.practice).name) for rise in pick.rises]
    return _("It raises %(names)s") % {"names": listed(names)} if names else ""
