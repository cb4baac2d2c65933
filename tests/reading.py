# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""How many rows the statements of a page read, as PostgreSQL tells it."""

import json
from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def statements_of(client: Client, address: str) -> list[tuple[int, str]]:
    """Each statement of a page with the rows that the part of it reads that reads the most; 0 where none is counted."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    statements = [query["sql"] for query in queries.captured_queries]
    return [(rows_read(sql) if sql.startswith(("SELECT", "(SELECT")) else 0, sql) for sql in statements]


def rows_read(sql: str) -> int:
    """How many rows the scan of a statement reads that reads the most; 0 on another database than PostgreSQL."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + sql.replace("%", "%%"))
        plan = cursor.fetchone()[0]
    plan = json.loads(plan) if isinstance(plan, str) else plan
    return max(_scanned(plan[0]["Plan"]), default=0)


def _scanned(plan: dict[str, Any]) -> Iterator[int]:
    """The rows that each scan of a plan reads, those included that it throws away."""
    if "Relation Name" in plan or "Index Name" in plan:
        thrown = sum(value for key, value in plan.items() if key.startswith("Rows Removed by"))
        yield round((plan["Actual Rows"] + thrown) * plan["Actual Loops"])
    for part in plan.get("Plans", ()):
        yield from _scanned(part)
