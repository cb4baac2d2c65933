# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest

from assessments.models import Assignment
from assessments.services.assigning import assign_section
from assessments.services.refusal import AlreadySubmitted, NotAccepted
from tests.factories import make_assessment, submit


@pytest.mark.parametrize("section", ["situations", "routines", "employee"])
def test_a_section_is_assigned_once(aozora, mana, connie, now, section):
    assessment = make_assessment(aozora, mana, now=now)

    for _time in range(2):
        assign_section(assessment=assessment, section=section, user=connie, by=mana, now=now)

    assert [(row.section, row.user) for row in Assignment.objects.of(assessment)] == [(section, connie)]


def test_an_unknown_section_is_refused(aozora, mana, connie, now):
    with pytest.raises(NotAccepted):
        assign_section(assessment=make_assessment(aozora, mana, now=now), section="x", user=connie, by=mana, now=now)


def test_nothing_is_assigned_in_a_submitted_assessment(aozora, mana, connie, now):
    assessment = submit(make_assessment(aozora, mana, now=now), mana, now=now)

    with pytest.raises(AlreadySubmitted):
        assign_section(assessment=assessment, section="employee", user=connie, by=mana, now=now)
