# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from assessments.models import Change
from assessments.services.history import add_line
from tests.factories import make_assessment


def test_a_line_says_what_happened_to_whom_and_each_call_adds_one(aozora, mana, now):
    assessment = make_assessment(aozora, mana, now=now)

    first = add_line(assessment, "assigned", key="ospo", after={"person": mana.pk}, by=mana, now=now)
    second = add_line(assessment, "submitted", by=mana, now=now)

    told = Change.objects.of(assessment).filter(pk__in=[first.pk, second.pk]).order_by("pk")
    assert [(line.what, line.key, line.after, line.by, line.at, line.organization) for line in told] == [
        ("assigned", "ospo", {"person": mana.pk}, mana, now, aozora),
        ("submitted", "", None, mana, now, aozora),
    ]
