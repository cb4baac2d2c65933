# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.models import PlanItem


class HelpedForm(forms.Form):
    """Two questions about an action that was done; the second may stay open."""

    helped = forms.ChoiceField(
        label=_("Did it help?"),
        choices=PlanItem.Helped.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one; “too early to say” is an answer too.")},
    )
    took = forms.ChoiceField(
        label=_("How much effort did it take?"),
        choices=PlanItem.Took.choices,
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, data: Mapping[str, Any] | None, *, item: PlanItem) -> None:
        super().__init__(data, initial={"helped": item.helped, "took": item.took})
