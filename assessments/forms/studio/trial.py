# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Answers of a made-up organization by hand: all that an edition asks, as compact lists to choose from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from django import forms
from django.core.validators import RegexValidator
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.domain.document import Text
from assessments.domain.edition import Edition
from assessments.domain.faults import KEY_PATTERN, LONGEST_KEY
from assessments.domain.pieces import Plain
from assessments.forms.organization import LONGEST_NAME, LineField
from assessments.models.answer import NUMBERS
from assessments.queries.question import DONT_KNOW, STANCES
from assessments.queries.wording import CADENCE_NAMES, DEGREE_NAMES, in_words, language_name, scale_name

UNKNOWN = ""
NOT_APPLICABLE = "na"
YES, NO = "yes", "no"
Choices: TypeAlias = list[tuple[str, str | Promise]]


@dataclass(frozen=True)
class Row:
    """One line of the form: what is asked, its field, and where results lead to it ("" nowhere)."""

    text: Text
    field: forms.BoundField
    anchor: str = ""
    is_sign: bool = False


@dataclass(frozen=True)
class Group:
    """Lines that belong together."""

    name: str
    level: str
    rows: list[Row]


class TrialForm(forms.Form):
    """Answers to an edition, which begin with those of a sample. What it has no field for stays as the sample says:
    evidence, targets, what single people answered, and actions that are done."""

    on = forms.DateField(
        label=gettext_lazy("As of"),
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "required": gettext_lazy("Give the day on which the answers hold."),
            "invalid": gettext_lazy("Give the day on which the answers hold, such as 2026-11-22."),
        },
    )

    def __init__(
        self, edition: Edition, base: Mapping[str, Any], today: date, data: Mapping[str, str] | None = None
    ) -> None:
        """`base` are checked answers to the edition, as plain objects; empty for none."""
        self.edition, self.base = edition, base
        super().__init__(data, initial={"on": base.get("on", today), **dict(_initial(base))})
        for name, choices, label in _questions(edition):
            self.fields[name] = forms.ChoiceField(
                label=label,
                required=False,
                choices=choices,
                widget=forms.Select(attrs={"class": "form-select"}),
                error_messages={"invalid_choice": gettext_lazy("Choose one of the answers offered.")},
            )

    def groups(self) -> Iterator[Group]:
        """All questions by what they are about, in the edition's order."""
        edition = self.edition
        facts = [Row(one.question, self[f"fact-{one.key}"], f"fact-{one.key}") for one in edition.facts]
        if facts:
            yield Group(_("Facts"), "", facts)
        for level in edition.levels:
            asked = edition.practices_of(level.key)
            rows = [Row(one.name, self[f"practice-{one.key}"], f"practice-{one.key}") for one in asked]
            if rows:
                yield Group(in_words(level.name), level.key, rows)
        rows = []
        for one in edition.situations:
            rows.append(Row(one.statement, self[f"stance-{one.key}"], f"situation-{one.key}"))
            rows += [Row(sign.text, self[f"sign-{one.key}--{sign.key}"], is_sign=True) for sign in one.signals]
        if rows:
            yield Group(_("Situations and their signs"), "", rows)
        routines = [Row(one.name, self[f"routine-{one.key}"], f"routine-{one.key}") for one in edition.routines]
        if routines:
            yield Group(_("Routines"), "", routines)

    def answers(self) -> Plain:
        """What the form says, over what it was begun with; what is not known is left out."""
        said, answers = self.cleaned_data, dict(self.base)
        answers["on"] = said["on"].isoformat()
        answers["profile"] = said.get("profile") or None
        answers["facts"] = {
            one.key: said[f"fact-{one.key}"] == YES for one in self.edition.facts if said[f"fact-{one.key}"]
        }
        answers["routines"] = {
            one.key: said[f"routine-{one.key}"] for one in self.edition.routines if said[f"routine-{one.key}"]
        }
        answers["practices"] = {key: one for key, one in self._practices() if one}
        answers["situations"] = {key: one for key, one in self._situations() if one}
        return {name: value for name, value in answers.items() if value not in (None, {}, [])}

    def _practices(self) -> Iterator[tuple[str, Plain]]:
        before = self.base.get("practices", {})
        for practice in self.edition.practices:
            value = self.cleaned_data[f"practice-{practice.key}"]
            rest = {name: one for name, one in before.get(practice.key, {}).items() if name != "agreed"}
            agreed = int(value) if value in NUMBERS else value
            yield practice.key, rest if value == UNKNOWN else {**rest, "agreed": agreed}

    def _situations(self) -> Iterator[tuple[str, Plain]]:
        before = self.base.get("situations", {})
        for situation in self.edition.situations:
            signals, answered = {}, before.get(situation.key, {}).get("signals", {})
            for sign in situation.signals:
                value = self.cleaned_data[f"sign-{situation.key}--{sign.key}"]
                rest = {name: one for name, one in answered.get(sign.key, {}).items() if name != "agreed"}
                if one := rest if value == UNKNOWN else {**rest, "agreed": value}:
                    signals[sign.key] = one
            stance = self.cleaned_data[f"stance-{situation.key}"]
            said = ({"signals": signals} if signals or stance else {}) | ({"stance": stance} if stance else {})
            yield situation.key, said


class SampleForm(forms.Form):
    """What a sample is called: a key, and a name in each of the edition's languages, of which the first must be."""

    sample_key = LineField(
        label=gettext_lazy("Key"),
        max_length=LONGEST_KEY,
        help_text=gettext_lazy("Lower-case words joined by hyphens. Another key makes another sample."),
        error_messages={"required": gettext_lazy("Give the sample a key, such as quiet-town.")},
        validators=[RegexValidator(KEY_PATTERN, gettext_lazy("Use lower-case words joined by hyphens."))],
        widget=forms.TextInput(attrs={"class": "form-control", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def __init__(self, languages: tuple[str, ...], sample: Mapping[str, Any], data: Mapping[str, str] | None) -> None:
        """`sample` is the piece that the answers began with; empty for none."""
        name = sample.get("name")
        names = name if isinstance(name, dict) else {}
        initial = {"sample_key": sample.get("key", ""), **{f"name-{one}": names.get(one, "") for one in languages}}
        super().__init__(data, initial=initial)
        self.languages = languages
        for language in languages:
            self.fields[f"name-{language}"] = LineField(
                label=_("Name, %(language)s") % {"language": language_name(language)},
                max_length=LONGEST_NAME,
                required=language == languages[0],
                error_messages={"required": gettext_lazy("Give the sample a name.")},
                widget=forms.TextInput(attrs={"class": "form-control", "lang": language}),
            )

    @property
    def key(self) -> str:
        return str(self.cleaned_data["sample_key"])

    def piece(self, answers: Plain) -> Plain:
        """The sample with these answers."""
        names = {one: self.cleaned_data[f"name-{one}"] for one in self.languages}
        return {"key": self.key, "name": {one: words for one, words in names.items() if words}, "answers": answers}


def _questions(edition: Edition) -> Iterator[tuple[str, Choices, str]]:
    unknown = (UNKNOWN, DONT_KNOW)
    if edition.profiles:
        profiles: Choices = [(one.key, in_words(one.name)) for one in edition.profiles]
        yield "profile", [(UNKNOWN, _("None")), *profiles], _("Profile")
    for fact in edition.facts:
        yield f"fact-{fact.key}", [unknown, (YES, _("Yes")), (NO, _("No"))], in_words(fact.question)
    for practice in edition.practices:
        values: Choices = [(one, _answer(edition, one)) for one in NUMBERS]
        if practice.not_applicable:
            values.append((NOT_APPLICABLE, _("Not applicable to us")))
        yield f"practice-{practice.key}", [unknown, *values], in_words(practice.name)
    for situation in edition.situations:
        yield f"stance-{situation.key}", list(STANCES.items()), in_words(situation.statement)
        for sign in situation.signals:
            yield f"sign-{situation.key}--{sign.key}", [unknown, *DEGREE_NAMES.items()], in_words(sign.text)
    for routine in edition.routines:
        cadences: Choices = [(one, capfirst(str(CADENCE_NAMES[one]))) for one in routine.cadences]
        yield f"routine-{routine.key}", [unknown, *cadences], in_words(routine.name)


def _answer(edition: Edition, value: str) -> str:
    name = scale_name(edition, int(value))
    return _("%(value)s, %(name)s") % {"value": value, "name": name} if name else value


def _initial(base: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if base.get("profile"):
        yield "profile", base["profile"]
    for key, fact in base.get("facts", {}).items():
        yield f"fact-{key}", YES if fact else NO
    for key, said in base.get("practices", {}).items():
        yield f"practice-{key}", str(said.get("agreed", UNKNOWN))
    for key, said in base.get("situations", {}).items():
        yield f"stance-{key}", said.get("stance", UNKNOWN)
        for sign, one in said.get("signals", {}).items():
            yield f"sign-{key}--{sign}", one.get("agreed", UNKNOWN)
    for key, cadence in base.get("routines", {}).items():
        yield f"routine-{key}", cadence
