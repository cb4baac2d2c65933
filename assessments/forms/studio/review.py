# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.practice import LinesField

NOTE = forms.Textarea(attrs={"rows": 3})


class NoteForm(forms.Form):
    """A step of a review: what is said with it, and the revision that was seen."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    note = LinesField(label=_("Note"), required=False, widget=NOTE)


class ReturnForm(NoteForm):
    """The same for returning a draft, which has to be explained."""

    note = LinesField(
        label=_("What should change"), widget=NOTE, error_messages={"required": _("Say what should change.")}
    )


class CommentForm(forms.Form):
    """A comment; `key` makes it one however often it is sent."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    text = LinesField(label=_("Comment"), widget=NOTE, error_messages={"required": _("Write a comment.")})
