# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.practice import LinesField
from assessments.forms.progress import CHOOSE


class Written(Protocol):
    """A section of a report, as a form asks for it."""

    @property
    def key(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def generated(self) -> str: ...
    @property
    def is_edited(self) -> bool: ...


class ReportForm(forms.Form):
    """The sections of a report, each as Markdown; `revision` is the one that the page shows, 0 for none."""

    revision = forms.IntegerField(min_value=0, max_value=10**9, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None, *, sections: Sequence[Written], revision: int) -> None:
        super().__init__(data, initial={"revision": revision})
        self.sections = sections
        for section in sections:
            self.fields[f"text-{section.key}"] = LinesField(
                label=section.title,
                required=False,
                initial=section.text,
                widget=forms.Textarea(attrs={"rows": min(14, 3 + section.text.count("\n") + len(section.text) // 90)}),
                help_text=_("Left empty, the section is left out."),
            )
            if section.is_edited:
                label = _("Take the text that the figures give")
                self.fields[f"anew-{section.key}"] = forms.BooleanField(label=label, required=False)

    @property
    def texts(self) -> dict[str, str]:
        """What the author changed; a section that says what the figures give is none."""
        said = self.cleaned_data
        return {
            one.key: said[f"text-{one.key}"]
            for one in self.sections
            if said[f"text-{one.key}"] != one.generated.strip() and not said.get(f"anew-{one.key}")
        }


class QuarterForm(forms.Form):
    """The quarter of a report, out of those in which something was submitted; the last one unless the address says."""

    def __init__(self, data: Mapping[str, Any], *, periods: Sequence[str]) -> None:
        super().__init__({"period": data.get("period") or periods[-1]})
        self.fields["period"] = forms.ChoiceField(
            label=_("Quarter"),
            choices=[(period, period) for period in periods],
            error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
        )
