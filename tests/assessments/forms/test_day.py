# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from assessments.forms.day import DayField


@pytest.mark.parametrize("written", ["1900-01-01", "2999-12-31"])
def test_days_of_our_time_are_taken(written):
    assert DayField().clean(written) == date.fromisoformat(written)


@pytest.mark.parametrize("written", ["0226-12-31", "1899-12-31", "3000-01-01", "9999-12-31"])
def test_a_year_that_no_archive_could_be_read_with_is_refused(written):
    with pytest.raises(ValidationError, match="Say the day"):
        DayField(error_messages={"invalid": "Say the day"}).clean(written)


def test_nothing_is_nothing():
    assert DayField(required=False).clean("") is None
