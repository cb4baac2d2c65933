# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from assessments.services.impact import ask_impact
from assessments.tasks.impact import work_out_impact
from tests.factories import make_draft


def test_the_worker_does_what_was_asked_for(carol, now):
    impact, _new = ask_impact(edition=make_draft(carol, now=now), by=carol, now=now)

    work_out_impact.call(str(impact.pk))

    impact.refresh_from_db()
    assert (impact.total, impact.done, impact.finished_at, impact.failure) == (0, 0, now, "")
