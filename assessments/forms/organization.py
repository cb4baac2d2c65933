# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import zoneinfo
from collections.abc import Iterator
from functools import cache
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from accounts.text import TextRefused, clean_text
from assessments.domain.content import Fact
from assessments.domain.edition import Edition

LONGEST_NAME = 120
REGIONS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
YES_NO = [("yes", _("Yes")), ("no", _("No")), ("unknown", _("Don’t know"))]
NOT_SURE = "none"


class LineField(forms.CharField):
    """One line of text, past the gate that every text passes before it is stored."""

    def to_python(self, value: Any) -> str:
        try:
            return clean_text(super().to_python(value) or "", most=self.max_length or LONGEST_NAME)
        except TextRefused as error:
            message = _("Use at most %(most)d characters. There are %(length)d now.")
            raise ValidationError(message, params={"most": error.most, "length": error.length}) from error


class LinkedRadios(forms.RadioSelect):
    """Radio buttons whose first one is where a list of errors leads."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return super().id_for_label(id_, index or "0")


@cache
def time_zones() -> list[tuple[str, list[tuple[str, str]]]]:
    """The time zones to choose from, by region, so that one types the name of a city to find it."""
    names = sorted(zoneinfo.available_timezones())
    regions = [(region, [(name, _city(name)) for name in names if name.startswith(f"{region}/")]) for region in REGIONS]
    return [("UTC", [("UTC", "UTC")]), *regions]


def _city(zone: str) -> str:
    return zone.split("/", 1)[1].replace("_", " ").replace("/", ", ")


class OrganizationForm(forms.Form):
    """What an organization is called, what it is, and in which time zone and language it works."""

    name = LineField(
        label=_("Name of the organization"),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Enter the name of the organization.")},
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    kind = forms.ChoiceField(label=_("What it is"), choices=Organization.Kind.choices)
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=time_zones, help_text=_("In which its days and quarters begin.")
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("For mails and reports. Each person chooses their own for these pages."),
    )


class WithProfile(forms.Form):
    """How far an organization means to go with open source: one of the edition's profiles, or none yet."""

    def __init__(self, *args: Any, edition: Edition, **options: Any) -> None:
        super().__init__(*args, **options)
        keys = [profile.key for profile in edition.profiles]
        self.fields["profile"] = forms.ChoiceField(
            label=_("How far you mean to go"),
            choices=[(key, key) for key in [*keys, NOT_SURE]],
            widget=LinkedRadios,
            error_messages={"required": _("Choose one, or “Not sure yet”. You can change it at any time.")},
        )
        self.profiles = edition.profiles

    def clean_profile(self) -> str:
        """The profile's key; "" where it is left open."""
        chosen = self.cleaned_data["profile"]
        return "" if chosen == NOT_SURE else chosen


class StartForm(WithProfile, OrganizationForm):
    """The first run: an organization, its profile, and what is known of it. What isn't known is left out."""

    def __init__(self, *args: Any, edition: Edition, **options: Any) -> None:
        super().__init__(*args, edition=edition, **options)
        self._facts = edition.facts
        if not self.is_bound:
            self.fields["time_zone"].widget.attrs["data-guess"] = "yes"
        for fact in edition.facts:
            self.fields[f"fact-{fact.key}"] = forms.ChoiceField(
                label=_("About you"), choices=YES_NO, required=False, widget=LinkedRadios
            )

    def facts(self) -> Iterator[tuple[Fact, forms.BoundField]]:
        """Each question about the organization with its field."""
        for fact in self._facts:
            yield fact, self[f"fact-{fact.key}"]

    def clean(self) -> dict[str, Any]:
        """Facts stand together: key to true or false."""
        said = {fact.key: self.cleaned_data.pop(f"fact-{fact.key}", "") for fact in self._facts}
        self.cleaned_data["facts"] = {key: value == "yes" for key, value in said.items() if value in ("yes", "no")}
        return self.cleaned_data


class UnitForm(WithProfile):
    """A unit to be added; it takes time zone and language from the organization above it."""

    name = LineField(
        label=_("Name"), max_length=LONGEST_NAME, error_messages={"required": _("Enter the name of the unit.")}
    )
    kind = forms.ChoiceField(label=_("What it is"), choices=Organization.Kind.choices)
