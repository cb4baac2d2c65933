# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class PreferencesForm(forms.Form):
    """How a person wants to read. What is not sent stays as it is: a switch may send the language alone."""

    language = forms.ChoiceField(label=_("Language"), required=False, widget=forms.RadioSelect)
    appearance = forms.ChoiceField(label=_("Appearance"), choices=User.Appearance.choices, widget=forms.RadioSelect)

    def __init__(self, data: Mapping[str, Any] | None, *, user: User | AnonymousUser) -> None:
        held = {
            "language": getattr(user, "language", ""),
            "appearance": getattr(user, "appearance", User.Appearance.DEVICE),
        }
        super().__init__(None if data is None else {name: data.get(name, held[name]) for name in held}, initial=held)
        own_names = [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES]
        languages: Any = self.fields["language"]
        languages.choices = [("", _("Same as this browser")), *own_names]
        if user.is_anonymous:
            del self.fields["appearance"]
