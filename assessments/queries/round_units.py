# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The units of a round, and where each of them stands: not begun, begun, all answered, or submitted.

How far a unit is, is counted in practices: those that its assessment asks of an organization of its kind.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, TextChoices, UUIDField
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization, below_path
from assessments.domain.edition import Edition
from assessments.models import Answer, Assessment, Round
from assessments.models import Edition as EditionRow
from assessments.models.answer import UNANSWERED, Kind
from assessments.queries.edition import edition_of

SAID = (Kind.PRACTICE, Kind.SIGNAL, Kind.STANCE, Kind.ROUTINE)


class State(TextChoices):
    """How far a unit is with the round."""

    NOT_BEGUN = "not-begun", _("Not begun")
    BEGUN = "begun", _("Begun")
    ANSWERED = "answered", _("All answered, not submitted")
    SUBMITTED = "submitted", _("Submitted")


def units_of(organization: Organization, kinds: Sequence[str]) -> QuerySet[Any]:
    """The organization and all below it, as far as they are of these kinds, in the order of the tree."""
    below: QuerySet[Any] = Organization.objects.filter(below_path("path", organization.path), kind__in=kinds)
    return below.order_by("path")


def with_assessments(units: QuerySet[Any], pack: str, period: str) -> QuerySet[Any]:
    """Units with `is_submitted` (of the period), and `open_id`, `open_period` of the one that is open, else None."""
    own = Assessment.objects.filter(organization=OuterRef("pk"), pack=pack)
    return units.annotate(
        is_submitted=Exists(own.submitted().filter(period=period)),
        open_id=Subquery(own.open().values("pk")[:1], output_field=UUIDField()),
        open_period=Subquery(own.open().values("period")[:1]),
    )


def unopened(units: QuerySet[Any], pack: str, period: str) -> QuerySet[Any]:
    """The units that have neither an open assessment of the pack nor a submitted one of the period."""
    own = Assessment.objects.filter(organization=OuterRef("pk"), pack=pack)
    return units.filter(~Exists(own.open()), ~Exists(own.submitted().filter(period=period)))


def asked_practices(edition: Edition, kind: str, kinds: frozenset[str]) -> list[str]:
    """The practices that are asked of an organization of this kind, in a tree in which these kinds occur."""
    return [
        one.key
        for one in edition.practices
        if not one.asked_at or kind in one.asked_at or not kinds & set(one.asked_at)
    ]


def kinds_around(organization: Organization) -> frozenset[str]:
    """The kinds of an organization, of those above it and of those below. One query."""
    around = Organization.objects.filter(Q(path__in=organization.lineage) | below_path("path", organization.path))
    return frozenset(around.order_by().values_list("kind", flat=True).distinct())


class Unit(NamedTuple):
    """A unit in the tree."""

    pk: uuid.UUID
    path: str
    depth: int
    kind: str
    name: str

    @property
    def kind_name(self) -> str:
        return str(Organization.Kind(self.kind).label)


class Own(NamedTuple):
    """An assessment of a unit: one that is open, or was submitted in the period of a round."""

    organization_id: uuid.UUID
    pk: uuid.UUID
    state: str
    period: str
    edition_id: uuid.UUID


@dataclass(frozen=True)
class Standing:
    """Where a unit stands in a round. `opened` is its assessment that is open, the round's own before any other.

    `answered` and `asked` are practices of the round's own; 0 and 0 where nothing of it is open.
    """

    unit: Unit
    state: State
    opened: Own | None
    answered: int
    asked: int


def own_of(round_: Round) -> list[Own]:
    """What is open at and below a round's organization, and what was submitted in its period. One query."""
    submitted = Q(state=Assessment.State.SUBMITTED, period=round_.period)
    below = Assessment.objects.filter(below_path("organization__path", round_.organization.path), pack=round_.pack)
    rows = below.filter(submitted | Q(state=Assessment.State.OPEN)).values_list(*Own._fields)
    return [Own(*row) for row in rows]


def editions_of(round_: Round, own: Iterable[Own]) -> dict[uuid.UUID, EditionRow]:
    """The editions of what is open in a round's period, without their documents. One query."""
    used = {one.edition_id for one in own if one.state == Assessment.State.OPEN and one.period == round_.period}
    return {row.pk: row for row in EditionRow.objects.filter(pk__in=used).defer("document")}


def standings_of(
    round_: Round, own: Sequence[Own], editions: Mapping[uuid.UUID, EditionRow], kinds: frozenset[str]
) -> list[Standing]:
    """All units of a round in the order of the tree. Three queries, each of which reads a row once."""
    submitted = {one.organization_id for one in own if one.state == Assessment.State.SUBMITTED}
    still_open = [one for one in own if one.state == Assessment.State.OPEN]
    opened = {one.organization_id: one for one in sorted(still_open, key=lambda one: one.period == round_.period)}
    asked = {
        (key, kind): asked_practices(edition_of(row), kind, kinds)
        for key, row in editions.items()
        for kind in round_.kinds
    }
    answered, begun = _answered(round_, asked), _begun(round_)
    units = units_of(round_.organization, round_.kinds).values_list(*Unit._fields)
    found = []
    for unit in map(Unit._make, units):
        mine = opened.get(unit.pk)
        of = said = 0
        if mine and mine.period == round_.period:
            of, said = len(asked.get((mine.edition_id, unit.kind), ())), answered.get(mine.pk, 0)
        state = State.BEGUN if mine and mine.pk in begun else State.NOT_BEGUN
        if unit.pk in submitted:
            state = State.SUBMITTED
        elif of and said >= of:
            state = State.ANSWERED
        found.append(Standing(unit, state, mine, said, of))
    return found


def _opened_in(round_: Round) -> QuerySet[Any]:
    """The assessments that are open in a round's period."""
    below = below_path("organization__path", round_.organization.path)
    return Assessment.objects.open().filter(below, pack=round_.pack, period=round_.period)


def _answered(round_: Round, asked: Mapping[tuple[uuid.UUID, str], Sequence[str]]) -> dict[uuid.UUID, int]:
    """By assessment, how many of the practices asked have an answer that is not merely carried over."""
    theirs = Q(pk__in=[])
    for keys in {tuple(keys) for keys in asked.values()}:
        where = Q(pk__in=[])
        for edition, kind in (of for of, own in asked.items() if tuple(own) == keys):
            where |= Q(assessment__edition=edition, organization__kind=kind)
        theirs |= Q(where, key__in=keys)
    rows = Answer.unscoped.filter(theirs, assessment__in=_opened_in(round_), kind=Kind.PRACTICE, is_confirmed=True)
    counted = rows.exclude(value=UNANSWERED).values_list("assessment_id").annotate(number=Count("pk"))
    return dict(counted.order_by())


def _begun(round_: Round) -> set[uuid.UUID]:
    """The assessments in which somebody has answered something."""
    said = Answer.unscoped.filter(assessment=OuterRef("pk"), kind__in=SAID, revision__gt=0)
    return set(_opened_in(round_).filter(Exists(said)).values_list("pk", flat=True))
