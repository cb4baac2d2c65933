# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The plan in an archive: items with their history, and notes on the timeline (from format 2 on)."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from assessments.domain.archive_values import (
    Anything,
    Count,
    Line,
    Moment,
    Name,
    NearDay,
    Number,
    Period,
    Person,
    Short,
    Text,
    Uuid,
    Version,
    one_line,
)
from assessments.domain.document import Key, Outcome, ZeroToFour

STATUSES = ("proposed", "to_do", "doing", "done", "dropped")
OPEN = STATUSES[:3]


class ArchivedPlanChange(Outcome):
    """A line of an item's history; people in `before` and `after` go by `person-1` too."""

    at: Moment
    by: Person | None
    before: Anything
    after: Anything
    revision: Number
    idempotency_key: Uuid


class ArchivedPlanItem(Outcome):
    """A row of models.PlanItem; `pack` and `version` are the edition in which its words stand."""

    pack: Key
    version: Version
    recommendation: Short
    action: Short
    level: Short
    effort: Literal["", "S", "M", "L"]
    horizon: Literal["", "month", "quarter", "year"]
    title: Annotated[Line, Field(max_length=200), AfterValidator(one_line)]
    raises: Mapping[Short, ZeroToFour]
    assignee: Person | None
    assignee_text: Name
    status: Literal["proposed", "to_do", "doing", "done", "dropped"]
    due_on: NearDay | None
    promised_on: NearDay | None
    done_on: NearDay | None
    dropped_on: NearDay | None
    reason: Annotated[Line, AfterValidator(one_line)]
    note: Text
    helped: Literal["", "yes", "partly", "no", "unclear"]
    took: Literal["", "less", "expected", "more"]
    helped_at: Moment | None
    helped_by: Person | None
    revision: Number
    added_at: Moment
    added_by: Person
    changed_at: Moment
    changes: tuple[ArchivedPlanChange, ...]

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.status in OPEN


class ArchivedAnnotation(Outcome):
    """A row of models.Annotation."""

    period: Period
    level: Short
    text: Annotated[Line, Field(min_length=1, max_length=300), AfterValidator(one_line)]
    revision: Count
    made_at: Moment
    made_by: Person
