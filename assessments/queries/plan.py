# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The plan of an organization as its page shows it: grouped under the advice that it follows, what is late first."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import groupby

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Organization, User
from assessments.domain.edition import Edition
from assessments.models import Assessment, PlanItem
from assessments.models import Edition as EditionRow
from assessments.queries.edition import edition_of
from assessments.queries.plan_choice import (
    LATE,
    LATE_ONES,
    OPEN,
    PER_PAGE,
    PlanChoice,
    in_order,
    is_late,
    items_in,
    narrowed,
    with_status,
)
from assessments.queries.plan_row import NOTHING_YET, Now, PlanRow, now_of, plan_row
from assessments.queries.plan_words import with_words
from assessments.queries.result import Outcome, outcome_of
from assessments.queries.wording import grouped

STATUS = PlanItem.Status


@dataclass(frozen=True)
class Desk:
    """Who reads which plan, and what is known for it: the last result that they may read, with its edition.

    `may_move` says of which items they may change the status.

    `advice` are the recommendations of that edition by number, the most pressing first, with keys of earlier editions.
    """

    organization: Organization
    pack: str
    edition: Edition | None
    outcome: Outcome | None
    advice: Mapping[str, int]
    user: User
    may_move: Callable[[PlanItem], bool]
    today: date

    @cached_property
    def now(self) -> Now:
        """What is answered to practices today."""
        return now_of(self.outcome.edition, self.outcome.result) if self.outcome else NOTHING_YET


@dataclass(frozen=True)
class Counts:
    """How many actions there are of each status, how many of the open ones are late, and from how much advice.

    `hands`: how many people have the open ones, where each has somebody; else 0.
    """

    by_status: Mapping[str, int]
    late: int
    advice: int
    hands: int

    @property
    def total(self) -> int:
        """All but those that were dropped."""
        return sum(self.by_status.values()) - self.by_status[STATUS.DROPPED]

    @property
    def open(self) -> int:
        return sum(self.by_status[status] for status in PlanItem.OPEN)

    def of(self, status: str) -> int:
        """How many a choice of status shows."""
        if status in ("", OPEN, LATE_ONES):
            return {"": self.total, OPEN: self.open, LATE_ONES: self.late}[status]
        return self.by_status[status]

    @property
    def words(self) -> str:
        """All of it in a sentence: "9 actions from 4 recommendations: 1 done, 3 doing, 5 to do, 1 of them late."."""
        words = {"count": grouped(self.total), "advice": grouped(self.advice)}
        start = ngettext("%(count)s action", "%(count)s actions", self.total) % words
        if self.advice:
            of = ngettext(
                "%(start)s from %(advice)s recommendation", "%(start)s from %(advice)s recommendations", self.advice
            )
            start = of % {"start": start, "advice": words["advice"]}
        parts = _(", ").join(self._parts())
        return (
            _("%(start)s: %(parts)s.") % {"start": start, "parts": parts}
            if parts
            else _("%(start)s.") % {"start": start}
        )

    def _parts(self) -> Iterator[str]:
        said = {
            STATUS.DONE: _("%(count)s done"),
            STATUS.DOING: _("%(count)s doing"),
            STATUS.TO_DO: _("%(count)s to do"),
            STATUS.PROPOSED: _("%(count)s proposed"),
        }
        for status, words in said.items():
            if self.by_status[status]:
                yield words % {"count": grouped(self.by_status[status])}
        if self.late:
            yield _("%(count)s of them late") % {"count": grouped(self.late)}


@dataclass(frozen=True)
class PlanGroup:
    """Actions under one heading; `recommendation` is the key of the advice, "" of what is late and of the others."""

    key: str
    title: str
    recommendation: str
    rows: list[PlanRow]

    @property
    def is_late(self) -> bool:
        return self.key == "late"


@dataclass(frozen=True)
class PlanPage:
    """A page of a plan; `found` is how many actions were chosen, on all of its `pages`."""

    desk: Desk
    choice: PlanChoice
    counts: Counts
    groups: list[PlanGroup]

    @property
    def found(self) -> int:
        return self.counts.of(self.choice.status)

    @property
    def pages(self) -> int:
        return max(1, math.ceil(self.found / PER_PAGE))

    @property
    def as_table(self) -> str:
        """The address of the same as a table."""
        return self.choice.address(is_board=False, page=1)

    @property
    def as_board(self) -> str:
        """The address of the same as a board."""
        return self.choice.address(is_board=True, page=1)

    @property
    def previous(self) -> str:
        """The address of the page before; "" on the first one."""
        return self.choice.address(page=min(self.choice.page - 1, self.pages)) if self.choice.page > 1 else ""

    @property
    def following(self) -> str:
        """The address of the page after; "" on the last one."""
        return self.choice.address(page=self.choice.page + 1) if self.choice.page < self.pages else ""

    @property
    def is_empty(self) -> bool:
        """Whether there is no action at all, chosen or not."""
        return not self.choice.is_narrowed and not self.counts.total and not self.counts.by_status[STATUS.DROPPED]


def desk_of(
    organization: Organization,
    user: User,
    assessment: Assessment | None,
    now: datetime,
    may_move: Callable[[PlanItem], bool],
) -> Desk:
    """The desk for a plan; `assessment` is the last one whose result the person may read.

    One query where it is submitted, three where it is open, two at most where there is none.
    """
    outcome = outcome_of(assessment, now) if assessment else None
    row = None if outcome else EditionRow.objects.newest_of(EditionRow.BUILT_IN)
    edition = outcome.edition if outcome else edition_of(row) if row else None
    return Desk(
        organization=organization,
        pack=assessment.pack if assessment else EditionRow.BUILT_IN,
        edition=edition,
        outcome=outcome,
        advice=_advice_in_order(edition, outcome) if edition else {},
        user=user,
        may_move=may_move,
        today=now.astimezone(organization.zone).date(),
    )


def plan_page(desk: Desk, choice: PlanChoice) -> PlanPage:
    """What was chosen of a plan, in two queries; one for a board, whose columns come by themselves."""
    items = narrowed(items_in(desk.organization, desk.pack, units=choice.units), choice, desk.user)
    counts = counts_of(items, desk.today)
    if choice.is_board:
        return PlanPage(desk, choice, counts, [])
    shown = in_order(with_status(items, choice.status, desk.today), desk.advice, desk.today)
    start = (choice.page - 1) * PER_PAGE
    rows = with_words(shown).select_related("organization")[start : start + PER_PAGE]
    return PlanPage(desk, choice, counts, list(_groups(desk, rows)))


def counts_of(items: QuerySet[PlanItem], today: date) -> Counts:
    """How many there are of what. One query."""
    by_status = {status: Count("pk", filter=Q(status=status)) for status in STATUS.values}
    advice = Count("recommendation", distinct=True, filter=~Q(recommendation="") & ~Q(status=STATUS.DROPPED))
    is_open, is_named = Q(status__in=PlanItem.OPEN), ~Q(assignee_text="")
    nobody = Count("pk", filter=is_open & ~is_named & Q(assignee__isnull=True))
    members = Count("assignee", distinct=True, filter=is_open)
    others = Count("assignee_text", distinct=True, filter=is_open & is_named)
    late = Count("pk", filter=is_late(today))
    found = items.order_by().aggregate(
        **by_status, late=late, advice=advice, nobody=nobody, members=members, others=others
    )
    hands = 0 if found["nobody"] else found["members"] + found["others"]
    return Counts({status: found[status] for status in by_status}, found["late"], found["advice"], hands)


def row_of(desk: Desk, item: PlanItem) -> PlanRow:
    """One item in words, which was read `with_words`."""
    return plan_row(item, desk.now, desk.today, may_change=desk.may_move(item))


def _groups(desk: Desk, items: Iterable[PlanItem]) -> Iterator[PlanGroup]:
    for number, those in groupby(items, key=lambda item: int(vars(item)["group"])):
        rows = [row_of(desk, item) for item in those]
        if number == LATE:
            yield PlanGroup("late", _("Late"), "", rows)
        elif number <= max(desk.advice.values(), default=-1):
            yield PlanGroup(str(number), rows[0].recommendation, _current(desk, rows[0].item), rows)
        else:
            yield PlanGroup("other", _("Other actions"), "", rows)


def _current(desk: Desk, item: PlanItem) -> str:
    """The key that the last edition gives the advice of an item."""
    renames = desk.edition.renames.recommendations if desk.edition else {}
    return renames.get(item.recommendation, item.recommendation)


def _advice_in_order(edition: Edition, outcome: Outcome | None) -> dict[str, int]:
    """The advice of an edition by number: what matches first, the most pressing before all, then as the edition has it;
    keys of earlier editions have the number of what they are called now."""
    said = [one.key for one in outcome.result.recommendations] if outcome else []
    keys = list(dict.fromkeys([*said, *(one.key for one in edition.recommendations)]))
    numbers = {key: number for number, key in enumerate(keys)}
    older = {old: numbers[new] for old, new in edition.renames.recommendations.items() if new in numbers}
    return older | numbers
