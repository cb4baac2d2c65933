# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class UploadField(forms.FileField):
    """A file of one of the kinds that `accept` names by their endings; whoever reads it says that one is empty."""

    def __init__(self, *, accept: str, **options: Any) -> None:
        super().__init__(
            allow_empty_file=True,
            widget=forms.ClearableFileInput(attrs={"accept": accept}),
            error_messages={"required": _("Choose a file."), "missing": _("Choose a file.")},
            **options,
        )
