# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

CHOOSE = _("Choose one of the quarters offered.")


class CompareForm(forms.Form):
    """Two quarters to compare, out of those submitted; the last two unless the address says otherwise."""

    def __init__(self, data: Mapping[str, Any], *, periods: Sequence[str]) -> None:
        # The earlier one comes first, whichever way round they were chosen.
        first, last = sorted((data.get("from", periods[-2]), data.get("to", periods[-1])))
        super().__init__({"from": first, "to": last})
        for name, label in (("from", _("From")), ("to", _("to"))):
            self.fields[name] = forms.ChoiceField(
                label=label,
                choices=[(period, period) for period in periods],
                error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
            )

    def clean(self) -> dict[str, Any]:
        """Two different ones."""
        chosen = self.cleaned_data
        if len(chosen) == 2 and chosen["from"] == chosen["to"]:
            raise ValidationError(_("Choose two different quarters."))
        return chosen
