# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Which items of a plan are shown, and in which order; all of it is asked of the database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from accounts.models import Organization, User, below_path
from assessments.models import PlanItem

PER_PAGE = 50
MOST_PAGES = 10_000
# The groups of the order: what is late comes before all, what belongs to no advice of the edition after all.
LATE = -1
OPEN, LATE_ONES = "open", "late"
ME, NOBODY, MEMBER, OTHER = "me", "nobody", "member-", "other-"
STATUS = PlanItem.Status


@dataclass(frozen=True)
class PlanChoice:
    """What a page's address chose; "" is no choice. Without a status all but what was dropped is shown."""

    level: str = ""
    who: str = ""
    effort: str = ""
    horizon: str = ""
    status: str = ""
    units: bool = False
    is_board: bool = False
    page: int = 1

    KINDS: ClassVar = ("level", "who", "effort", "horizon", "status")

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the way of showing was chosen."""
        return self != PlanChoice(units=self.units, is_board=self.is_board, page=self.page)

    def address(self, **changes: Any) -> str:
        """The query that leads to this choice with some changes: "?status=late"."""
        other = replace(self, **changes)
        said = {name: getattr(other, name) for name in self.KINDS if getattr(other, name)}
        said |= {"units": "on"} if other.units else {}
        said |= {"look": "board"} if other.is_board else {}
        said |= {"page": str(other.page)} if other.page > 1 else {}
        return "?" + urlencode(said)


def choice_in(said: Mapping[str, str]) -> PlanChoice:
    """What an address chose; what is no choice is none."""
    number = said.get("page", "")
    page = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 1
    return PlanChoice(
        level=said.get("level", "")[:80],
        who=said.get("who", "")[:130],
        effort=_one_of(said, "effort", PlanItem.Effort.values),
        horizon=_one_of(said, "horizon", PlanItem.Horizon.values),
        status=_one_of(said, "status", [OPEN, LATE_ONES, *STATUS.values]),
        units="units" in said,
        is_board=said.get("look") == "board",
        page=max(1, min(page, MOST_PAGES)),
    )


def _one_of(said: Mapping[str, str], name: str, offered: Iterable[str]) -> str:
    value = said.get(name, "")
    return value if value in offered else ""


def items_in(organization: Organization, pack: str, *, units: bool = False) -> QuerySet[PlanItem]:
    """The plan of an organization for a pack, or of all below it too: whoever has a role here has it there."""
    if not units:
        return PlanItem.objects.within(organization).filter(pack=pack)
    below = Organization.objects.filter(below_path("path", organization.path)).order_by()
    return PlanItem.unscoped.filter(organization__in=below.values("pk"), pack=pack)


def is_late(today: date) -> Q:
    """Whether an item is still to be done although its day is over."""
    return Q(status__in=PlanItem.OPEN, due_on__lt=today)


def narrowed(items: QuerySet[PlanItem], choice: PlanChoice, user: User) -> QuerySet[PlanItem]:
    """Those that were chosen by anything but their status."""
    plain = {name: getattr(choice, name) for name in ("level", "effort", "horizon") if getattr(choice, name)}
    return items.filter(_of(choice.who, user), **plain)


def with_status(items: QuerySet[PlanItem], status: str, today: date) -> QuerySet[PlanItem]:
    """Those with the status that was chosen."""
    if status == LATE_ONES:
        return items.filter(is_late(today))
    if status == OPEN:
        return items.filter(status__in=PlanItem.OPEN)
    return items.filter(status=status) if status else items.exclude(status=STATUS.DROPPED)


def in_order(items: QuerySet[PlanItem], advice: Mapping[str, int], today: date) -> QuerySet[PlanItem]:
    """The late ones first, then by advice in the order given, in each the open ones first, the next due before all.

    Each item has its `group`: LATE, or the number of its advice, or one more than all where it belongs to none.
    """
    of_advice = [When(recommendation=key, then=Value(number)) for key, number in advice.items()]
    last = Value(max(advice.values(), default=-1) + 1)
    group = Case(When(is_late(today), then=Value(LATE)), *of_advice, default=last, output_field=IntegerField())
    state = Case(
        When(status=STATUS.DROPPED, then=Value(2)),
        When(status=STATUS.DONE, then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )
    due = F("due_on").asc(nulls_last=True)
    return items.annotate(group=group, state=state).order_by("group", "state", due, "added_at", "pk")


def _of(who: str, user: User) -> Q:
    if who == ME:
        return Q(assignee=user)
    if who == NOBODY:
        return Q(assignee__isnull=True, assignee_text="")
    if who.startswith(OTHER):
        return Q(assignee_text=who.removeprefix(OTHER))
    number = who.removeprefix(MEMBER)
    is_member = who.startswith(MEMBER) and number.isascii() and number.isdigit() and len(number) < 10
    return Q(assignee_id=int(number)) if is_member else Q()
