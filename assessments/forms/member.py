# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Organization, Role, User

WHAT_ROLES_DO = {
    Role.OWNER: _("Everything, and also members, units and settings"),
    Role.MANAGER: _("Fills in and submits assessments, sets targets, asks others"),
    Role.CONTRIBUTOR: _("Answers the sections assigned to them"),
    Role.VIEWER: _("Reads what has been submitted"),
}


def _roles() -> list[tuple[str, str]]:
    return [(role.value, f"{role.label}: {what}") for role, what in WHAT_ROLES_DO.items()]


class RoleForm(forms.Form):
    """The role that a person has at an organization and all below it."""

    role = forms.ChoiceField(label=_("Role"), choices=_roles, error_messages={"required": _("Choose a role.")})


class AddMemberForm(RoleForm):
    """Somebody with an account, who is to have a role here."""

    email = forms.EmailField(
        label=_("E-mail address"),
        error_messages={
            "required": _("Enter the address that the person signs in with."),
            "invalid": _("Enter an address such as name@example.org."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("email", "role")

    def __init__(self, *args: Any, organization: Organization, **options: Any) -> None:
        super().__init__(*args, **options)
        self._organization = organization

    def clean_email(self) -> str:
        """Finds the account, as `person`: one that exists, and that has no role here yet."""
        email = self.cleaned_data["email"]
        self.person = User.objects.filter(email__iexact=email, is_active=True).first()
        if self.person is None:
            raise ValidationError(
                _("Nobody has an account with this address. Ask them to sign up on this server, then add them.")
            )
        if Membership.objects.filter(user=self.person, organization=self._organization).exists():
            raise ValidationError(_("This person is a member already. Change the role in the list."))
        return email
