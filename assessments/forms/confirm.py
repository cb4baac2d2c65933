# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ConfirmForm(forms.Form):
    """Something that cannot be taken back is confirmed by typing a text: a name, an address."""

    typed = forms.CharField(max_length=254, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def __init__(self, data: Mapping[str, Any] | None, *, wanted: str, label: Any) -> None:
        super().__init__(data)
        self.wanted = wanted
        self.fields["typed"].label = label

    def clean_typed(self) -> str:
        """The text itself; blanks around it and the case of letters don't matter."""
        typed = str(self.cleaned_data["typed"])
        if typed.strip().casefold() != self.wanted.strip().casefold():
            raise forms.ValidationError(_("Type it as it stands here: %(wanted)s"), params={"wanted": self.wanted})
        return typed
