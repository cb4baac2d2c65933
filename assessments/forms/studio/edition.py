# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from itertools import permutations
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from assessments.domain.faults import KEY_PATTERN
from assessments.domain.pieces import Plain
from assessments.models import Edition
from assessments.services.drafting import copied_from

VERSION_PATTERN = r"^[0-9]+(\.[0-9]+)*[a-z0-9-]*$"


def _orders_of_languages() -> list[tuple[str, str]]:
    """Every choice of languages with one of them first, as "ja en" and in words."""
    names = {code: get_language_info(code)["name_local"] for code, _name in settings.LANGUAGES}
    orders = [order for most in range(len(names), 0, -1) for order in permutations(names, most)]
    return [(" ".join(order), _(", ").join(names[code] for code in order)) for order in orders]


class NewDraftForm(forms.Form):
    """A draft, from an edition that is there or from scratch."""

    source = forms.ModelChoiceField(
        label=gettext_lazy("Start from"),
        queryset=Edition.objects.none(),
        required=False,
        empty_label=gettext_lazy("Nothing: a new pack from scratch"),
    )
    version = forms.CharField(
        label=gettext_lazy("Edition number"),
        max_length=20,
        help_text=gettext_lazy("Such as 1.1.0. It says which content people answered, and never means two contents."),
        error_messages={"required": gettext_lazy("Give the edition a number, such as 1.1.0.")},
        validators=[
            RegexValidator(VERSION_PATTERN, gettext_lazy("Write numbers joined by full stops, such as 1.1.0."))
        ],
    )
    pack = forms.CharField(
        label=gettext_lazy("Short name of a new pack"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Only for a new pack: lower-case words joined by hyphens, such as our-house-rules."),
        validators=[RegexValidator(KEY_PATTERN, gettext_lazy("Use lower-case words joined by hyphens."))],
    )
    title = forms.CharField(
        label=gettext_lazy("Title of a new pack"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Only for a new pack, in its first language."),
    )
    languages = forms.ChoiceField(
        label=gettext_lazy("Languages of a new pack"),
        choices=_orders_of_languages,
        required=False,
        help_text=gettext_lazy("Only for a new pack. The first one is the source; the others are translations of it."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = Edition.objects.defer("lagging").order_by("pack", "-published_at", "-created_at")
        self.fields["source"].queryset = rows  # type: ignore[attr-defined]  # the stubs know Field alone

    def clean(self) -> dict[str, Any]:
        """A new pack needs a name, a title and a language; the pack's name must be free."""
        cleaned: dict[str, Any] = self.cleaned_data
        if cleaned.get("source") is None and "source" in cleaned:
            for name, refusal in [
                ("pack", _("Give the new pack a short name.")),
                ("title", _("Give the new pack a title.")),
                ("languages", _("Choose the languages.")),
            ]:
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, ValidationError(refusal))
            if cleaned.get("pack") and Edition.objects.filter(pack=cleaned["pack"]).exists():
                refusal = _("There is a pack of this name. Start from one of its editions.")
                self.add_error("pack", ValidationError(refusal))
        return cleaned

    def document(self) -> Plain:
        """What the draft begins with."""
        said = self.cleaned_data
        if said["source"] is not None:
            return copied_from(said["source"], said["version"])
        languages = said["languages"].split()
        return {
            "pack": said["pack"],
            "edition": said["version"],
            "languages": languages,
            "title": {languages[0]: said["title"]},
            "summary": {},
            "licence": "",
            "attribution": [],
            "levels": [],
            "practices": [],
            "situations": [],
            "recommendations": [],
        }
