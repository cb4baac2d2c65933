# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A plan as files: as CSV, of which an import reads what it holds, and as a list of boxes to tick in Markdown."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import groupby

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Organization
from assessments.domain.plan_file import COLUMNS, raises_written
from assessments.models import Edition, PlanItem
from assessments.queries.plan_words import (
    assignee_of,
    level_name_of,
    owner_of,
    raised_by,
    recommendation_of,
    title_of,
    with_words,
)
from assessments.reports.csv import csv_of
from assessments.reports.markdown import escaped
from assessments.reports.spreadsheet import Value

DONE, DROPPED = PlanItem.Status.DONE, PlanItem.Status.DROPPED


def items_for_file(organization: Organization) -> QuerySet[PlanItem]:
    """All of a plan, by the advice that it follows, what is due first before all. One query."""
    items = with_words(PlanItem.objects.within(organization)).filter(pack=Edition.BUILT_IN)
    items = items.select_related("organization")
    return items.order_by("recommendation", F("due_on").asc(nulls_last=True), "added_at", "pk")


def plan_csv(organization: Organization) -> Iterator[bytes]:
    """The plan as CSV in chunks. One query, and one for each edition that a process has not read yet."""
    return csv_of(COLUMNS, (list(cells_of(item).values()) for item in items_for_file(organization)))


def cells_of(item: PlanItem) -> dict[str, Value]:
    """What the columns of a file say of an item, in the reader's language where they are for people."""
    said: dict[str, Value] = {
        "title": title_of(item),
        "advice": recommendation_of(item),
        "level_name": level_name_of(item),
        "owner": owner_of(item),
        "assignee": item.assignee.email if item.assignee else "",
        "assignee_name": str(item.assignee) if item.assignee else "",
        "raises": raises_written(raised_by(item)),
        "added_at": item.added_at.astimezone(item.organization.zone).replace(microsecond=0),
        "id": str(item.pk),
    }
    return {name: said[name] if name in said else getattr(item, name) for name in COLUMNS}


def plan_markdown(organization: Organization, address: Callable[[PlanItem], str]) -> str:
    """The plan as boxes to tick, under the advice that the actions follow, own ones last; what was dropped is left out.

    `address` is where an item is found.
    """
    items = sorted(items_for_file(organization).exclude(status=DROPPED), key=lambda item: not item.recommendation)
    parts = [f"# {escaped(_('Plan of %(organization)s') % {'organization': organization.name})}"]
    for _key, those in groupby(items, key=lambda item: item.recommendation):
        rows = list(those)
        title = recommendation_of(rows[0]) or _("Own actions")
        parts += [f"## {escaped(title)}", "\n".join(_box(item, address(item)) for item in rows)]
    return "\n\n".join(parts) + "\n"


def _box(item: PlanItem, address: str) -> str:
    mark = "x" if item.status == DONE else " "
    return f"- [{mark}] [{_without_mention(title_of(item))}](<{address}>){_about(item)}"


def _about(item: PlanItem) -> str:
    """Level, who does it, and until when."""
    said = [level_name_of(item), assignee_of(item) or owner_of(item), _day_of(item)]
    words = _(" · ").join(_without_mention(one) for one in said if one)
    return f" — {words}" if words else ""


def _day_of(item: PlanItem) -> str:
    day: date | None = item.done_on if item.status == DONE else item.due_on
    if day is None:
        return ""
    return (_("done on %(day)s") if item.status == DONE else _("due on %(day)s")) % {"day": day.isoformat()}


def _without_mention(text: str) -> str:
    """The text escaped, in which trackers see neither people (@name) nor numbers of theirs (#1)."""
    return escaped(text).replace("@", "@\u2060").replace("#", "#\u2060")
