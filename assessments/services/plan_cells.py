# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What the cells of a plan's file mean, as plain values: days as ISO 8601, a person by number."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Membership, Organization, User
from accounts.text import TextRefused, clean_text
from assessments.domain.archive_values import FIRST_YEAR, LAST_YEAR
from assessments.domain.plan_file import OF_EVERY_ITEM, OF_OWN_ITEMS, raises_read, raises_written
from assessments.models import PlanItem
from assessments.queries.wording import listed
from assessments.services.plan_checks import MOST_OF

LONGEST_KEY = 80
# Spreadsheet programs rewrite 2026-12-31 as 2026/12/31 or 2026.12.31. Where the year does not stand first, nobody can
# tell day from month.
YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})([-/.])(?P<month>[0-9]{1,2})\2(?P<day>[0-9]{1,2})")
DAYS = frozenset({"due_on", "done_on"})
CHOICES: Mapping[str, Any] = {
    "status": PlanItem.Status,
    "effort": PlanItem.Effort,
    "horizon": PlanItem.Horizon,
    "helped": PlanItem.Helped,
    "took": PlanItem.Took,
}


class NotMeant(ValueError):
    """The cell says nothing that can be taken in; the message says what to write."""


@dataclass(frozen=True)
class Words:
    """What cells may say here: members by address and by name, in small letters, and whoever is named by number."""

    members: Mapping[str, User]
    people: Mapping[int, User]

    def person(self, cell: str, item: PlanItem | None) -> int | None:
        """Whom a cell names: a member, or who it is already."""
        said = cell.strip().casefold()
        if not said:
            return None
        now = item.assignee if item else None
        if now and said in (now.email.casefold(), now.name.casefold()):
            return int(now.pk)
        if said not in self.members:
            words = _("No member has this address or name alone. Name anybody else in the column assignee_text.")
            raise NotMeant(words)
        return int(self.members[said].pk)


def words_here(organization: Organization, items: Iterable[PlanItem]) -> Words:
    """The members of an organization and of those above it. One query."""
    held = Membership.objects.filter(organization__path__in=organization.lineage, user__is_active=True)
    members = {row.user.pk: row.user for row in held.select_related("user")}
    names = Counter(user.name.casefold() for user in members.values())
    known = {user.name.casefold(): user for user in members.values() if user.name and names[user.name.casefold()] == 1}
    known |= {user.email.casefold(): user for user in members.values()}
    return Words(known, members | {item.assignee.pk: item.assignee for item in items if item.assignee})


def values_in(
    cells: Mapping[str, str], item: PlanItem | None, words: Words, *, is_own: bool
) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """What a row says, and by the name of the column what is wrong with it. A column that is not there says nothing."""
    values: dict[str, Any] = {}
    faults = []
    for name in (*OF_EVERY_ITEM, *(OF_OWN_ITEMS if is_own else ())):
        if name not in cells or (name == "status" and not cells[name].strip()):
            continue
        try:
            values[name] = words.person(cells[name], item) if name == "assignee" else _value(name, cells[name])
        except NotMeant as error:
            faults.append((name, str(error)))
    return values, faults


def values_of(item: PlanItem) -> dict[str, Any]:
    """What an item says, in the same way."""
    values = {name: getattr(item, name) for name in (*OF_EVERY_ITEM, *OF_OWN_ITEMS) if name != "assignee"}
    values |= {name: values[name].isoformat() if values[name] else None for name in DAYS}
    return values | {"assignee": item.assignee_id}


def row_values(values: Mapping[str, Any], words: Words) -> dict[str, Any]:
    """The values as an item has them."""
    found = dict(values)
    for name in DAYS & found.keys():
        found[name] = date.fromisoformat(found[name]) if found[name] else None
    if found.get("assignee"):
        found["assignee"] = words.people[found["assignee"]]
    return found


def in_words(name: str, value: Any, words: Words) -> str:
    """A value as a page shows it; "" for nothing."""
    if value in (None, "", {}):
        return ""
    if name == "assignee":
        return str(words.people[value]) if value in words.people else str(value)
    if name in DAYS:
        return date_format(date.fromisoformat(value), _("j F Y"))
    if name in CHOICES:
        return str(CHOICES[name](value).label)
    return raises_written(value) if name == "raises" else str(value)


def _value(name: str, cell: str) -> Any:
    return READERS[name](name, cell)


def _choice(name: str, cell: str) -> str:
    said = cell.strip().casefold()
    known = {"": ""}
    for value, label in CHOICES[name].choices:
        known |= {value.casefold(): value, str(label).casefold(): value}
    if said not in known:
        raise NotMeant(_("Choose one of these: %(answers)s.") % {"answers": listed(list(CHOICES[name].values))})
    return known[said]


def _day(_name: str, cell: str) -> str | None:
    if not cell.strip():
        return None
    written = YEAR_FIRST.fullmatch(cell.strip())
    try:
        day = date(*map(int, written.group("year", "month", "day"))) if written else None
    except ValueError:
        day = None
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise NotMeant(_("Write the day as in 2026-12-31."))
    return day.isoformat()


def _raises(_name: str, cell: str) -> dict[str, int]:
    found = raises_read(cell)
    if found is None:
        raise NotMeant(_("Write practices with values from 0 to 4, as in training:3; strategy:2."))
    return found


def _text(name: str, cell: str) -> str:
    most = MOST_OF.get(name, LONGEST_KEY)
    try:
        return clean_text(cell, most=most, lines=name == "note")
    except TextRefused as refusal:
        words = _("Use at most %(most)d characters. There are %(length)d now.")
        raise NotMeant(words % {"most": refusal.most, "length": refusal.length}) from refusal


READERS: Mapping[str, Callable[[str, str], Any]] = {
    **dict.fromkeys((*MOST_OF, "recommendation", "level"), _text),
    **dict.fromkeys(CHOICES, _choice),
    **dict.fromkeys(DAYS, _day),
    "raises": _raises,
}
