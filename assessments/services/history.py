# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The history of an assessment as a whole: what happens to it and is no answer, such as opening and submitting."""

import uuid
from datetime import datetime
from typing import Any

from accounts.models import User
from assessments.models import Assessment, Change


def add_line(
    assessment: Assessment,
    what: str,
    *,
    by: User | None,
    now: datetime,
    key: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> Change:
    """One line, in the transaction of what it tells about; a repeated call is another line."""
    said = {"what": what, "key": key, "before": before, "after": after}
    line: Change = Change.objects.create(**assessment.whose, at=now, by=by, **said, idempotency_key=uuid.uuid4())
    return line
