# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Organization, Role, User
from assessments.forms.organization import LinkedRadios

WHAT_ROLES_DO: dict[Role, str | Promise] = {
    Role.OWNER: _("Does all that the others do, and changes members, units and settings"),
    Role.MANAGER: _("Fills in and submits assessments, sets targets, asks others"),
    Role.CONTRIBUTOR: _("Answers the sections assigned to them"),
    Role.VIEWER: _("Reads what has been submitted"),
}


class RoleForm(forms.Form):
    """The role that a person has at an organization and all below it."""

    role = forms.ChoiceField(
        label=_("Role"), choices=Role.choices, widget=LinkedRadios, error_messages={"required": _("Choose a role.")}
    )

    def roles(self) -> list[tuple[Role, str | Promise]]:
        """Each role, with what one may do in it."""
        return list(WHAT_ROLES_DO.items())


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
        here = Membership.objects.filter(user=OuterRef("pk"), organization=self._organization)
        people = User.objects.filter(email__iexact=email, is_active=True)
        person = people.annotate(is_member=Exists(here)).first()
        if person is None:
            raise ValidationError(
                _("Nobody has an account with this address. Ask them, or whoever runs this server, to make one first.")
            )
        if person.is_member:
            raise ValidationError(_("This person is a member already. Change the role in the list."))
        self.person: User = person
        return email
