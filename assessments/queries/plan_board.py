# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A plan as a board: a column for each status, what is due first on top; and who there is to choose from."""

from dataclasses import dataclass

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from assessments.models import PlanItem
from assessments.queries.plan import PlanPage, row_of
from assessments.queries.plan_choice import ME, MEMBER, NOBODY, OTHER, items_in, narrowed, with_status
from assessments.queries.plan_row import PlanRow
from assessments.queries.plan_words import with_words

PER_COLUMN = 20
MOST_PEOPLE = 100
STATUS = PlanItem.Status


@dataclass(frozen=True)
class Column:
    """The actions of one status; `more` is the address of all of them, "" where they are here."""

    status: str
    name: str
    count: int
    rows: list[PlanRow]
    more: str


def board_of(page: PlanPage) -> list[Column]:
    """The columns of a board, each with its first actions; one query. What was dropped shows where it is chosen."""
    desk, choice = page.desk, page.choice
    chosen = narrowed(items_in(desk.organization, desk.pack, units=choice.units), choice, desk.user)
    due = F("due_on").asc(nulls_last=True)
    place = Window(RowNumber(), partition_by="status", order_by=[due, F("added_at").asc(), F("pk").asc()])
    items = with_status(chosen, choice.status, desk.today).annotate(place=place).filter(place__lte=PER_COLUMN)
    rows: dict[str, list[PlanRow]] = {status: [] for status in STATUS.values}
    for item in with_words(items).select_related("organization").order_by("place"):
        rows[item.status].append(row_of(desk, item))
    shown = [status for status in STATUS if status != STATUS.DROPPED or rows[status]]
    return [
        Column(
            status=status,
            name=str(status.label),
            count=page.counts.by_status[status],
            rows=rows[status],
            more=choice.address(status=str(status), is_board=False, page=1) if len(rows[status]) == PER_COLUMN else "",
        )
        for status in shown
    ]


def people_of(page: PlanPage) -> list[tuple[str, str]]:
    """Who does something of a plan, to choose from: oneself, nobody, members and others; one query."""
    items = items_in(page.desk.organization, page.desk.pack, units=page.choice.units).order_by()
    rows = items.values_list("assignee_id", "assignee__name", "assignee__email", "assignee_text").distinct()
    found = {
        f"{MEMBER}{pk}" if pk else f"{OTHER}{text}": name or email or text
        for pk, name, email, text in rows[:MOST_PEOPLE]
        if pk or text
    }
    return [(ME, _("Me")), (NOBODY, _("Nobody yet")), *sorted(found.items(), key=lambda pair: pair[1])]
