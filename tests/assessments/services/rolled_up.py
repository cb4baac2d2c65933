# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What is rolled up, for tests to compare."""

from assessments.models import GroupResult, UnitLevel, UnitResult
from assessments.models.group import LATEST
from assessments.queries.unit_rows import FIELDS
from assessments.services.rolling_up import COUNTED


def group_of(organization, assessment, period=LATEST):
    return GroupResult.objects.within(organization).get(pack=assessment.pack, period=period)


def state_of_all():
    """Every row that is rolled up, without its own id; sums of nothing count as none."""
    levels = ("path", "pack", "period", "level", "share", "unit__period", "unit__organization")
    groups = (dict(row) for row in GroupResult.unscoped.values("organization__path", "pack", "period", *COUNTED))
    return {
        "units": list(UnitResult.unscoped.order_by("path", "pack", "period").values("pack", "period", *FIELDS)),
        "levels": list(UnitLevel.unscoped.order_by(*levels[:4]).values_list(*levels)),
        "groups": sorted((row for row in groups if row["units"]), key=str),
    }
