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
from accounts.reminders import is_stopped, stopped_by
from assessments.queries.reminding.kinds import Reminder


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


class RemindersForm(forms.Form):
    """Which reminders a person wants; who ticks none gets none of those that come later, either."""

    kinds = forms.MultipleChoiceField(
        label=_("Reminders by e-mail"),
        choices=Reminder.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    @classmethod
    def of(cls, user: User | AnonymousUser) -> "RemindersForm | None":
        """As it stands; None for whoever has not signed in. One query."""
        if user.is_anonymous:
            return None
        stopped = stopped_by([user.pk]).get(user.pk, frozenset())
        return cls(initial={"kinds": [kind for kind in Reminder.values if not is_stopped(stopped, kind)]})
