# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.organization import LinkedRadios
from assessments.models.answer import Kind
from assessments.queries.questionnaire import Question, Step
from assessments.services.refusal import Refused


class StepForm(forms.Form):
    """One page of a questionnaire; each question wants an answer, of which "I'm not sure" is one."""

    def __init__(self, step: Step, data: Mapping[str, str] | None = None) -> None:
        super().__init__(data, initial={question.field: question.value for question in step.questions})
        self.step = step
        for question in step.questions:
            self.fields[question.field] = forms.ChoiceField(
                label=question.label,
                widget=LinkedRadios,
                choices=[(option.value, option.words) for option in question.options],
                error_messages={
                    "required": _("Choose an answer. “I’m not sure” is one, too."),
                    "invalid_choice": _("Choose one of the answers offered."),
                },
            )

    def asked(self) -> list[tuple[Question, forms.BoundField]]:
        """Each question with its field."""
        return [(question, self[question.field]) for question in self.step.questions]

    def values(self) -> dict[tuple[Kind, str], str]:
        """What was chosen, by kind and key."""
        return {question.place: self.cleaned_data[question.field] for question in self.step.questions}

    def refuse(self, faults: tuple[Refused, ...]) -> None:
        """Say what a service refused."""
        for fault in faults:
            self.add_error(None, fault.message)
