# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.file import UploadField


class SpreadsheetForm(forms.Form):
    """A questionnaire that was filled in as a spreadsheet."""

    file = UploadField(
        label=_("The file that you filled in"),
        accept=".xlsx",
        help_text=_("XLSX, at most 1 MiB. You see what it would change before anything is saved."),
    )
