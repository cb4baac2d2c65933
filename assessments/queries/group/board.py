# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A group's dashboard: which period it shows, of which editions, and what its units add up to in it."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Case, F, JSONField, QuerySet, Subquery, When
from django.utils import timezone

from accounts.models import Organization
from assessments import models
from assessments.domain.carrying import later_names
from assessments.domain.edition import Edition
from assessments.domain.group_reading import ReadThrough, read_through
from assessments.models import GroupPlan, GroupResult, UnitResult
from assessments.models.group import LATEST
from assessments.queries.edition import edition_of
from assessments.queries.statements import Statement, columns

FEW = 12  # up to so many units are named one by one

SUMS = ("stages", "editions", "moves")
# What is read of the organization's GroupPlan, once and in the same statement.
PLANS = "in_plans"
READ = ("period", "units", "at_target", "applicable", "levels", *(f"in_{name}" for name in SUMS), PLANS)


@dataclass(frozen=True)
class Board:
    """What stands below an organization in one period, or LATEST.

    `editions` by the ids of their rows, the newest among them; `periods` are all in which a unit has submitted, the
    earliest first. `sums` is a GroupResult's, empty where no unit has submitted in the period; `course` has of each of
    `periods` how many units have submitted and the counts of its levels. `plans` are a GroupPlan's, whoever of the
    units has submitted; what is due is read by `today`.
    """

    organization: Organization
    newest: models.Edition
    period: str
    periods: list[str]
    units: int
    at_target: int
    applicable: int
    sums: Mapping[str, Any]
    plans: Mapping[str, Any]
    today: date
    editions: Mapping[str, models.Edition] = field(default_factory=dict)
    course: Mapping[str, tuple[int, Mapping[str, Any]]] = field(default_factory=dict)

    @cached_property
    def edition(self) -> Edition:
        """The newest edition, by whose keys all is read."""
        return edition_of(self.newest)

    @cached_property
    def read(self) -> ReadThrough:
        """The counts of all editions under the newest one's keys."""
        editions = {key: edition_of(row) for key, row in self.editions.items()}
        return read_through(self.sums["editions"], editions, str(self.newest.pk))

    @property
    def said_in(self) -> str:
        """The period that is shown; for LATEST the last one in which a unit has submitted."""
        return self.period or (self.periods[-1] if self.periods else "")

    @property
    def in_all(self) -> int:
        """How many units there are, those included that are silent."""
        return int(self.organization.units_below)

    @property
    def silent(self) -> int:
        """How many units have not submitted in the period; for LATEST: never."""
        return max(0, self.in_all - self.units)

    @property
    def elsewhere(self) -> int:
        """How many units answered another edition than the newest."""
        return self.read.elsewhere

    @property
    def is_few(self) -> bool:
        """Whether the units are named one by one."""
        return self.in_all <= FEW

    @property
    def rows(self) -> QuerySet[Any]:
        """The units' rows of the period."""
        return UnitResult.objects.below(self.organization, self.newest.pack, self.period)

    def names_of(self, kind: str, key: str) -> set[str]:
        """What the editions that are counted call what the newest one calls `key`."""
        names = {key}
        for row in self.editions.values():
            keys = [one.key for one in getattr(edition_of(row), kind)]
            later = later_names(keys, getattr(self.edition.renames, kind))
            names |= {earlier for earlier, name in later.items() if name == key}
        return names

    def later(self, kind: str, row: UnitResult) -> Mapping[str, str]:
        """The newest edition's key of each key that a unit's row has."""
        edition = edition_of(self.editions[str(row.edition_id)])
        return later_names([one.key for one in getattr(edition, kind)], getattr(self.edition.renames, kind))


def board_of(organization: Organization, period: str | None) -> Board | None:
    """The board of a period; None for the latest of each unit. In two queries; None where no edition is published.

    A period in which nobody has submitted has no counts.
    """
    chosen = period or LATEST
    return _board(organization, chosen, _by_period(_SUMS(of=organization.pk, chosen=chosen)))


def last_board_of(organization: Organization, period: str) -> Board | None:
    """The board of the last period in which a unit has submitted, or of this one where it is later; as board_of."""
    rows = GroupResult.objects.within(organization).filter(pack=models.Edition.BUILT_IN, units__gt=0)
    found = _by_period(_sums(organization, Subquery(rows.order_by("-period").values("period")[:1])))
    return _board(organization, max([period, *found]), found)


def _sums(organization: Organization, chosen: str | Subquery) -> QuerySet[Any, Any]:
    """By period what all units add up to; what is large of the chosen one alone."""
    plans = GroupPlan.objects.within(organization).filter(pack=models.Edition.BUILT_IN).values("counts")
    sums = {f"in_{name}": Case(When(period=chosen, then=F(name)), output_field=JSONField()) for name in SUMS}
    sums[PLANS] = Case(When(period=LATEST, then=Subquery(plans)), output_field=JSONField())
    rows = GroupResult.objects.within(organization).filter(pack=models.Edition.BUILT_IN, units__gt=0).annotate(**sums)
    return rows.values_list(*READ)


_SUMS = Statement(lambda of, chosen: _sums(Organization(pk=of), chosen), of=uuid.UUID, chosen=str)


def _by_period(rows: Iterable[tuple[Any, ...]]) -> dict[str, dict[str, Any]]:
    return {row[0]: dict(zip(READ, row, strict=True)) for row in rows}


def _board(organization: Organization, chosen: str, found: Mapping[str, dict[str, Any]]) -> Board | None:
    here = found.get(chosen, {})
    counted = here.get("in_editions") or {}
    pack = models.Edition.BUILT_IN
    newest, editions = _editions(pack, counted)
    if newest is None:
        return None
    return Board(
        organization=organization,
        newest=newest,
        period=chosen,
        periods=sorted(set(found) - {LATEST}),
        units=here.get("units", 0),
        at_target=here.get("at_target", 0),
        applicable=here.get("applicable", 0),
        sums={"levels": here.get("levels") or {}, **{name: here.get(f"in_{name}") or {} for name in SUMS}},
        plans=found.get(LATEST, {}).get(PLANS) or {},
        today=timezone.now().astimezone(organization.zone).date(),
        editions=editions,
        course={period: (row["units"], row["levels"]) for period, row in sorted(found.items()) if period != LATEST},
    )


_EDITION = columns(models.Edition, besides="document")
_ANSWERED = (models.Edition.State.PUBLISHED, models.Edition.State.RETIRED)
_EDITIONS = Statement(
    rows=lambda pack: models.Edition.objects.filter(pack=pack, state__in=_ANSWERED).values_list(*_EDITION),
    pack=str,
)


def _editions(pack: str, counted: Mapping[str, Any]) -> tuple[models.Edition | None, Mapping[str, models.Edition]]:
    """The newest edition of a pack, and those that are counted, by id; one query."""
    rows = [models.Edition.from_db(None, _EDITION, row) for row in _EDITIONS(pack=pack)]
    found = {str(row.pk): row for row in rows}
    published = [row for row in found.values() if row.state == models.Edition.State.PUBLISHED and row.published_at]
    first = max(published, key=lambda row: (row.published_at, row.pk.hex), default=None)
    return first, {key: row for key, row in found.items() if key in counted or row is first}
