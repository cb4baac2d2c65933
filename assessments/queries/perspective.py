# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What those who were asked say, view by view: management, OSPO and units from one reply on, employees from enough on.

For managers alone, and only where the organization's own Answer is set: nobody is led (see `queries/practice.py`).
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import get_args

from django.utils.translation import gettext_lazy

from assessments.domain.document import Perspective
from assessments.domain.values import by_perspective
from assessments.models import Response
from assessments.models.answer import NOT_APPLICABLE, UNKNOWN
from assessments.queries.answer import held_back
from assessments.queries.question import DONT_KNOW, Option
from assessments.queries.said import DrawnView
from assessments.queries.wording import view_name

PERSPECTIVES: tuple[Perspective, ...] = get_args(Perspective)
BESIDE = [Option(NOT_APPLICABLE, gettext_lazy("Not applicable")), Option(UNKNOWN, DONT_KNOW)]


@dataclass(frozen=True)
class View:
    """What one perspective says, as how many say what; `counts` is None where it must not be shown.

    `value` is its middle one, as a step of the scale; None where nobody named a step, or it must not be shown.
    """

    perspective: Perspective
    label: str
    counts: list[tuple[Option, int]] | None
    value: int | None

    @property
    def drawn(self) -> DrawnView | None:
        """The view as the strip draws it."""
        return None if self.value is None else DrawnView(key=self.perspective, name=self.label, value=self.value)


def views_in(
    rows: Sequence[Response], scale: Sequence[Option], min_replies: int, middle: Callable[[list[int]], int]
) -> list[View]:
    """Each perspective that replied, by a scale from its lowest step up, with the engine's middle of its replies."""
    steps = {option.value: step for step, option in enumerate(scale)}
    held = held_back(rows, min_replies)
    replied: dict[str, list[str]] = {}
    for row in rows:
        said = replied.setdefault(row.perspective, [])
        if row.pk not in held:
            said.append(row.value)
    known = [(one, steps[said]) for one in PERSPECTIVES for said in replied.get(one, ()) if said in steps]
    counted = by_perspective(known, min_replies)
    return [
        View(
            perspective=one,
            label=view_name(one),
            counts=_counts(replied[one], [*scale, *BESIDE]) if one in counted or one != "employee" else None,
            value=middle(counted[one]) if one in counted else None,
        )
        for one in PERSPECTIVES
        if one in replied
    ]


def _counts(said: Sequence[str], options: Sequence[Option]) -> list[tuple[Option, int]]:
    count = Counter(said)
    return [(option, count[option.value]) for option in options if count[option.value]]
