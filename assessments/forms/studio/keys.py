# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Keys: made from names, and asked for where a piece is new, copied or renamed."""

import re
import unicodedata
from collections.abc import Container
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy

from assessments.domain.faults import KEY_PATTERN, LONGEST_KEY
from assessments.domain.pieces import Plain, pieces
from assessments.forms.organization import LineField
from assessments.forms.studio.fields import LONGEST_LINE

LONGEST_MADE = 48


def key_from(name: str) -> str:
    """Lower-case words joined by hyphens; "" where a name has no letters that keys know."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    key = "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", "")))
    return key if len(key) <= LONGEST_MADE else key[:LONGEST_MADE].rpartition("-")[0] or key[:LONGEST_MADE]


def free_key(name: str, taken: Container[str], word: str) -> str:
    """A key that is not taken, from a name or else from a word, with a number where needed."""
    made = key_from(name) or word
    number, key = 2, made
    while key in taken:
        key, number = f"{made}-{number}", number + 1
    return key


def keys_of_actions(document: Plain, *, besides: str = "") -> set[str]:
    """The keys that all actions of an edition have or had, but for those of one recommendation."""
    had = (document.get("renames") or {}).get("actions") or {}
    advice = [one for one in pieces(document, "recommendations") if one.get("key") != besides]
    return {*had, *(str(action.get("key", "")) for one in advice for action in pieces(one, "actions"))}


class KeyForm(forms.Form):
    """A new key for something."""

    new_key = forms.CharField(
        label=gettext_lazy("New key"),
        max_length=LONGEST_KEY,
        error_messages={"required": gettext_lazy("Write the new key.")},
        help_text=gettext_lazy(
            "Lower-case words joined by hyphens. Readers never see it; files and addresses bear it."
        ),
        validators=[RegexValidator(KEY_PATTERN, gettext_lazy("Use lower-case words joined by hyphens."))],
    )


class NewPieceForm(forms.Form):
    """A new piece: what it is called in the source language, and its key, which is made from that where left empty.

    `taken` are keys that are not made.
    """

    name = LineField(
        label=gettext_lazy("Name"),
        max_length=LONGEST_LINE,
        error_messages={"required": gettext_lazy("Say what it is called.")},
    )
    new_key = forms.CharField(
        label=gettext_lazy("Key"),
        max_length=LONGEST_KEY,
        required=False,
        help_text=gettext_lazy("Lower-case words joined by hyphens. Left empty, it is made from the name."),
        validators=[RegexValidator(KEY_PATTERN, gettext_lazy("Use lower-case words joined by hyphens."))],
    )

    def __init__(self, *args: Any, taken: set[str], word: str, called: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].label = called
        self.taken, self.word = taken, word

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = self.cleaned_data
        if not self.errors and not cleaned["new_key"]:
            cleaned["new_key"] = free_key(cleaned["name"], self.taken, self.word)
        return cleaned


def copy_of(piece: Plain, document: Plain, key: str) -> Plain:
    """A piece under another key; its actions get keys of their own, since these are known in the whole edition."""
    copied = {**piece, "key": key}
    if isinstance(piece.get("actions"), list):
        taken = keys_of_actions(document)
        copied["actions"] = [_with_free_key(action, taken) for action in piece["actions"]]
    return copied


def _with_free_key(action: Any, taken: set[str]) -> Any:
    if not isinstance(action, dict):
        return action
    key = free_key(str(action.get("key", "")), taken, "action")
    taken.add(key)
    return {**action, "key": key}
