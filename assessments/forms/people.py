# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assessments.queries.people import PeoplePage
from assessments.services.refusal import Refused


class LinkedBoxes(forms.CheckboxSelectMultiple):
    """Boxes to tick whose first one is where a list of errors leads."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return super().id_for_label(id_, index or "0")


class AssignForm(forms.Form):
    """Who is asked for which sections: one person, and the sections by their keys."""

    person = forms.ChoiceField(
        label=_("Whom to ask"),
        error_messages={"required": _("Choose a person."), "invalid_choice": _("Choose a person.")},
    )
    sections = forms.MultipleChoiceField(
        label=_("For which sections"),
        widget=LinkedBoxes,
        error_messages={"required": _("Choose at least one section."), "invalid_choice": _("Choose from the list.")},
    )

    def __init__(self, page: PeoplePage, data: Mapping[str, str] | None = None) -> None:
        super().__init__(data)
        self._members = {str(user.pk): user for user, _role in page.members}
        words = _("%(person)s (%(role)s)")
        people = [(str(user.pk), words % {"person": user, "role": role.label}) for user, role in page.members]
        self._offer("person", [("", _("Choose…")), *people])
        self._offer("sections", [(one.section.key, one.name) for one in page.sections])

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices

    @property
    def user(self) -> User:
        """The person who was chosen."""
        return self._members[self.cleaned_data["person"]]

    def refuse(self, faults: tuple[Refused, ...]) -> None:
        """Put what a service refused to the fields that it is about."""
        for fault in faults:
            self.add_error(fault.place if fault.place in self.fields else None, fault.message)
