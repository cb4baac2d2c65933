# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Who changed what of an action in a plan, in words; and what two changed at once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from assessments.models import PlanChange, PlanItem
from assessments.queries.edition import edition_of
from assessments.queries.wording import EFFORT_NAMES, HORIZON_NAMES, in_words

LINES = 100
# What is told of a change, in this order. What follows from another field by itself has no line of its own.
NAMES: dict[str, str | Promise] = {
    "status": gettext_lazy("Status"),
    "reason": gettext_lazy("Why it is dropped"),
    "assignee": gettext_lazy("Who does it"),
    "assignee_text": gettext_lazy("Who does it"),
    "due_on": gettext_lazy("Due"),
    "done_on": gettext_lazy("Done on"),
    "note": gettext_lazy("Note"),
    "title": gettext_lazy("What to do"),
    "recommendation": gettext_lazy("Recommendation"),
    "level": gettext_lazy("Level"),
    "effort": gettext_lazy("Effort"),
    "horizon": gettext_lazy("Can be done"),
    "raises": gettext_lazy("What it raises"),
    "helped": gettext_lazy("Whether it helped"),
    "took": gettext_lazy("Effort it took"),
}
CHOICES = {
    "status": PlanItem.Status,
    "helped": PlanItem.Helped,
    "took": PlanItem.Took,
}


@dataclass(frozen=True)
class Move:
    """One field that changed, in words; "" is nothing."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class PlanLine:
    """One change of an action; no moves where it was added."""

    at: datetime
    who: str
    moves: list[Move]
    is_first: bool


@dataclass(frozen=True)
class Apart:
    """A field that two people changed at once: what stands there now, and what the other one wrote."""

    field: str
    name: str
    theirs: str
    mine: str


def history_of(item: PlanItem) -> list[PlanLine]:
    """The changes of an item, the newest first, in two queries."""
    rows = PlanChange.objects.within(item.organization).filter(item=item).select_related("by")
    lines = list(rows.order_by("-revision")[:LINES])
    speaker = Speaker(item, lines)
    return [
        PlanLine(
            line.at, str(line.by or _("Somebody who is no longer here")), list(speaker.moves(line)), not line.before
        )
        for line in lines
    ]


class Speaker:
    """Says the plain values of an item's history in words."""

    def __init__(self, item: PlanItem, lines: Iterable[PlanChange]) -> None:
        self.item, self.edition = item, edition_of(item.edition)
        held = [(values or {}).get("assignee") for line in lines for values in (line.before, line.after)]
        people: set[int] = {pk for pk in held if pk}
        self.people = {user.pk: str(user) for user in User.objects.filter(pk__in=people)}

    def moves(self, line: PlanChange) -> Iterator[Move]:
        """What a change changed; nothing for the line that added the item."""
        if line.before is None:
            return
        for field, name in NAMES.items():
            if field in line.after:
                yield Move(str(name), self.words(field, line.before.get(field)), self.words(field, line.after[field]))

    def words(self, field: str, value: Any) -> str:
        """A plain value in words."""
        if value in (None, "", {}):
            return ""
        if field in CHOICES:
            return str(CHOICES[field](value).label)
        if field == "assignee":
            return self.people.get(value, _("Somebody who is no longer here"))
        if field in ("due_on", "done_on"):
            return date_format(date.fromisoformat(value), _("j M Y"))
        return self._of_the_edition(field, value)

    def _of_the_edition(self, field: str, value: Any) -> str:
        if field == "level":
            return in_words(self.edition.level(value).name)
        if field == "recommendation":
            return in_words(self.edition.recommendation(value).title)
        if field == "raises":
            return raises_in_words(self.item, value)
        return str({"effort": EFFORT_NAMES, "horizon": HORIZON_NAMES}.get(field, {}).get(value, value))


def raises_in_words(item: PlanItem, raises: Mapping[str, int]) -> str:
    """Practices with the value that they are raised to: "Training for every role, to 3"."""
    practice = edition_of(item.edition).practice
    said = [{"practice": in_words(practice(key).name), "after": value} for key, value in raises.items()]
    return _("; ").join(_("%(practice)s, to %(after)s") % words for words in said)


def plain(value: Any) -> Any:
    """A field's value as the history holds it: a day as ISO 8601, a person by number."""
    if isinstance(value, User):
        return value.pk
    return value.isoformat() if isinstance(value, date) else value


def apart(item: PlanItem, seen: int, mine: Mapping[str, Any]) -> tuple[list[Apart], dict[str, Any]]:
    """What somebody else changed since a revision, against what I changed since: the fields that both changed, and
    the values of those that I alone did.

    `item` is how it stands now. Two queries.
    """
    lines = list(
        PlanChange.objects.within(item.organization).filter(item=item, revision__gt=seen).order_by("-revision")
    )
    base: dict[str, Any] = {}
    for line in lines:
        base |= line.before or {}
    now = {field: plain(getattr(item, field)) for field in mine}
    started = {field: base.get(field, now[field]) for field in mine}
    own = {field: value for field, value in mine.items() if plain(value) != started[field]}
    both = [field for field in own if field in base and plain(own[field]) != now[field]]
    speaker = Speaker(item, [*lines, PlanChange(before={}, after={field: plain(mine[field]) for field in mine})])
    found = [
        Apart(field, str(NAMES[field]), speaker.words(field, now[field]), speaker.words(field, plain(mine[field])))
        for field in both
    ]
    return found, own
