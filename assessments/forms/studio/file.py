# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.file import UploadField
from assessments.models import Edition


class FileForm(forms.Form):
    """A file of a pack, and the draft that it updates; without one it becomes a new draft."""

    file = UploadField(
        label=_("File"),
        accept=".yaml,.yml,.json",
        help_text=_("YAML or JSON, at most 1 MiB. You see what it would change before anything is written."),
    )
    into = forms.ModelChoiceField(
        label=_("Where it goes"),
        queryset=Edition.objects.none(),
        required=False,
        empty_label=_("A new draft, or the draft that has the file’s number"),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        drafts = Edition.objects.filter(state=Edition.State.DRAFT).defer("document", "lagging")
        self.fields["into"].queryset = drafts.order_by("pack", "version")  # type: ignore[attr-defined]  # the stubs know Field alone


class ConfirmForm(forms.Form):
    """That a file's difference was seen, at which revision of the draft; without one for a new draft."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
