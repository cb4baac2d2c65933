# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization, User
from assessments.forms.file import UploadField
from assessments.queries.archive import owned_organizations


class ArchiveForm(forms.Form):
    """An archive, and the organization that it is put under; without one it stands by itself."""

    file = UploadField(
        label=_("Archive"),
        accept=".json",
        help_text=_(
            "JSON, at most 32 MiB. You see what it would make before anything is written. "
            "Whoever runs the server can take larger ones with manage.py import_archive."
        ),
    )
    above = forms.ModelChoiceField(
        label=_("Where it goes"),
        queryset=Organization.objects.none(),
        required=False,
        empty_label=_("An organization of its own, which you own"),
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        above: Any = self.fields["above"]
        above.queryset = owned_organizations(user)
        above.label_from_instance = lambda one: _("Under %(organization)s") % {"organization": one.name}


class TakeForm(forms.Form):
    """That an archive is to be taken; where it was taken before, that a second copy is meant."""

    again = forms.BooleanField(
        label=_("Make a second copy"),
        required=False,
        error_messages={"required": _("Say that you want a second copy, or leave it.")},
    )

    def __init__(self, *args: Any, was_taken: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["again"].required = was_taken
