# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What a dashboard shows, as its address says it: the period, and which units in which order."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from assessments.queries.group.board import Board
from assessments.queries.group.choice import FIRST, OF_NOW, PLANS, SORTS
from assessments.queries.group.table import Filters, Part
from assessments.queries.wording import in_words, period_words

# Shown whatever they offer; of the others those alone that offer more than all and one thing.
ALWAYS = ("period", "plan", "first")


class GroupForm(forms.Form):
    """The filters of a dashboard; every one of them may be left out. Links alone set `advice` and `situation`.

    Shared: a share link has chosen the period, and an address chooses no other.
    """

    period = forms.ChoiceField(label=_("Quarter"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    part = forms.ChoiceField(label=_("Part of the tree"), required=False)
    profile = forms.ChoiceField(label=_("Profile"), required=False)
    plan = forms.ChoiceField(label=_("Plan"), choices=PLANS, required=False)
    sort = forms.ChoiceField(label=_("Order"), required=False)
    first = forms.ChoiceField(label=_("Which end first"), choices=FIRST, required=False)
    advice = forms.ChoiceField(required=False, widget=forms.HiddenInput)
    situation = forms.ChoiceField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any], *, board: Board, parts: Sequence[Part], is_shared: bool) -> None:
        super().__init__(data)
        self.parts = {str(one.pk): one for one in parts}
        edition, has_plans = board.edition, board.plans and not board.period
        levels = [(f"level-{one.key}", in_words(one.name)) for one in edition.levels]
        offered = {
            "period": [("", _("The latest of each unit")), *((one, period_words(one)) for one in board.periods[::-1])],
            "kind": [("", _("All kinds")), *Organization.Kind.choices],
            "part": [("", _("All units")), *((key, one.name) for key, one in self.parts.items())],
            "profile": [("", _("All profiles")), *((one.key, in_words(one.name)) for one in edition.profiles)],
            "sort": [*SORTS, *(OF_NOW if has_plans else ()), *levels],
            "advice": [(key, key) for key in board.read.advice],
            "situation": [(key, key) for key in board.read.situations],
        }
        for name, choices in offered.items():
            field: Any = self.fields[name]
            field.choices = choices
        if is_shared:
            del self.fields["period"]
        if not has_plans:
            del self.fields["plan"]

    @property
    def shown(self) -> list[BoundField]:
        """The fields with which a reader chooses."""
        return [one for one in self.visible_fields() if one.name in ALWAYS or len(cast(Any, one.field).choices) > 2]

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What a link chose, which stays chosen: names and values."""
        return [(one.html_name, one.value()) for one in self.hidden_fields() if one.value()]

    @property
    def filters(self) -> Filters:
        """What was chosen; only of a form that is valid."""
        chosen = self.cleaned_data
        return Filters(
            kind=chosen["kind"],
            part=self.parts.get(chosen["part"]),
            profile=chosen["profile"],
            sort=chosen["sort"],
            is_falling=chosen["first"] != "least",
            advice=chosen["advice"],
            situation=chosen["situation"],
            plan=chosen.get("plan", ""),
        )
