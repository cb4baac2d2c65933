# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.forms.day import DayField
from assessments.forms.organization import LineField
from assessments.services.answering import LONGEST_LINE
from assessments.services.backing import LONGEST_LINK, LONGEST_OWNER, leads_somewhere


class EvidenceForm(forms.Form):
    """A link or a text that backs an answer, the day on which somebody last saw it, and who keeps it."""

    url = LineField(
        label=gettext_lazy("Link"),
        required=False,
        max_length=LONGEST_LINK,
        widget=forms.URLInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    text = LineField(
        label=gettext_lazy("What somebody would see"),
        required=False,
        max_length=LONGEST_LINE,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    owner = LineField(
        label=gettext_lazy("Who keeps it (optional)"),
        required=False,
        max_length=LONGEST_OWNER,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reviewed_on = DayField(
        label=gettext_lazy("Date seen"),
        required=False,
        widget=forms.DateInput(
            format="%Y-%m-%d",
            attrs={"type": "date", "class": "form-control", "aria-describedby": "error-id_reviewed_on"},
        ),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": gettext_lazy("Enter a day, such as 2026-11-22.")},
    )

    def __init__(self, today: date, data: Mapping[str, str] | None = None) -> None:
        super().__init__(data, initial={"reviewed_on": today})
        self.today = today

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        url = cleaned.get("url", "")
        if not self.errors and not url and not cleaned["text"]:
            self.add_error("url", _("Enter a link, or say what somebody would see."))
        if url and not leads_somewhere(url):
            self.add_error("url", _("Enter a link that starts with https:// or http://."))
        cleaned["reviewed_on"] = cleaned.get("reviewed_on") or self.today
        if cleaned["reviewed_on"] > self.today:
            self.add_error("reviewed_on", _("Enter the day of the last look, today at the latest."))
        return cleaned
