# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Files of plans for tests: got as a page gives them, changed, and read as they are sent back."""

import csv
import io
import uuid
from datetime import datetime
from typing import Any

from accounts.models import Organization, User
from assessments.domain.canonical import canonical_json
from assessments.imports.plan import read_plan
from assessments.models import IncomingFile, PlanItem
from assessments.queries.plan_file import plan_csv
from assessments.reports.csv import csv_of, restored
from assessments.services.plan_taking import stage_plan
from assessments.services.planning import change_item

Row = dict[str, str]


def rows_of(organization: Organization) -> list[Row]:
    """The rows of the file by the names of their columns."""
    head, *rows = csv.reader(io.StringIO(b"".join(plan_csv(organization)).decode("utf-8-sig"), newline=""))
    return [dict(zip(head, map(restored, row), strict=True)) for row in rows]


def file_of(rows: list[Row]) -> bytes:
    """The rows as a file."""
    head = list(dict.fromkeys(name for row in rows for name in row))
    return b"".join(csv_of(head, [[row.get(name, "") for name in head] for row in rows]))


def staged(organization: Organization, rows: list[Row], by: User, now: datetime) -> IncomingFile:
    """A file of these rows, sent back."""
    document = canonical_json(read_plan(file_of(rows), name=""))
    return stage_plan(organization=organization, document=document, name="plan.csv", by=by, now=now)


def change(item: PlanItem, by: User, now: datetime, **changes: Any) -> PlanItem:
    """Change an item by hand."""
    return change_item(item=item, seen=item.revision, changes=changes, idempotency_key=uuid.uuid4(), by=by, now=now)
