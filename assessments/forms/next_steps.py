# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.domain.goals import Goal, Kind, is_reached
from assessments.queries.result import Outcome
from assessments.queries.wording import in_words

CHOOSE = gettext_lazy("Choose one of the aims offered.")


class GoalForm(forms.Form):
    """What to bring nearer: all that is recommended unless the address says otherwise. What is reached is left out."""

    def __init__(self, data: Mapping[str, Any], *, outcome: Outcome) -> None:
        super().__init__({"goal": data.get("goal", "")})
        # Under which heading what is offered stands; "" for what stands before all.
        self.groups = [("", [("", _("All that is recommended, by priority"))]), *_groups(outcome)]
        self.fields["goal"] = forms.ChoiceField(
            label=_("What do you want to bring nearer?"),
            choices=[one for _heading, offered in self.groups for one in offered],
            required=False,
            error_messages={"invalid_choice": CHOOSE},
        )

    @property
    def goal_chosen(self) -> Goal | None:
        """What was chosen; None for all that is recommended, and where nothing that is offered was chosen."""
        kind, _colon, key = self.cleaned_data.get("goal", "").partition(":")
        found = next((one for one in get_args(Kind) if one == kind), None)
        return Goal(found, key) if found else None


def _groups(outcome: Outcome) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    edition = outcome.edition
    matched = [one.key for one in outcome.result.recommendations if one.verdict == "matched"]
    groups: list[tuple[str, Kind, list[tuple[str, str]]]] = [
        (_("A stage of the journey"), "stage", [(one.key, in_words(one.name)) for one in edition.stages]),
        (_("A level, up to its aim"), "level", [(one.key, in_words(one.name)) for one in edition.levels]),
        (
            _("A recommendation, until it is no longer needed"),
            "recommendation",
            [(key, in_words(edition.recommendation(key).title)) for key in matched],
        ),
    ]
    for label, kind, named in groups:
        offered = [
            (f"{kind}:{key}", name) for key, name in named if not is_reached(edition, outcome.standing, Goal(kind, key))
        ]
        if offered:
            yield label, offered
