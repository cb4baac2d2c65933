# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.file import UploadField


class PlanFileForm(forms.Form):
    """A plan that was taken along as a file and changed there."""

    file = UploadField(
        label=_("The file that you changed"),
        accept=".csv,.txt",
        help_text=_("CSV, at most 2 MiB and 5,000 rows. You see what it would change before anything is saved."),
    )
