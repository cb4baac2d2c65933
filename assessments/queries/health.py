# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor


def is_ready() -> bool:
    """Whether the database answers, and no migration is waiting."""
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return False
