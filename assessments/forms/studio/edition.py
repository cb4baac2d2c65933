# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from collections.abc import Mapping
from itertools import permutations
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models import Case, When
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from assessments.domain.edition_number import FIRST, next_number
from assessments.domain.faults import KEY_PATTERN, LONGEST_KEY, LONGEST_VERSION, VERSION_PATTERN
from assessments.domain.pieces import Plain
from assessments.models import Edition
from assessments.services.drafting import copied_from

# In which order editions are offered.
STATES = (Edition.State.PUBLISHED, Edition.State.DRAFT, Edition.State.IN_REVIEW)


def _orders_of_languages() -> list[tuple[str, str]]:
    """Every choice of languages with one of them first, as "ja en" and in words."""
    names = {code: get_language_info(code)["name_local"] for code, _name in settings.LANGUAGES}
    orders = [order for most in range(len(names), 0, -1) for order in permutations(names, most)]
    return [(" ".join(order), _(", ").join(names[code] for code in order)) for order in orders]


def _number_field(**options: Any) -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Edition number"),
        max_length=LONGEST_VERSION,
        error_messages={"required": gettext_lazy("Give the edition a number, such as 1.1.0.")},
        validators=[
            RegexValidator(VERSION_PATTERN, gettext_lazy("Write numbers joined by full stops, such as 1.1.0."))
        ],
        **options,
    )


class EditionChoiceField(forms.ModelChoiceField):
    """An edition, with where it stands."""

    def label_from_instance(self, edition: Edition) -> str:
        return _("%(edition)s, %(state)s") % {"edition": edition, "state": edition.get_state_display()}


class FromEditionForm(forms.Form):
    """A draft that begins with what an edition says; the newest published one comes first."""

    source = EditionChoiceField(
        label=gettext_lazy("Edition"),
        queryset=Edition.objects.none(),
        empty_label=None,
        error_messages={"required": gettext_lazy("Choose an edition.")},
    )
    version = _number_field(
        required=False,
        help_text=gettext_lazy(
            "It says which content people answered, and never means two contents. Left empty, the next free one."
        ),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, chosen: str = "") -> None:
        """`chosen` is the id of the edition to begin with; "" for the newest published one."""
        rows = Edition.objects.defer("document", "lagging")
        by_state = Case(*(When(state=state, then=rank) for rank, state in enumerate(STATES)), default=len(STATES))
        ordered = rows.order_by(by_state, "-published_at", "-created_at", "pk")
        editions = list(ordered)
        source = next((one for one in editions if str(one.pk) == chosen), editions[0] if editions else None)
        super().__init__(data, initial={"source": source, "version": _next_of(source) if source else ""})
        self.fields["source"].queryset = ordered  # type: ignore[attr-defined]  # the stubs know Field alone

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = self.cleaned_data
        if cleaned.get("source") and cleaned.get("version") == "":
            cleaned["version"] = _next_of(cleaned["source"])
        return cleaned

    @property
    def started_from(self) -> Edition:
        """The edition that was chosen."""
        source: Edition = self.cleaned_data["source"]
        return source

    def document(self) -> Plain:
        """What the draft begins with."""
        return copied_from(self.started_from, self.cleaned_data["version"])


class FromScratchForm(forms.Form):
    """A draft of a new pack, with nothing in it."""

    pack = forms.CharField(
        label=gettext_lazy("Short name"),
        max_length=LONGEST_KEY,
        help_text=gettext_lazy("Lower-case words joined by hyphens, such as our-house-rules."),
        error_messages={"required": gettext_lazy("Give the new pack a short name.")},
        validators=[RegexValidator(KEY_PATTERN, gettext_lazy("Use lower-case words joined by hyphens."))],
    )
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=200,
        help_text=gettext_lazy("In the pack’s first language."),
        error_messages={"required": gettext_lazy("Give the new pack a title.")},
    )
    languages = forms.ChoiceField(
        label=gettext_lazy("Languages"),
        choices=_orders_of_languages,
        help_text=gettext_lazy("The first one is the source; the others are translations of it."),
        error_messages={"required": gettext_lazy("Choose the languages.")},
    )
    version = _number_field(initial=FIRST)
    started_from: ClassVar[None] = None

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id="id_scratch_%s")

    def clean_pack(self) -> str:
        """The name must be free."""
        pack: str = self.cleaned_data["pack"]
        if Edition.objects.filter(pack=pack).exists():
            raise ValidationError(_("There is a pack of this name. Start from one of its editions."))
        return pack

    def document(self) -> Plain:
        """What the draft begins with."""
        said = self.cleaned_data
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


def _next_of(edition: Edition) -> str:
    numbers = Edition.objects.filter(pack=edition.pack).values_list("version", flat=True)
    return next_number(edition.version, list(numbers))
