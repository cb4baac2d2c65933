# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.domain.taking_over import Place, Side
from assessments.queries.studio.taking_over import ClashTold


class TakeOverForm(forms.Form):
    """Whose piece is kept of each that both changed; the draft's revision and the newer edition that were seen."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    newer = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, clashes: Sequence[ClashTold], version: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.clashes = clashes
        for number, clash in enumerate(clashes):
            self.fields[f"clash_{number}"] = forms.ChoiceField(
                label=clash.name,
                choices=[
                    ("draft", _("Keep the draft’s")),
                    ("newer", _("Take edition %(version)s’s") % {"version": version}),
                ],
                widget=forms.RadioSelect,
                error_messages={"required": gettext_lazy("Choose which one to keep.")},
            )

    @property
    def choices(self) -> list[tuple[ClashTold, forms.BoundField]]:
        """Each clash with its field."""
        return [(clash, self[f"clash_{number}"]) for number, clash in enumerate(self.clashes)]

    @property
    def decided(self) -> dict[Place, Side]:
        """By the kind and key of each piece whose is kept; of a valid form."""
        chosen = (self.cleaned_data[f"clash_{number}"] for number in range(len(self.clashes)))
        return {clash.place: cast(Side, side) for clash, side in zip(self.clashes, chosen, strict=True)}
