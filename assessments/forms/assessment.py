# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _


class SubmitForm(forms.Form):
    """Submitting with open points asks once whether that is meant; nothing is ticked beforehand."""

    knowing = forms.BooleanField(
        required=False,
        label=_("Submit although this is open"),
        help_text=_("Open answers stay “don’t know”, and never count as zero."),
    )

    def __init__(self, data: Mapping[str, str] | None = None, *, has_open_points: bool) -> None:
        super().__init__(data)
        self.fields["knowing"].required = has_open_points
        self.fields["knowing"].error_messages["required"] = _("Tick the box to submit with open points.")
