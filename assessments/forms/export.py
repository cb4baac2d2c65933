# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.queries.export import FORMS, Offer

FORM_NAMES = {
    "xlsx": _("Spreadsheet (XLSX)"),
    "csv": _("Tables of text (CSV)"),
    "json": _("For programs (JSON)"),
}


class ExportForm(forms.Form):
    """Which file, and in which form."""

    of = forms.ChoiceField(label=_("What"), error_messages={"invalid_choice": _("Choose one of those offered.")})
    form = forms.ChoiceField(label=_("As"), error_messages={"invalid_choice": _("Choose one of those offered.")})

    def __init__(self, data: Mapping[str, Any] | None, *, offers: Sequence[Offer], of: str = "") -> None:
        super().__init__(data, initial={"of": of})
        self.offers = {offer.value: offer for offer in offers}
        known: Any = self.fields
        known["of"].choices = [(offer.value, offer.name) for offer in offers]
        known["form"].choices = list(FORM_NAMES.items())

    def clean(self) -> dict[str, Any]:
        """A form in which the file is made."""
        chosen = self.cleaned_data
        offer = self.offers.get(chosen.get("of", ""))
        if offer and chosen.get("form") and chosen["form"] not in FORMS[offer.what]:
            self.add_error("form", _("Choose one of those offered."))
        return chosen
