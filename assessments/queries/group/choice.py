# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Which units of a dashboard were chosen, in which order: in words, and as plain data that outlives the page."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Organization, below_path
from assessments.queries.group.board import Board
from assessments.queries.group.table import FIRST_DUE, OVERDUE, Filters, Part
from assessments.queries.statements import Statement
from assessments.queries.wording import in_words, statement_of

SORTS = (
    ("", gettext_lazy("As the tree stands")),
    ("share", gettext_lazy("Practices at target")),
    ("change", gettext_lazy("Change")),
    ("gap", gettext_lazy("Gap in views")),
)
# Of the latest results alone, beside which plans stand as they are today.
OF_NOW = ((FIRST_DUE, gettext_lazy("How long something is overdue")),)
PLANS = (("", gettext_lazy("All plans")), (OVERDUE, gettext_lazy("Something is overdue")))
FIRST = (("most", gettext_lazy("The most first")), ("least", gettext_lazy("The least first")))
MOST_PARTS = 200  # that one can choose from
KEPT = ("kind", "profile", "sort", "is_falling", "advice", "situation", "plan")


_PARTS = Statement(
    rows=lambda path: (
        Organization.objects.filter(below_path("path", path), path__gt=path, numchild__gt=0)
        .order_by("path")
        .values_list(*Part._fields)[:MOST_PARTS]
    ),
    path=str,
)


def parts_of(organization: Organization) -> list[Part]:
    """What a table can be narrowed to: organizations below that have some below themselves. One query."""
    return [Part(*row) for row in _PARTS(path=organization.path)]


def plain_choice(board: Board, filters: Filters) -> dict[str, Any]:
    """What a page shows, to be made into a file later."""
    part = str(filters.part.pk) if filters.part else ""
    return {"period": board.period, "part": part, **{name: getattr(filters, name) for name in KEPT}}


def filters_from(organization: Organization, choice: Mapping[str, Any]) -> Filters:
    """The filters that were kept; what was not kept is as on a page that nobody has touched.

    One query where they name a part; raises Organization.DoesNotExist where that stands below no more.
    """
    kept = {name: choice[name] for name in KEPT if name in choice}
    below = Organization.objects.filter(below_path("path", organization.path))
    return Filters(part=below.get(pk=choice["part"]) if choice.get("part") else None, **kept)


def chosen_in_words(board: Board, filters: Filters) -> Iterator[str]:
    """Each filter in words: "Business unit", "Aozora Systems", "Units to which “...” is recommended."."""
    edition = board.edition
    if filters.kind:
        yield str(Organization.Kind(filters.kind).label)
    if filters.part:
        yield filters.part.name
    yield from (in_words(one.name) for one in edition.profiles if one.key == filters.profile)
    if filters.plan:
        yield str(dict(PLANS)[filters.plan])
    if narrowed := narrowed_words(board, filters):
        yield narrowed


def narrowed_words(board: Board, filters: Filters) -> str:
    """What a link chose that no control shows: units of a recommendation, or of a situation; "" for nothing."""
    edition = board.edition
    if filters.advice:
        found = {one.key: in_words(one.title) for one in edition.recommendations}
        return _("Units to which “%(title)s” is recommended.") % {"title": found.get(filters.advice, filters.advice)}
    if filters.situation:
        stated = {one.key: statement_of(one) for one in edition.situations}
        statement = stated.get(filters.situation, filters.situation)
        return _("Units that face “%(statement)s”.") % {"statement": statement}
    return ""


def order_in_words(board: Board, filters: Filters) -> str:
    """By what the table is sorted, and which end comes first: "OSPO, the least first"."""
    names = {key: str(name) for key, name in (*SORTS, *OF_NOW)} | {
        f"level-{one.key}": in_words(one.name) for one in board.edition.levels
    }
    if not filters.sort:
        return names[""]
    first = dict(FIRST)["most" if filters.is_falling else "least"]
    return _("%(order)s: %(first)s") % {"order": names[filters.sort], "first": first}


def left_out_of(board: Board, filters: Filters) -> int | None:
    """How many units have no number by which the table is sorted, and so no place in it; None where nobody counts."""
    if filters.sort == FIRST_DUE:
        return None
    if filters.sort == "change":
        return int(board.sums["moves"].get("first", 0))
    counts = board.sums["levels"].get(filters.level, {})
    return sum(units for text, units in counts.items() if text.endswith("/0"))
