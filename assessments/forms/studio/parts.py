# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The parts of a piece's form: each knows its fields, how it is shown, and what the document says by it.

Names of fields, and so the ids of their controls, say where they stand: `actions_0_title_en`. Lists bear how many items
they have in a field of their own name, and each item which one of the piece's it was (`actions_0__was`), so that
whatever the form does not know of an item goes with it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from django import forms
from django.core.exceptions import BadRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.domain.faults import (
    KEY_PATTERN,
    LANGUAGE_PATTERN,
    LONGEST_KEY,
    LONGEST_VERSION,
    URL_PATTERN,
    VERSION_PATTERN,
)
from assessments.domain.pieces import Plain, pieces
from assessments.forms.studio.fields import (
    LONGEST_LINE,
    Choices,
    DayField,
    NumberField,
    OneOfField,
    PatternField,
    SomeOfField,
    WrittenField,
    YesField,
)
from assessments.forms.studio.shapes import Shape
from assessments.forms.studio.told import told
from assessments.forms.studio.words import CHOICES, REFUSALS, help_of
from assessments.queries.studio.field_names import label_of
from assessments.queries.studio.piece import name_of

if TYPE_CHECKING:
    from assessments.forms.studio.piece import PieceForm

MOST_ITEMS = 200
MOST_PARTS = 2000
COUNT = re.compile("[0-9]{1,4}")
PATTERNS = {"url": URL_PATTERN, "key": KEY_PATTERN, "languages": LANGUAGE_PATTERN, "edition": VERSION_PATTERN}
MOST = {"key": LONGEST_KEY, "edition": LONGEST_VERSION}


class TooManyParts(BadRequest):
    """Lists in lists make more of the form than anybody fills in; `reason` says what to do."""

    reason = gettext_lazy("This form has more than 2,000 fields. Take items out of its lists, or send a file.")


class MakesPart(Protocol):
    """Makes the part for a field of this shape."""

    def __call__(self, shape: Shape, name: str, place: str, base: Any, scope: "Scope", called: str = "") -> "Part": ...


@dataclass
class Scope:
    """What all parts of a form share: the draft's document, its languages, what lags, and what was posted.

    `url` is the piece's page; `rule_step` the button of a rule that was pressed.
    """

    form: "PieceForm"
    document: Plain
    languages: list[str]
    lagging: Mapping[str, str]
    posted: Mapping[str, Any] | None
    make: "MakesPart"
    url: str = ""
    rule_step: str = ""
    named: dict[str, Choices] = field(default_factory=dict)
    count: int = 0

    def count_part(self) -> None:
        """One part more; raises TooManyParts, before all of them are made."""
        self.count += 1
        if self.count > MOST_PARTS:
            raise TooManyParts

    def names(self, kind: str) -> Choices:
        """The pieces of a kind by name, in the order of the edition."""
        if kind not in self.named:
            self.named[kind] = [(str(one.get("key", "")), name_of(one)) for one in pieces(self.document, kind)]
        return self.named[kind]


class Part:
    """One field of a piece with all below it; `base` is what the piece has there, None where nothing."""

    template: ClassVar[str] = "studio/_part_field.html"

    def __init__(self, shape: Shape, name: str, place: str, base: Any, scope: Scope, called: str = "") -> None:
        self.label: str | Promise = called or label_of(shape.path)
        self.shape, self.name, self.place, self.base, self.scope = shape, name, place, base, scope
        scope.count_part()
        self.prepare()

    def prepare(self) -> None:
        """Add the fields to the form."""

    def add(self, made: forms.Field, suffix: str = "") -> None:
        """Add one field under the part's name."""
        self.scope.form.fields[self.name + suffix] = made

    def value(self, said: Mapping[str, Any]) -> Any:
        """What the document is to have here, from the form's clean values; what was refused stays as it was."""
        return said.get(self.name, self.base)

    @property
    def help(self) -> str | Promise:
        return help_of(self.shape.path)

    @property
    def field(self) -> forms.BoundField:
        return self.scope.form[self.name]

    @property
    def id(self) -> str:
        return f"id_{self.name}"


class LeafPart(Part):
    """A field of one control."""

    def prepare(self) -> None:
        words = {"label": self.label, "help_text": self.help}
        self.add(self._made(words))

    def _made(self, words: dict[str, Any]) -> forms.Field:
        shape, given = self.shape, {"base": self.base, **words}
        match shape.sort:
            case "number" | "whole":
                whole = shape.sort == "whole"
                return NumberField(is_whole=whole, limits=shape.limits, default=shape.default, **given)
            case "day":
                return DayField(**given)
            case "flag":
                return YesField(**given)
            case "grade":
                grades = [(str(grade), str(grade)) for grade in range(5)]
                return OneOfField(choices=grades, empty="–", is_number=True, default=shape.default, **given)
            case "choice":
                choices = [(word, CHOICES[word]) for word in shape.words]
                return OneOfField(choices=choices, empty=_("Not chosen yet"), default=shape.default, **given)
            case "choices":
                return SomeOfField(choices=[(word, CHOICES[word]) for word in shape.words], **given)
            case "key":
                return OneOfField(choices=self.scope.names(shape.names), empty=_("None"), **given)
        if shape.name in PATTERNS:
            most = MOST.get(shape.name, LONGEST_LINE)
            return PatternField(pattern=PATTERNS[shape.name], refusal=REFUSALS[shape.name], most=most, **given)
        if shape.path == "attribution/*":
            return WrittenField(lines=True, widget=forms.Textarea(attrs={"rows": 2}), **given)
        return WrittenField(**given)

    @property
    def told(self) -> str:
        """What it says, to be read."""
        value, choices = self.field.value(), dict(getattr(self.field.field, "choices", None) or self._choices)
        if isinstance(value, list):
            return _(", ").join(str(choices.get(one, one)) for one in value)
        return told(value) if isinstance(value, bool) else str(choices.get(value, value) or "")

    @property
    def _choices(self) -> list[tuple[str, str]]:
        return list(getattr(self.field.field.widget, "choices", []))

    @property
    def is_gone(self) -> bool:
        """Whether it names what is no longer in the edition."""
        return bool(getattr(self.field.field, "is_gone", False))


class KeyPart(Part):
    """The key that a part of a piece has already: shown, not typed."""

    template = "studio/_part_key.html"

    @property
    def told(self) -> str:
        return str(self.base)

    @property
    def rename_url(self) -> str:
        """Where an action is renamed; "" for what no earlier answer goes by."""
        is_action = self.shape.path == "recommendations/*/actions/*/key"
        return f"{self.scope.url}rename/?action={self.base}" if is_action else ""


class ModelPart(Part):
    """Several fields that belong together; what the form does not know of them stays."""

    template = "studio/_part_model.html"

    def prepare(self) -> None:
        base = self.base or {}
        self.parts: dict[str, Part] = {
            name: self.scope.make(shape, self._inner(name), f"{self.place}/{name}", base.get(name), self.scope)
            for name, shape in self.shape.fields.items()
        }

    def _inner(self, name: str) -> str:
        return f"{self.name}_{name}" if self.name else name

    def value(self, said: Mapping[str, Any]) -> Plain | None:
        base = self.base or {}
        content = dict(base)
        for name, part in self.parts.items():
            value = part.value(said)
            if value is not None:
                content[name] = value
            elif base.get(name) is not None:
                del content[name]
        return content or self.base

    @property
    def listed(self) -> list[Part]:
        return list(self.parts.values())


class KeptPart(Part):
    """What has a shape that the form cannot show: it stays as it is, unless somebody leaves it out."""

    template = "studio/_part_kept.html"

    def prepare(self) -> None:
        self.add(forms.BooleanField(required=False, label=_("Leave this out")), "__drop")

    def value(self, said: Mapping[str, Any]) -> Any:
        return None if said.get(f"{self.name}__drop") else self.base

    @property
    def drop(self) -> forms.BoundField:
        return self.scope.form[f"{self.name}__drop"]

    @property
    def text(self) -> str:
        """What stands there, as JSON."""
        return told(self.base)

    @property
    def told(self) -> str:
        return told(self.base)


class AnswersPart(Part):
    """A sample's answers, which are edited where the edition is tried out."""

    template = "studio/_part_answers.html"

    def value(self, said: Mapping[str, Any]) -> Any:
        return self.base


def walk(part: Part) -> Iterator[Part]:
    """A part and all below it."""
    yield part
    for inner in getattr(part, "listed", []):
        yield from walk(inner)
