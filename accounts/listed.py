# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from typing import Any

from django.db import models
from django.db.models import Aggregate


class Listed(Aggregate):
    """All texts of a group, with commas between them."""

    function = "GROUP_CONCAT"
    output_field = models.TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **how: Any) -> Any:
        """What PostgreSQL calls it."""
        return self.as_sql(compiler, connection, template="STRING_AGG(%(expressions)s, ',')", **how)
