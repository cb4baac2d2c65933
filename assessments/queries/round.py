# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Rounds as their pages show them: who has not begun, who is how far and where most is open, who has submitted."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db.models import Count

from accounts.models import Organization
from assessments.domain.edition import Edition
from assessments.models import Answer, Round
from assessments.models import Edition as EditionRow
from assessments.models.answer import UNANSWERED, Kind
from assessments.queries.edition import edition_of
from assessments.queries.round_units import (
    Standing,
    State,
    Unit,
    asked_practices,
    editions_of,
    kinds_around,
    own_of,
    standings_of,
    units_of,
    with_assessments,
)
from assessments.queries.running import is_running
from assessments.queries.wording import in_words

UNITS_ON_A_PAGE = 50


@dataclass(frozen=True)
class StateCount:
    """How many units are in a state."""

    state: State
    count: int

    @property
    def label(self) -> str:
        return str(self.state.label)


@dataclass(frozen=True)
class UnitRow:
    """One unit in a round: how many practices are answered of those asked, and the level with most that are open.

    `earlier` is the period of an assessment that has to be submitted first, "" where there is none.
    """

    unit: Unit
    depth: int
    state: State
    open_id: object
    answered: int
    asked: int
    stuck: str
    stuck_open: int
    earlier: str

    @property
    def label(self) -> str:
        return str(self.state.label)


@dataclass(frozen=True)
class RoundPage:
    """A round with its counts and a page of its units; `next_after` is where the next page begins, "" on the last."""

    round: Round
    counts: list[StateCount]
    rows: list[UnitRow]
    chosen: str
    is_first: bool
    next_after: str
    missing: int
    is_running: bool
    today: date

    @property
    def total(self) -> int:
        return sum(one.count for one in self.counts)

    @property
    def submitted(self) -> int:
        return next(one.count for one in self.counts if one.state == State.SUBMITTED)

    @property
    def is_overdue(self) -> bool:
        return self.today > self.round.due_date

    @property
    def is_complete(self) -> bool:
        return self.submitted == self.total


@dataclass(frozen=True)
class Outlook:
    """What opening a round would do: units that get an assessment, that have one open, that submitted theirs, and
    those where one of an earlier quarter is open."""

    opened: int
    open: int
    submitted: int
    earlier: int

    @property
    def total(self) -> int:
        return self.opened + self.open + self.submitted + self.earlier


def rounds_of(organization: Organization) -> list[Round]:
    """The rounds that were opened at an organization, the newest first. One query."""
    rows = Round.objects.within(organization).select_related("opened_by")
    return list(rows.order_by("-period", "-opened_at"))


def kinds_below(organization: Organization) -> list[tuple[str, str, int]]:
    """The kinds that occur at and below an organization, with their names and how many there are. One query."""
    units = units_of(organization, Organization.Kind.values).order_by()
    counts = dict(units.values_list("kind").annotate(count=Count("pk")))
    return [(kind.value, str(kind.label), counts[kind]) for kind in Organization.Kind if kind in counts]


def outlook_of(organization: Organization, pack: str, kinds: Sequence[str], period: str) -> Outlook:
    """What opening a round would do for whom. One query."""
    units = with_assessments(units_of(organization, kinds), pack, period).order_by()
    found: Counter[str] = Counter()
    for submitted, opened, count in units.values_list("is_submitted", "open_period").annotate(count=Count("pk")):
        found["submitted" if submitted else _standing(opened, period)] += count
    return Outlook(found["opened"], found["open"], found["submitted"], found["earlier"])


def _standing(opened: str | None, period: str) -> str:
    return "opened" if opened is None else "open" if opened == period else "earlier"


def round_page(found: Round, state: str, after: str, now: datetime) -> RoundPage:
    """A page of a round in at most seven queries; `state` "" shows all, `after` is the path before the first unit."""
    own = own_of(found)
    editions = editions_of(found, own)
    kinds = kinds_around(found.organization) if _asks_elsewhere(editions.values()) else frozenset()
    standings = standings_of(found, own, editions, kinds)
    asked_for = state if state in State.values else ""
    later = (one for one in standings if one.unit.path > after and asked_for in ("", one.state))
    page = list(islice(later, UNITS_ON_A_PAGE + 1))
    shown = page[:UNITS_ON_A_PAGE]
    counts = Counter(one.state for one in standings)
    return RoundPage(
        round=found,
        counts=[StateCount(one, counts[one]) for one in State],
        rows=list(_rows(found, shown, editions, kinds)),
        chosen=asked_for,
        is_first=not after,
        next_after=shown[-1].unit.path if len(page) > len(shown) else "",
        missing=sum(one.opened is None and one.state != State.SUBMITTED for one in standings),
        is_running=is_running(found, now),
        today=now.astimezone(found.organization.zone).date(),
    )


def _asks_elsewhere(editions: Iterable[EditionRow]) -> bool:
    """Whether an edition asks something at some kinds of organizations alone."""
    return any(practice.asked_at for row in editions for practice in edition_of(row).practices)


def _rows(
    found: Round, standings: Sequence[Standing], editions: Mapping[Any, EditionRow], kinds: frozenset[str]
) -> Iterable[UnitRow]:
    begun = {one.opened.pk for one in standings if one.opened and one.state == State.BEGUN}
    said = _said(begun)
    for one in standings:
        stuck, number = ("", 0)
        if one.opened and one.opened.pk in begun:
            edition = edition_of(editions[one.opened.edition_id])
            stuck, number = _stuck(edition, one.unit.kind, kinds, said.get(one.opened.pk, set()))
        yield UnitRow(
            unit=one.unit,
            depth=min(one.unit.depth - found.organization.depth, 6),
            state=one.state,
            open_id=one.opened and one.opened.pk,
            answered=one.answered,
            asked=one.asked,
            stuck=stuck,
            stuck_open=number,
            earlier=one.opened.period if one.opened and one.opened.period != found.period else "",
        )


def _said(assessments: Iterable[Any]) -> dict[Any, set[str]]:
    """The practices answered in each of these assessments, the few of a page. One query."""
    rows = Answer.unscoped.filter(assessment__in=assessments, kind=Kind.PRACTICE, is_confirmed=True)
    found: dict[Any, set[str]] = {}
    for assessment, key in rows.exclude(value=UNANSWERED).values_list("assessment_id", "key"):
        found.setdefault(assessment, set()).add(key)
    return found


def _stuck(edition: Edition, kind: str, kinds: frozenset[str], said: set[str]) -> tuple[str, int]:
    """The level with most open practices, and how many; "" and 0 where none is open."""
    asked = set(asked_practices(edition, kind, kinds)) - said
    levels = [(sum(one.key in asked for one in edition.practices_of(level.key)), level) for level in edition.levels]
    number, level = max(levels, key=lambda one: one[0])
    return (in_words(level.name), number) if number else ("", 0)
