# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Asking people without an account: whom, in which language, and which questions."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.text import TextRefused, clean_text
from assessments.queries.asked import AskedView
from assessments.services.inviting import MOST_AN_HOUR
from assessments.services.refusal import Refused

LONGEST_LIST = 20_000
IN_BRACKETS = re.compile(r"<([^<>]*)>\s*\Z")


class AddressesField(forms.CharField):
    """Several addresses, on lines of their own or with commas between, also as a mail program copies them: each once,
    in the order in which they were typed. Whether each is one is for the service to say."""

    widget = forms.Textarea

    def clean(self, value: Any) -> list[str]:
        try:
            text = clean_text(super().clean(value), most=LONGEST_LIST, lines=True)
        except TextRefused as error:
            raise ValidationError(_("That is too long a list. Ask a few people at a time.")) from error
        addresses: dict[str, str] = {}
        for part in re.split(r"[\n,;]+", text):
            found = IN_BRACKETS.search(part)
            for address in [found[1].strip()] if found else part.split():
                addresses.setdefault(address.casefold(), address)
        if len(addresses) > MOST_AN_HOUR:
            words = _("Ask at most %(most)d people at once. There are %(count)d here.")
            raise ValidationError(words, params={"most": MOST_AN_HOUR, "count": len(addresses)})
        return list(addresses.values())


class ChosenForm(forms.Form):
    """Which questions a link asks; at first those that fit ten minutes are ticked."""

    def __init__(self, view: AskedView, data: Mapping[str, Any] | None = None, **initial: Any) -> None:
        super().__init__(data, initial={"practices": view.chosen, **initial})
        self.view = view
        for name, label, offers in [
            ("practices", _("Questions"), view.practices),
            ("situations", _("Situations"), view.situations),
        ]:
            self.fields[name] = forms.MultipleChoiceField(
                label=label,
                required=False,
                choices=[(offer.key, offer.key) for offer in offers],
                error_messages={"invalid_choice": _("Choose one of the answers offered.")},
            )

    @property
    def ticked(self) -> list[str]:
        """What is ticked now, of both lists."""
        return [*(self["practices"].value() or []), *(self["situations"].value() or [])]

    def refuse(self, faults: tuple[Refused, ...]) -> None:
        """Put what a service refused to the fields that it is about."""
        for fault in faults:
            self.add_error(fault.place if fault.place in self.fields else None, fault.message)


class InviteForm(ChosenForm):
    """Several people, to be asked from one view; each view has a form of its own on the page."""

    emails = AddressesField(
        label=_("E-mail addresses"), error_messages={"required": _("Enter at least one e-mail address.")}
    )
    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES)

    def __init__(self, view: AskedView, data: Mapping[str, Any] | None = None, language: str = "") -> None:
        super().__init__(view, data, language=language, emails="")
        self.auto_id = f"{view.perspective}-%s"
