# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A text in several languages, with which translation is missing or older than its source."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from assessments.forms.studio.fields import WrittenField
from assessments.forms.studio.parts import Part
from assessments.forms.studio.words import is_short
from assessments.queries.studio.field_names import language_name

# Signs a line, by how wide the signs of a language are.
WIDE, NARROW = 20, 34
WIDE_LANGUAGES = ("ja", "zh", "ko")


@dataclass(frozen=True)
class InLanguage:
    """A text in one language: its control, since when it lags behind its source (None: it does not), and whether it is
    missing where the source is there."""

    language: str
    language_name: str | Promise
    field: forms.BoundField
    since: datetime | None
    place: str
    is_missing: bool


class TextPart(Part):
    """A text in each language of the edition, side by side."""

    template = "studio/_part_text.html"

    def prepare(self) -> None:
        for language in self.scope.languages:
            base = (self.base or {}).get(language)
            short = is_short(self.shape.path)
            room = len(base or "") // (WIDE if language in WIDE_LANGUAGES else NARROW) + 1
            rows = min(14, max(2 if short else 3, room))
            words = {"label": self.label, "language": language_name(language)}
            made = WrittenField(
                base=base,
                lines=True,
                label=_("%(label)s, %(language)s") % words,
                widget=forms.Textarea(attrs={"lang": language, "rows": rows}),
            )
            self.add(made, f"_{language}")

    def value(self, said: Mapping[str, Any]) -> dict[str, str] | None:
        had = self.base or {}
        text = {language: words for language, words in had.items() if language not in self.scope.languages}
        for language in self.scope.languages:
            words = said.get(f"{self.name}_{language}", had.get(language))
            if words is not None:
                text[language] = words
        return text or (self.base if self.base == {} else None)

    @property
    def texts(self) -> list[InLanguage]:
        source = self.scope.form[f"{self.name}_{self.scope.languages[0]}"].value()
        return [self._in(language, bool(source)) for language in self.scope.languages]

    def _in(self, language: str, has_source: bool) -> InLanguage:
        bound, place = self.scope.form[f"{self.name}_{language}"], f"{self.place}/{language}"
        is_missing = has_source and language != self.scope.languages[0] and not bound.value()
        since = (
            None if is_missing or place not in self.scope.lagging else datetime.fromisoformat(self.scope.lagging[place])
        )
        return InLanguage(language, language_name(language), bound, since, place, is_missing)

    @property
    def source_name(self) -> str | Promise:
        return language_name(self.scope.languages[0])
