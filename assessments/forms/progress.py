# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

CHOOSE = _("Choose one of the quarters offered.")


class CompareForm(forms.Form):
    """Two quarters to compare, out of those submitted; the last two unless the address says otherwise.

    `offered` are those that may be chosen, with their names, the earliest first; left out: the quarters alone.
    """

    def __init__(
        self, data: Mapping[str, Any], *, periods: Sequence[str], offered: Mapping[str, str] | None = None
    ) -> None:
        offered = offered or {period: period for period in periods}
        order = {value: at for at, value in enumerate(offered)}
        last_two = (periods if len(periods) > 1 else list(offered))[-2:]
        first, last = data.get("from", last_two[0]), data.get("to", last_two[1])
        # The earlier one comes first, whichever way round they were chosen.
        if order.get(first, -1) > order.get(last, len(order)):
            first, last = last, first
        super().__init__({"from": first, "to": last})
        for name, label in (("from", _("From")), ("to", _("to"))):
            self.fields[name] = forms.ChoiceField(
                label=label,
                choices=list(offered.items()),
                error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
            )

    def clean(self) -> dict[str, Any]:
        """Two different ones."""
        chosen = self.cleaned_data
        if len(chosen) == 2 and chosen["from"] == chosen["to"]:
            raise ValidationError(_("Choose two different quarters."))
        return chosen
