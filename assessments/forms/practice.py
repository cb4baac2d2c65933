# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.text import TextRefused, clean_text
from assessments.domain.content import Practice
from assessments.forms.organization import LinkedRadios
from assessments.models import Answer
from assessments.models.answer import NOT_APPLICABLE, NUMBERS, UNANSWERED, UNKNOWN
from assessments.services.answering import LONGEST_TEXT
from assessments.services.refusal import Refused

SETTLING = (*NUMBERS, NOT_APPLICABLE)
TAKES_OVER = "take_over"  # the button that takes one's own answer back
SHOWN = "differing"  # posted by a page that shows that views differ


class LinesField(forms.CharField):
    """Lines of text, past the gate that every text passes before it is stored.

    No `max_length`: a browser would cut off what is pasted without a word.
    """

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        try:
            return clean_text(super().to_python(value) or "", most=LONGEST_TEXT, lines=True)
        except TextRefused as error:
            message = _("Use at most %(most)d characters. There are %(length)d now.")
            raise ValidationError(message, params={"most": error.most, "length": error.length}) from error


class PracticeForm(forms.Form):
    """The answer to one practice: a value, why it is not applicable, and a note."""

    reason = LinesField(
        label=_("Why it doesn’t apply to you"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    note = LinesField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    settled_because = LinesField(
        label=_("Why this answer, though views differ?"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self,
        practice: Practice,
        data: Mapping[str, str] | None = None,
        row: Answer | None = None,
        *,
        sees_views: bool = False,
        must_settle: bool = False,
    ) -> None:
        """`must_settle`: whoever was shown that views differ must say why they answer so."""
        said = {}
        if row:
            said = {"answer": row.value, "reason": row.reason, "note": row.note, "settled_because": row.settled_because}
        super().__init__(data, initial=said)
        self.must_settle = must_settle and SHOWN in self.data
        if not sees_views:
            del self.fields["settled_because"]
        offered = [*NUMBERS, UNKNOWN]
        if practice.not_applicable:
            offered.append(NOT_APPLICABLE)
        else:
            del self.fields["reason"]
        self.fields["answer"] = forms.ChoiceField(
            label=_("Answer"),
            required=False,
            widget=LinkedRadios,
            choices=[(value, value) for value in offered],
            error_messages={"invalid_choice": _("Choose one of the answers offered.")},
        )
        self.order_fields(["answer", "reason", "settled_because", "note"])

    def clean(self) -> dict[str, Any]:
        """Where the page has shown that views differ, an answer that settles it says why.

        Whoever takes over the answer of an organization above leaves their own empty.
        """
        said = self.cleaned_data
        if TAKES_OVER in self.data:
            said |= {"answer": UNANSWERED} | ({"reason": ""} if "reason" in self.fields else {})
        if self.must_settle and said.get("answer") in SETTLING and said.get("settled_because") == "":
            self.add_error("settled_because", _("Say in a sentence why you answer so, though views differ."))
        return said

    @property
    def says_nothing(self) -> bool:
        """Whether the person has neither chosen nor written anything."""
        said = self.cleaned_data
        return said["answer"] == UNANSWERED and not said["note"] and not said.get("settled_because")

    def refuse(self, faults: tuple[Refused, ...]) -> None:
        """Put what a service refused to the fields that it is about."""
        for fault in faults:
            self.add_error(fault.place if fault.place in self.fields else "answer", fault.message)
