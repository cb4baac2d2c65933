# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""After a submission, the stored result is computed once more by another process."""

import structlog
from django_tasks import task

from assessments.queries.verification import differing_results

logger = structlog.get_logger(__name__)


@task()
def verify_result(assessment_id: str) -> str:
    """Recompute the frozen result of one assessment; what differs is returned and logged, "" where nothing does."""
    differences = [why for _row, why in differing_results(assessment_id) if why]
    for why in differences:
        logger.error("stored result differs", assessment=assessment_id, why=why)
    return "; ".join(differences)
