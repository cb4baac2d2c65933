# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.domain.edition import Edition
from assessments.forms.day import DayField
from assessments.forms.organization import NOT_SURE, WithProfile
from assessments.forms.practice import LinesField
from assessments.forms.question import QuestionsForm
from assessments.models.answer import Kind
from assessments.queries.question import Question
from assessments.services.answering import Entry

SEEN_PROFILE = "seen-profile"


@dataclass(frozen=True)
class EnoughFields:
    """The fields by which a target is enough on purpose: why, and until when; `is_said` where they say something."""

    reason: forms.BoundField
    review_on: forms.BoundField

    @property
    def is_said(self) -> bool:
        return bool(self.reason.value() or self.review_on.value() or self.reason.errors or self.review_on.errors)


def enough_words(reason: str, review_on: date | None) -> str:
    """Why a target is enough and until when, in one sentence; "" where nothing is said of it."""
    if review_on is None:
        return reason
    words = {"day": date_format(review_on, _("j M Y")), "reason": reason}
    return _("Enough on purpose until %(day)s: %(reason)s") % words


class TargetsForm(WithProfile, QuestionsForm):
    """Profile, facts and targets in one form, of which only what was changed is saved."""

    def __init__(
        self, questions: list[Question], edition: Edition, profile: str, data: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(questions, data, edition=edition)
        self.fields["profile"].initial = profile or NOT_SURE
        for question in questions:
            if question.kind == Kind.TARGET:
                self._add_enough(question)

    def _add_enough(self, question: Question) -> None:
        row = question.row
        self.fields[f"reason-{question.field}"] = LinesField(
            label=gettext_lazy("Why it is enough"), required=False, initial=row.reason if row else ""
        )
        self.fields[f"review-{question.field}"] = DayField(
            label=gettext_lazy("Look at it again on"),
            required=False,
            initial=row.review_on if row else None,
            widget=forms.DateInput(
                format="%Y-%m-%d",
                attrs={
                    "type": "date",
                    "class": "form-control",
                    "aria-describedby": f"error-id_review-{question.field}",
                },
            ),
            input_formats=["%Y-%m-%d"],
            error_messages={"invalid": gettext_lazy("Enter a day, such as 2027-06-30.")},
        )

    def enough(self, question: Question) -> EnoughFields:
        """The fields of one target."""
        return EnoughFields(self[f"reason-{question.field}"], self[f"review-{question.field}"])

    def said(self, question: Question) -> Entry:
        """What is said of a question; of a target also why it is enough. Fields that were not posted keep it."""
        entry, row = super().said(question), question.row
        if question.kind != Kind.TARGET:
            return entry
        reason, review_on = (row.reason, row.review_on) if row else ("", None)
        if f"reason-{question.field}" in self.data:
            reason = self.cleaned_data[f"reason-{question.field}"]
            review_on = self.cleaned_data[f"review-{question.field}"]
        return replace(entry, reason=reason, review_on=review_on)

    @property
    def seen_profile(self) -> str:
        """The profile that the person saw, as the radio buttons name it: in the page, or by "Use mine"."""
        if not self.is_bound:
            return str(self.fields["profile"].initial)
        return str(self._over.get(SEEN_PROFILE, self.data.get(SEEN_PROFILE, NOT_SURE)))

    def profile_before(self) -> str:
        """The same as an assessment holds it: "" where it was left open."""
        return "" if self.seen_profile == NOT_SURE else self.seen_profile
