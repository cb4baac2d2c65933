# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import timedelta

import pytest

from assessments.models import Assessment, Result
from assessments.queries.edition import edition_of
from assessments.queries.latest_results import assessed, assessed_visible_to, latest_results
from tests.factories import join, make_edition, make_organization, make_user
from tests.made_up import SUBMITTED, submit_made_up


@pytest.mark.parametrize("size", [1, 3, 7, 8])
def test_every_organization_comes_once_in_batches(carol, size):
    row = make_edition()
    submit_made_up(edition_of(row), row, carol, 7)

    batches = list(latest_results(row.pack, size))

    assert [len(batch) for batch in batches] == [size] * (7 // size) + [7 % size] * (7 % size > 0)
    found = {one.organization_id: (one.assessment_id, one.edition_id) for batch in batches for one in batch}
    assert found == {one.organization_id: (one.pk, row.pk) for one in Assessment.objects.all()}
    texts = {one.assessment_id: (one.answers, one.document) for batch in batches for one in batch}
    assert texts == {one.assessment_id: (one.answers, one.document) for one in Result.unscoped.all()}
    assert assessed(row.pack) == 7
    assert (list(latest_results("other", size)), assessed("other")) == ([], 0)


def test_only_organizations_that_one_may_see_are_counted(carol):
    row, user, group = make_edition(), make_user(), make_organization("Group")
    submit_made_up(edition_of(row), row, carol, 3)
    first = Assessment.objects.order_by("organization__path")[0].organization

    assert assessed_visible_to(user, row.pack, SUBMITTED + timedelta(days=1)) == 0

    join(user, first)
    join(user, group)
    assert assessed_visible_to(user, row.pack, SUBMITTED + timedelta(days=1)) == 1
    assert assessed_visible_to(user, row.pack, SUBMITTED) == 0, "not submitted before then"
    assert assessed_visible_to(user, "other", SUBMITTED + timedelta(days=1)) == 0
