# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.models.sharing import LONGEST_SHARING
from assessments.queries.sharing import Offer


class ShareForm(forms.Form):
    """What to share, and for how many days."""

    of = forms.ChoiceField(label=_("What"), error_messages={"invalid_choice": _("Choose one of those offered.")})
    days = forms.IntegerField(
        label=_("For how many days"),
        min_value=1,
        max_value=LONGEST_SHARING.days,
        initial=30,
        help_text=_("From 1 to 90. The link opens nothing afterwards."),
        error_messages={
            name: _("Choose from 1 to 90 days.") for name in ("required", "invalid", "min_value", "max_value")
        },
    )

    def __init__(self, data: Mapping[str, Any] | None, *, offers: Sequence[Offer], chosen: str = "") -> None:
        self.offers = {offer.value: offer for offer in offers}
        super().__init__(data, initial={"of": chosen} if chosen in self.offers else None)
        of: Any = self.fields["of"]
        of.choices = [(offer.value, offer.name) for offer in offers]
