# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.services.refusal import Refused


class DueDayForm(forms.Form):
    """Until when a round's assessments are to be submitted."""

    due_date = forms.DateField(
        label=_("New due day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Enter the day by which they are to be submitted."),
            "invalid": _("Enter a day as year-month-day, for example 2026-12-18."),
        },
    )

    def refuse(self, faults: tuple[Refused, ...]) -> None:
        """Put what a service refused to the fields that it is about."""
        for fault in faults:
            self.add_error(fault.place if fault.place in self.fields else None, fault.message)


class RoundForm(DueDayForm):
    """A round to be opened: of which kinds, and until when."""

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        kinds: Sequence[tuple[str, str, int]],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.counts = kinds
        self.fields["kinds"] = forms.MultipleChoiceField(
            label=_("Who is asked"),
            choices=[(kind, name) for kind, name, _count in kinds],
            widget=forms.CheckboxSelectMultiple,
            error_messages={
                "required": _("Choose at least one kind."),
                "invalid_choice": _("Choose from the kinds that stand at or below this organization."),
            },
        )
        self.fields["due_date"].label = _("Due day")
        self.order_fields(["kinds", "due_date"])
