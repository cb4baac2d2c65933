# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import UTC, datetime

from django_tasks_db.models import DBTaskResult

from assessments.models import AdviceCount, Edition
from assessments.tasks.faring import count_advice, count_where_due


def test_the_first_action_has_it_counted_and_each_count_the_next(db: None, now: datetime) -> None:
    count_where_due(Edition.BUILT_IN, now)
    count_where_due(Edition.BUILT_IN, now)
    (asked,) = DBTaskResult.objects.all()

    count_advice.call(Edition.BUILT_IN)

    assert AdviceCount.objects.get().counted_at == now
    (after,) = DBTaskResult.objects.exclude(pk=asked.pk)
    assert after.run_after == datetime(2026, 12, 1, tzinfo=UTC)


def test_one_that_was_counted_meanwhile_comes_back_no_more(db: None, now: datetime) -> None:
    count_where_due(Edition.BUILT_IN, now)
    count_advice.call(Edition.BUILT_IN)
    tasks = DBTaskResult.objects.count()

    count_advice.call(Edition.BUILT_IN)

    assert DBTaskResult.objects.count() == tasks
