# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""An edition's history: who did what, when, from which words to which; the newest first, page by page."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from assessments.domain.field_difference import field_changes
from assessments.domain.pieces import HEAD, Plain, find, pieces
from assessments.domain.words import Budget
from assessments.models import Edition, Revision
from assessments.queries.draft import plain_of
from assessments.queries.studio.change_words import ChangeTold, changes_told
from assessments.queries.studio.obstacle import TITLE
from assessments.queries.studio.piece import name_of
from assessments.queries.studio.shell import KIND_NAMES

LINES = 50
What = Revision.What


@dataclass(frozen=True)
class LineTold:
    """One line. `name` is of the piece, "" where the edition as a whole was taken a step further.

    `is_there` says whether the piece can still be opened.
    """

    row: Revision
    who: str
    name: str
    is_there: bool
    changes: list[ChangeTold]


@dataclass(frozen=True)
class EditionHistory:
    """A page of it; `older` is the number before which the next page begins, None where this is the last."""

    lines: list[LineTold]
    older: int | None


def edition_history(
    edition: Edition, document: Plain, *, kind: str = "", key: str = "", before: int | None = None
) -> EditionHistory:
    """The lines of an edition, or of one piece under all the keys that it had; in one query, two for a piece.

    What changed in other pieces by a renaming, since they name what was renamed, shows in their own histories alone.
    """
    rows = Revision.objects.filter(edition=edition).select_related("by").order_by("-number")
    rows = rows.filter(_under_all_keys(edition, kind, key), kind=kind) if kind else rows.filter(follows__isnull=True)
    if before is not None:
        rows = rows.filter(number__lt=before)
    found = list(rows[: LINES + 1])
    budget = Budget()
    lines = [_told(row, document, budget) for row in found[:LINES]]
    return EditionHistory(lines, found[LINES - 1].number if len(found) > LINES else None)


def piece_choices(document: Plain) -> list[tuple[str, list[tuple[str, str]]]]:
    """What a history may be about: for each kind the pieces, as "kind/key" and name. No query."""
    listed = [
        (str(name), [(f"{kind}/{one.get('key', '')}", name_of(one)) for one in pieces(document, kind)])
        for kind, name in KIND_NAMES.items()
    ]
    return [("", [(f"{HEAD}/", str(TITLE))]), *(one for one in listed if one[1])]


def _under_all_keys(edition: Edition, kind: str, key: str) -> Q:
    """The lines of the piece that has the key now, and of no other one that had it before or got its old one since."""
    renamed = Revision.objects.filter(edition=edition, kind=kind, what=What.RENAMED).exclude(note="")
    lines, until = Q(), Q()
    for number, new, old in renamed.order_by("-number").values_list("number", "key", "note"):
        if new == key:
            lines |= Q(until, key=key, number__gte=number)
            key, until = old, Q(number__lt=number)
        elif old == key:
            return lines | Q(until, key=key, number__gt=number)
    return lines | Q(until, key=key)


def _told(row: Revision, document: Plain, budget: Budget) -> LineTold:
    before, after = plain_of(row.before), plain_of(row.after)
    is_step = row.kind == HEAD and not (before or after)
    piece = find(document, row.kind, row.key)
    name = str(TITLE) if row.kind == HEAD else name_of(after or before or piece or {"key": row.key})
    return LineTold(
        row=row,
        who=str(row.by) if row.by else _("The installation"),
        name="" if is_step else name,
        is_there=piece is not None,
        changes=changes_told(row.kind, document, document, field_changes(before, after), budget)
        if before and after
        else [],
    )
