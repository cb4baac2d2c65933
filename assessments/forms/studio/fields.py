# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The single fields of a piece. Where nobody changed what a field shows, the piece keeps exactly what it had, so that
opening and saving changes nothing; an empty field stands for nothing at all: a draft may be unfinished."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pydantic_core import PydanticCustomError

from accounts.text import TextRefused, clean_text
from assessments.domain.document import calendar_day, exact_number
from assessments.forms.studio.shapes import Limits

# Far above what the checks find too long: there to keep the database and the pages from harm.
LONGEST_TEXT = 20_000
LONGEST_LINE = 2_000
ANY_LENGTH = 10**9
TOO_LONG = _("Use at most %(most)d characters. There are %(length)d now.")
Choices = Sequence[tuple[str, str | Promise]]


class WrittenField(forms.CharField):
    """What is typed, past the gate that every text passes; `base` is what the piece has, None where nothing."""

    def __init__(self, *, base: Any, default: Any = None, lines: bool = False, **options: Any) -> None:
        self.base, self.lines = base, lines
        self.shown = "" if base is None and default is None else str(default if base is None else base)
        super().__init__(required=False, strip=False, initial=self.shown, **options)

    def to_python(self, value: Any) -> Any:
        typed = clean_text(str(value or ""), most=ANY_LENGTH, lines=self.lines)
        if typed == clean_text(self.shown, most=ANY_LENGTH, lines=self.lines):
            return self.base
        try:
            clean_text(typed, most=LONGEST_TEXT if self.lines else LONGEST_LINE, lines=self.lines)
        except TextRefused as error:
            raise ValidationError(TOO_LONG, params={"most": error.most, "length": error.length}) from error
        return self.read(typed) if typed else None

    def read(self, typed: str) -> Any:
        """What a text that was typed means to the document; raises ValidationError."""
        return typed


class PatternField(WrittenField):
    """A line of a certain form, such as an address; `refusal` says which."""

    def __init__(self, *, pattern: str, refusal: str | Promise, most: int = LONGEST_LINE, **options: Any) -> None:
        super().__init__(**options)
        self.pattern, self.refusal, self.most = pattern, refusal, most

    def read(self, typed: str) -> str:
        if len(typed) > self.most:
            raise ValidationError(TOO_LONG, params={"most": self.most, "length": len(typed)})
        if not re.fullmatch(self.pattern, typed):
            raise ValidationError(str(self.refusal))
        return typed


class NumberField(WrittenField):
    """A number, whole where `is_whole`, kept as it is written: 0.5 is one half."""

    def __init__(self, *, is_whole: bool, limits: Limits, **options: Any) -> None:
        mode = "numeric" if is_whole else "decimal"
        super().__init__(widget=forms.TextInput(attrs={"inputmode": mode, "autocomplete": "off"}), **options)
        self.is_whole, self.limits = is_whole, limits

    def read(self, typed: str) -> int | Decimal:
        pattern = r"-?[0-9]{1,12}" if self.is_whole else r"-?[0-9]{1,12}(\.[0-9]{1,4})?"
        if not re.fullmatch(pattern, typed):
            whole, other = _("Write a whole number."), _("Write a number such as 0.5, with four decimals at most.")
            raise ValidationError(whole if self.is_whole else other)
        try:
            number = exact_number(Decimal(typed) if "." in typed else int(typed))
        except PydanticCustomError as error:
            raise ValidationError(_("Write a smaller number.")) from error
        self._check_limits(number)
        return number if "." in typed else int(typed)

    def _check_limits(self, number: Decimal) -> None:
        least, most, includes_least = self.limits
        if least is not None and not includes_least and number <= least:
            raise ValidationError(_("Write a number above %(least)s."), params={"least": least})
        if least is not None and number < least:
            raise ValidationError(_("Write a number from %(least)s up."), params={"least": least})
        if most is not None and number > most:
            raise ValidationError(_("Write a number of at most %(most)s."), params={"most": most})


class DayField(WrittenField):
    """A day, as text."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"type": "date", "class": "form-control"}), **options)

    def read(self, typed: str) -> str:
        try:
            return calendar_day(typed).isoformat()
        except PydanticCustomError as error:
            raise ValidationError(_("Enter a day, such as 2026-11-22.")) from error


class OneOfField(WrittenField):
    """One of several; what the piece has stays to be chosen although it is not offered any more: `is_gone` then."""

    def __init__(self, *, choices: Choices, empty: str | Promise, is_number: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.is_number, self.offered = is_number, {value for value, _name in choices}
        self.is_gone = bool(self.shown) and self.shown not in self.offered
        gone = [(self.shown, _("%(key)s (no longer there)") % {"key": self.shown})] if self.is_gone else []
        nothing = [] if self.shown and self.base is None else [("", empty)]
        self.widget = forms.Select(choices=[*nothing, *gone, *choices])

    def read(self, typed: str) -> str | int:
        if typed not in self.offered:
            raise ValidationError(_("Choose one that is offered."))
        return int(typed) if self.is_number else typed


class SomeOfField(forms.MultipleChoiceField):
    """Any number of several, in the order of the edition; what the piece has stays until somebody drops it."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, base: list[str] | None, choices: Choices, **options: Any) -> None:
        names = dict(choices)
        self.base, self.order = base, list(names)
        self.gone = [key for key in base or [] if key not in names]
        self.offered = [*choices, *((key, key) for key in self.gone)]
        refusal = {"invalid_choice": _("Choose among those that are offered.")}
        super().__init__(required=False, choices=self.offered, initial=base or [], error_messages=refusal, **options)

    def clean(self, value: Any) -> list[str] | None:
        chosen = set(super().clean(value))
        base = self.base or []
        if chosen == set(base):
            return self.base
        kept = [key for key in base if key in chosen]
        new = [key for key in self.order if key in chosen and key not in kept]
        is_ordered = base == sorted(base, key=self._position)
        return sorted([*kept, *new], key=self._position) if is_ordered else [*kept, *new]

    def _position(self, key: str) -> int:
        return self.order.index(key) if key in self.order else len(self.order)


class YesField(forms.BooleanField):
    """A tick; where the piece says nothing, no tick keeps it so."""

    def __init__(self, *, base: bool | None, **options: Any) -> None:
        super().__init__(required=False, initial=bool(base), **options)
        self.base = base

    def clean(self, value: Any) -> bool | None:
        ticked: bool = super().clean(value)
        return None if self.base is None and not ticked else ticked
