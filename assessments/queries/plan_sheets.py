# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A plan as sheets and as JSON: its items and their history, for a file that is made in the background."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Organization, User
from assessments.domain.plan_file import raises_written
from assessments.models import PlanChange
from assessments.queries.plan_file import cells_of, items_for_file
from assessments.queries.plan_words import title_of
from assessments.reports.spreadsheet import Column, Sheet, Value

DAYS = ("due_on", "done_on", "promised_on", "dropped_on")
# Lines of history name somebody by one field.
ALSO = {"assignee": "assignee_name"}
WIDE = ("title", "advice", "note", "reason")


def plan_sheets(organization: Organization) -> Iterator[Sheet]:
    """The items, then who changed what of them. Six queries."""
    items = list(items_for_file(organization))
    names = names_of_fields()
    columns = {name: _column(name, title) for name, title in names.items()}
    yield Sheet(_("Actions"), list(columns.values()), ([cells_of(item)[name] for name in names] for item in items))
    titles = {item.pk: title_of(item) for item in items}
    yield Sheet(
        _("Changes"),
        [
            *(Column(_("When"), "moment"), Column(_("Who")), Column(_("What to do"), width=48)),
            *(Column(_("What changed"), width=24), Column(_("Before"), width=36), Column(_("After"), width=36)),
            *(Column(_("Revision"), "number"), Column(_("Identifier"), width=38)),
        ],
        _history(organization, titles),
    )


def names_of_fields() -> dict[str, str]:
    """What people call the columns of a plan's file."""
    return {
        "id": _("Identifier"),
        "revision": _("Revision"),
        "title": _("What to do"),
        "advice": _("Recommendation"),
        "level_name": _("Level"),
        "owner": _("Owner role"),
        "status": _("Status"),
        "assignee": _("Assignee’s address"),
        "assignee_name": _("Assignee"),
        "assignee_text": _("Who else"),
        "due_on": _("Due on"),
        "done_on": _("Done on"),
        "reason": _("Why dropped"),
        "note": _("Note"),
        "helped": _("Whether it helped"),
        "took": _("Effort it took"),
        "action": _("Action, key"),
        "recommendation": _("Recommendation, key"),
        "level": _("Level, key"),
        "effort": _("Effort"),
        "horizon": _("Horizon"),
        "raises": _("Raises"),
        "promised_on": _("First due on"),
        "dropped_on": _("Dropped on"),
        "added_at": _("Added at"),
    }


def name_of(field: str) -> str:
    """What people call a field of an action."""
    return names_of_fields()[_column_of(field)]


def plan_plain(organization: Organization) -> dict[str, Any]:
    """The plan for programs: items as the CSV has them, typed, each with its history. Six queries."""
    lines: dict[Any, list[dict[str, Any]]] = {}
    people = _people(organization)
    for line in _lines(organization):
        told = {"at": line.at.isoformat(), "by": people.get(line.by_id, ""), "revision": line.revision}
        sides = {"before": _named(line.before, people), "after": _named(line.after, people)}
        lines.setdefault(line.item_id, []).append({**told, **sides})
    return {
        "organization": organization.name,
        "items": [
            {name: _plain(value) for name, value in cells_of(item).items()} | {"history": lines.get(item.pk, [])}
            for item in items_for_file(organization)
        ],
    }


def _column_of(field: str) -> str:
    return ALSO.get(field, field)


def _column(name: str, title: str) -> Column:
    if name in DAYS:
        return Column(title, "day")
    if name == "added_at":
        return Column(title, "moment")
    if name == "revision":
        return Column(title, "number")
    return Column(title, width=48 if name in WIDE else 24)


def _history(organization: Organization, titles: dict[Any, str]) -> Iterator[list[Value]]:
    """A row for each field that a line tells of, in the order of the columns of the items."""
    people, columns = _people(organization), list(names_of_fields())
    for line in _lines(organization):
        before, after = _named(line.before, people) or {}, _named(line.after, people) or {}
        for name in sorted(after, key=lambda name: columns.index(_column_of(name))):
            yield [
                *(line.at.astimezone(organization.zone), people.get(line.by_id, ""), titles.get(line.item_id, "")),
                *(name_of(name), _cell(before.get(name)), _cell(after[name])),
                *(line.revision, str(line.item_id)),
            ]


def _lines(organization: Organization) -> Iterator[PlanChange]:
    lines: Iterator[PlanChange] = PlanChange.objects.within(organization).order_by("at", "pk").iterator()
    return lines


def _people(organization: Organization) -> dict[int | None, str]:
    """The names of whoever a line names."""
    lines = PlanChange.objects.within(organization)
    named = {
        pk
        for one in ("before__assignee", "after__assignee")
        for pk in lines.values_list(one, flat=True)
        if pk is not None
    }
    found = User.objects.filter(pk__in={*named, *lines.values_list("by", flat=True)})
    return {user.pk: str(user) for user in found}


def _named(side: dict[str, Any] | None, people: dict[int | None, str]) -> dict[str, Any] | None:
    """A side of a line, in which somebody goes by name."""
    if side is None or "assignee" not in side:
        return side
    return {**side, "assignee": people.get(side["assignee"], "")}


def _cell(value: Any) -> Value:
    if isinstance(value, dict):
        return raises_written(value)
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _plain(value: Value) -> Any:
    return value.isoformat() if isinstance(value, date) else value
