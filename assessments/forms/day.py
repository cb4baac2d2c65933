# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from assessments.domain.archive_values import FIRST_YEAR, LAST_YEAR


class DayField(forms.DateField):
    """A day of our time: a slip of the keys (the year 0226) would keep an archive from being read."""

    def to_python(self, value: Any) -> date | None:
        day: date | None = super().to_python(value)
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day
