# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.text import TextRefused, clean_text
from assessments.domain.edition import Edition
from assessments.forms.day import DayField
from assessments.forms.organization import LineField
from assessments.models import PlanItem
from assessments.queries.plan_choice import LATE_ONES, OPEN, PlanChoice
from assessments.queries.wording import in_words, scale_name
from assessments.services.answering import LONGEST_LINE, LONGEST_TEXT
from assessments.services.plan_checks import LONGEST_NAME, LONGEST_TITLE
from assessments.services.refusal import Refused

MOST_RAISED = 4  # practices that an own action can name on its page
OWN = ("title", "recommendation", "level", "effort", "horizon")
PLACES = {"assignee": "who", "assignee_text": "other", "raises": "raise_1"}


class TextField(forms.CharField):
    """Several lines of text, past the gate that every text passes before it is stored."""

    widget = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value: Any) -> str:
        try:
            return clean_text(super().to_python(value) or "", most=LONGEST_TEXT, lines=True)
        except TextRefused as error:
            message = _("Use at most %(most)d characters. There are %(length)d now.")
            raise ValidationError(message, params={"most": error.most, "length": error.length}) from error


class MovedForm(forms.Form):
    """How an action stands, and a note: what contributors change of those assigned to them, none of which is proposed.

    Whoever proposed an action may remove it, so that nobody turns one that was taken up into a proposal.
    """

    status = forms.ChoiceField(
        label=_("Status"), choices=[one for one in PlanItem.Status.choices if one[0] != PlanItem.Status.PROPOSED]
    )
    reason = LineField(
        label=_("Why it is dropped"), required=False, max_length=LONGEST_LINE, help_text=_("Only where it is dropped.")
    )
    note = TextField(label=_("Note"), required=False)

    def changes(self) -> dict[str, Any]:
        """What was said, by the fields of an item."""
        said = self.cleaned_data
        reason = said["reason"] if said["status"] == PlanItem.Status.DROPPED else ""
        return {"status": said["status"], "reason": reason, "note": said["note"]}

    def refuse(self, faults: Iterable[Refused]) -> None:
        """Put what a service refused to the fields that it is about."""
        for fault in faults:
            place = PLACES.get(fault.place, fault.place)
            self.add_error(place if place in self.fields else None, fault.message)

    def plain(self) -> list[BoundField]:
        """The fields that stand alone."""
        paired = {field.name for pair in self.pairs() for field in pair}
        return [field for field in self if field.name not in paired]

    def pairs(self) -> list[tuple[BoundField, BoundField]]:
        """The fields that belong together."""
        return []

    @classmethod
    def initial_of(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        """What stands in the form for an item with these values."""
        return {name: values[name] for name in ("status", "reason", "note")}


class ItemForm(MovedForm):
    """The same with who does it and until when, for those who keep the plan: of what is proposed, too."""

    status = forms.ChoiceField(label=_("Status"), choices=PlanItem.Status.choices)
    who = forms.ChoiceField(label=_("Who does it"), required=False)
    other = LineField(
        label=_("Or somebody else, by name or role"),
        required=False,
        max_length=LONGEST_NAME,
        help_text=_("For people without an account here. Write a role where you can."),
    )
    due_on = DayField(
        label=_("Due"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": _("Enter a day, such as 2026-11-22.")},
    )
    field_order: tuple[str, ...] = ("status", "reason", "who", "other", "due_on", "note")

    def __init__(self, data: Mapping[str, Any] | None, *, people: Iterable[User], **options: Any) -> None:
        super().__init__(data, **options)
        self.people = {str(person.pk): person for person in people}
        names = [(pk, str(person)) for pk, person in self.people.items()]
        self.fields["who"].choices = [("", _("Nobody yet")), *names]  # type: ignore[attr-defined]  # a field with choices

    def changes(self) -> dict[str, Any]:
        return super().changes() | self.whose()

    def whose(self) -> dict[str, Any]:
        """Who does it, until when, and the note."""
        said = self.cleaned_data
        who = {"assignee": self.people.get(said["who"]), "assignee_text": said["other"]}
        return who | {"due_on": said["due_on"], "note": said["note"]}

    @classmethod
    def initial_of(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        who = {"who": values["assignee"].pk if values["assignee"] else "", "other": values["assignee_text"]}
        return super().initial_of(values) | who | {"due_on": values["due_on"]}


class OwnItemForm(ItemForm):
    """An action of one's own, with all that an edition says of its actions; a new one has no status to choose."""

    title = LineField(
        label=_("What is to be done"),
        max_length=LONGEST_TITLE,
        error_messages={"required": _("Say what is to be done.")},
    )
    recommendation = forms.ChoiceField(label=_("The recommendation that it follows"), required=False)
    level = forms.ChoiceField(label=_("Level"), required=False)
    effort = forms.ChoiceField(label=_("Effort"), required=False)
    horizon = forms.ChoiceField(label=_("Can be done"), required=False)
    field_order = ("title", "status", "reason", "who", "other", "due_on", "note", "recommendation", "level")

    def __init__(
        self, data: Mapping[str, Any] | None, *, edition: Edition, is_new: bool = False, **options: Any
    ) -> None:
        super().__init__(data, **options)
        for name in ("status", "reason") if is_new else ():
            del self.fields[name]
        nothing: tuple[str, Any] = ("", _("Not said"))
        offered: dict[str, list[tuple[str, Any]]] = {
            "recommendation": [(one.key, in_words(one.title)) for one in edition.recommendations],
            "level": [(one.key, in_words(one.name)) for one in edition.levels],
            "effort": [*PlanItem.Effort.choices],
            "horizon": [*PlanItem.Horizon.choices],
        }
        for name, choices in offered.items():
            self.fields[name].choices = [nothing, *choices]  # type: ignore[attr-defined]  # a field with choices
        practices = [(one.key, in_words(one.name)) for one in edition.practices]
        values = [(str(value), " ".join(filter(None, [str(value), scale_name(edition, value)]))) for value in range(5)]
        for number in range(1, MOST_RAISED + 1):
            label = _("Practice that it raises") if number == 1 else _("Another practice")
            self.fields[f"raise_{number}"] = forms.ChoiceField(
                label=label, required=False, choices=[("", _("None")), *practices]
            )
            self.fields[f"to_{number}"] = forms.ChoiceField(
                label=_("is raised to"), required=False, choices=[nothing, *values]
            )

    def pairs(self) -> list[tuple[BoundField, BoundField]]:
        return [(self[f"raise_{number}"], self[f"to_{number}"]) for number in range(1, MOST_RAISED + 1)]

    def clean(self) -> dict[str, Any]:
        """A practice has the value that it is raised to."""
        for number in range(1, MOST_RAISED + 1):
            if self.cleaned_data.get(f"raise_{number}") and not self.cleaned_data.get(f"to_{number}"):
                self.add_error(f"to_{number}", _("Choose the value that the practice has afterwards."))
        return self.cleaned_data

    def own(self) -> dict[str, Any]:
        """What an own action says of itself, by the fields of an item."""
        said = self.cleaned_data
        pairs = ((said[f"raise_{number}"], said[f"to_{number}"]) for number in range(1, MOST_RAISED + 1))
        return {name: said[name] for name in OWN} | {"raises": {key: int(value) for key, value in pairs if key}}

    def changes(self) -> dict[str, Any]:
        return super().changes() | self.own()

    @classmethod
    def initial_of(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        found = super().initial_of(values) | {name: values[name] for name in OWN}
        for number, (key, value) in enumerate(list(values["raises"].items())[:MOST_RAISED], start=1):
            found |= {f"raise_{number}": key, f"to_{number}": str(value)}
        return found


class FilterForm(forms.Form):
    """What is shown of a plan; whatever was chosen, it is never refused (`queries.plan_choice`)."""

    def __init__(self, choice: PlanChoice, *, edition: Edition | None, people: list[tuple[str, str]]) -> None:
        super().__init__(initial={name: getattr(choice, name) for name in PlanChoice.KINDS})
        levels = [(one.key, in_words(one.name)) for one in edition.levels] if edition else []
        statuses = [(OPEN, _("Still to be done")), (LATE_ONES, _("Late")), *PlanItem.Status.choices]
        offered: dict[str, tuple[Any, list[tuple[str, Any]]]] = {
            "status": (_("Status"), [("", _("All but dropped")), *statuses]),
            "level": (_("Level"), [("", _("All levels")), *levels]),
            "who": (_("Who does it"), [("", _("Anybody")), *people]),
            "effort": (_("Effort"), [("", _("Any")), *PlanItem.Effort.choices]),
            "horizon": (_("Can be done"), [("", _("At any time")), *PlanItem.Horizon.choices]),
        }
        for name, (label, choices) in offered.items():
            widget = forms.Select(attrs={"class": "form-select"})
            self.fields[name] = forms.ChoiceField(label=label, required=False, choices=choices, widget=widget)
