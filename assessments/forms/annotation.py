# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.services.annotating import LONGEST_NOTE, Happening
from assessments.services.refusal import Refused


class AnnotationForm(forms.Form):
    """A note on the timeline: in which quarter, at which level or all, and what happened."""

    period = forms.ChoiceField(
        label=_("Quarter"),
        error_messages={
            "required": _("Choose one of the quarters offered."),
            "invalid_choice": _("Choose one of the quarters offered."),
        },
    )
    level = forms.ChoiceField(
        label=_("Level"), required=False, error_messages={"invalid_choice": _("Choose one of the levels offered.")}
    )
    text = forms.CharField(
        label=_("What happened"),
        max_length=LONGEST_NOTE,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Say what happened.")},
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        periods: Sequence[tuple[str, str]],
        levels: Sequence[tuple[str, str]],
        initial: Mapping[str, Any],
    ) -> None:
        super().__init__(data, initial=dict(initial))
        offered: dict[str, Sequence[tuple[Any, Any]]] = {"period": periods, "level": [("", _("All levels")), *levels]}
        for name, choices in offered.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices

    @property
    def happening(self) -> Happening:
        """What was filled in."""
        said = self.cleaned_data
        return Happening(said["period"], said["level"], said["text"])

    def refuse(self, faults: tuple[Refused, ...]) -> None:
        """Put what the service refused to the fields that it is about."""
        for fault in faults:
            self.add_error(fault.place if fault.place in self.fields else None, fault.message)
