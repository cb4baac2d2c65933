# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Where views differ in most units, with the views of one unit in which they lie furthest apart.

Single views are for managers alone, as everywhere; employees' from enough replies on.
"""

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from accounts.models import Organization
from assessments import models
from assessments.domain.edition import Edition
from assessments.domain.values import by_perspective, lower_median
from assessments.models import UnitResult
from assessments.queries.edition import edition_of
from assessments.queries.group.board import Board
from assessments.queries.group.notable import WIDEST
from assessments.queries.said import DrawnView
from assessments.queries.statements import Statement
from assessments.queries.wording import in_words, view_name

FIRST = 3
NOBODY = uuid.UUID(int=0)
_ANSWERS = Statement(
    rows=lambda first, second, third: models.Result.unscoped.filter(
        Q(assessment=first) | Q(assessment=second) | Q(assessment=third)
    ).values_list("assessment_id", "answers"),
    first=uuid.UUID,
    second=uuid.UUID,
    third=uuid.UUID,
)


@dataclass(frozen=True)
class Gap:
    """A practice on which views differ; `unit` is where they lie `spread` apart, None where that was not looked for.

    `is_widest`: nowhere do they lie further apart. `views` are empty for whoever may not see them.
    """

    key: str
    name: str
    units: int
    asked: int
    unit: Organization | None = None
    spread: int = 0
    is_widest: bool = False
    views: list[DrawnView] = field(default_factory=list)


def gaps_of(board: Board, widest: Sequence[UnitResult], *, with_views: bool) -> list[Gap]:
    """Three practices at most. `widest` are the units with the widest gaps, as `notable` finds them. One query for
    the views, none without."""
    practices = {one.key: one for one in board.edition.practices}
    counted = {key: one for key, one in board.read.practices.items() if one.units and key in practices}
    first = sorted(counted, key=lambda key: -counted[key].units)[:FIRST]
    found = {key: _widest_on(board, key, widest) for key in first}
    rows = [row for row, _own, _spread in filter(None, found.values())]
    answers = _answers(rows) if with_views else {}
    return [_gap(board, key, in_words(practices[key].name), found[key], answers, _least(widest)) for key in first]


def _gap(
    board: Board,
    key: str,
    name: str,
    found: tuple[UnitResult, str, int] | None,
    answers: Mapping[Any, Any],
    least: int,
) -> Gap:
    counted = board.read.practices[key]
    if found is None:
        return Gap(key, name, counted.units, counted.asked)
    row, own, spread = found
    said = answers.get(row.assessment_id, {}).get("practices", {}).get(own, {})
    views = views_said(edition_of(board.editions[str(row.edition_id)]), said)
    return Gap(key, name, counted.units, counted.asked, row.organization, spread, spread >= least, views)


def _widest_on(board: Board, key: str, rows: Sequence[UnitResult]) -> tuple[UnitResult, str, int] | None:
    """The row with the widest spread on a practice, what that row calls it, and the spread."""
    names = board.names_of("practices", key)
    found = [(row, name, row.practices[name][2]) for row in rows for name in names if name in row.practices]
    return max(found, key=lambda one: one[2], default=None)


def _least(rows: Sequence[UnitResult]) -> int:
    """The widest gap that a unit may have which is not among these rows."""
    return rows[-1].gap if len(rows) == WIDEST else 0


def _answers(rows: Sequence[UnitResult]) -> Mapping[Any, Any]:
    """The frozen answers behind rows that the reader may see, by assessment; one query."""
    behind = [row.assessment_id for row in rows]
    named = dict(zip(("first", "second", "third"), [*behind, *[NOBODY] * FIRST], strict=False))
    return {assessment: json.loads(answers) for assessment, answers in _ANSWERS(**named)}


def views_said(edition: Edition, said: Mapping[str, Any]) -> list[DrawnView]:
    """What each view says of a practice, out of a frozen answer."""
    numbers = [
        (one["perspective"], one["value"]) for one in said.get("responses", ()) if isinstance(one.get("value"), int)
    ]
    views = by_perspective(numbers, edition.settings.min_replies)
    return [DrawnView(key=key, name=view_name(key), value=lower_median(values)) for key, values in views.items()]
