# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest
from django.apps import apps

from assessments.models import Answer
from assessments.models.answer import Kind
from assessments.models.scoping import Scoped, UnscopedRead
from tests.factories import make_assessment, say

SCOPED = [model for model in apps.get_app_config("assessments").get_models() if issubclass(model, Scoped)]


@pytest.mark.parametrize("model", SCOPED)
@pytest.mark.parametrize("read", ["all", "count", "first", "get", "exists", "filter", "values"])
def test_reading_without_saying_whose_it_is_raises(model, read):
    with pytest.raises(UnscopedRead, match=r"\.of\(assessment\)"):
        getattr(model.objects, read)()


def test_whatever_grows_bears_its_organization():
    assert len(SCOPED) >= 9
    for model in SCOPED:
        assert not model._meta.get_field("organization").null


def test_rows_of_another_assessment_and_organization_stay_away(aozora, midori, mana, charlie, now):
    ours, theirs = make_assessment(aozora, mana, now=now), make_assessment(midori, charlie, now=now)
    say(ours, mana, Kind.PRACTICE, now=now, charter=1)
    say(theirs, charlie, Kind.PRACTICE, now=now, charter=4)

    assert [row.value for row in Answer.objects.of(ours)] == ["1"]
    assert [row.value for row in Answer.objects.within(midori)] == ["4"]
