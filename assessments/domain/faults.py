# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What is wrong with a document, and where (ENGINE.md, sections 2 and 3).

A document is refused with all of its faults at once, each with its place, so that its author mends it in one go.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from pydantic import ValidationError

# Rows that bear keys have so much room for them; a sign goes by its situation's key and its own.
LONGEST_KEY = 80
LONGEST_VERSION = 20
KEY_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LANGUAGE_PATTERN = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
VERSION_PATTERN = r"^[0-9]+(\.[0-9]+)*[a-z0-9-]*$"
URL_PATTERN = r"^https?://[^\s]+$"

Told: TypeAlias = str | int | tuple[str, ...]


def gettext_noop(template: str) -> str:
    """The template itself: marks it for the catalogues, from which pages take it in the reader's language."""
    return template


EMPTY = gettext_noop("must not be empty")
NOT_AMONG = gettext_noop("names %(key)s, which is not among the %(kind)s")
MESSAGES = {
    "missing": gettext_noop("is missing"),
    "extra_forbidden": gettext_noop("is not a known field"),
    "string_type": gettext_noop("must be text; a number or a word such as true needs quotes"),
    "string_unicode": gettext_noop("must be readable text"),
    "bool_type": gettext_noop("must be true or false"),
    "tuple_type": gettext_noop("must be a list"),
    "mapping_type": gettext_noop("must be an object"),
    "dict_type": gettext_noop("must be an object"),
    "model_type": gettext_noop("must be an object"),
    "model_attributes_type": gettext_noop("must be an object"),
    "recursion_loop": gettext_noop("nests too deep"),
    "string_too_long": gettext_noop("must have at most %(max_length)s characters"),
    "string_too_short": EMPTY,
    "literal_error": gettext_noop("must be %(expected)s"),
    "greater_than": gettext_noop("must be more than %(gt)s"),
    "greater_than_equal": gettext_noop("must be %(ge)s or more"),
    "less_than_equal": gettext_noop("must be %(le)s or less"),
    "text": gettext_noop("must have a text in %(language)s"),
    "rule": gettext_noop("is not a rule"),
}
PATTERN_MESSAGES = {
    KEY_PATTERN: gettext_noop("must be lower-case words joined by hyphens"),
    LANGUAGE_PATTERN: gettext_noop("must be a language code such as en"),
    VERSION_PATTERN: gettext_noop("must be numbers joined by full stops, such as 1.1.0"),
    URL_PATTERN: gettext_noop("must be an address that begins with https:// or http://"),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: its place in the document (empty for the whole document), and what is said of it.

    The template is English and names its values as `%(name)s`; a page says gettext(template) % values.
    """

    place: str
    template: str
    values: Mapping[str, Told] = field(default_factory=dict, hash=False)

    @property
    def message(self) -> str:
        """The sentence, in English."""
        return in_english(self.template, self.values)

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


def in_english(template: str, values: Mapping[str, Told]) -> str:
    """A template with its values; several names become "a, b and c"."""
    return template % {name: _joined(told) if isinstance(told, tuple) else told for name, told in values.items()}


def not_among(place: str, key: str, kind: str) -> Fault:
    """What is said of a key that one of the document's lists should hold and does not."""
    return Fault(place, NOT_AMONG, {"key": key, "kind": kind})


class Faults(ValueError):
    """A document is refused; `faults` are all that were found, never none."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(dict.fromkeys(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class EditionFaults(Faults):
    """An edition is refused."""


class AnswersFaults(Faults):
    """A set of answers is refused."""


def shape_faults(error: ValidationError) -> list[Fault]:
    """The faults of shape that pydantic found, one for each place, in plain words."""
    found = error.errors(include_url=False, include_input=False)
    return [_fault(_place(one["loc"]), one["type"], one["msg"], one.get("ctx", {})) for one in found]


def _place(location: tuple[int | str, ...]) -> str:
    """`practices[2].anchors`; the kinds of rules that pydantic names on its way are no places of the document."""
    place = ""
    for step in location:
        if isinstance(step, int):
            place += f"[{step}]"
        elif step != "[key]" and not step.startswith("rule:"):
            place += f".{step}" if place else step
    return place


def _fault(place: str, kind: str, message: str, context: Mapping[str, object]) -> Fault:
    """Messages of our own checks come without values, and stand in MESSAGES where they have some."""
    template = MESSAGES.get(kind, message.replace("%", "%%"))
    if kind == "string_pattern_mismatch":
        template = PATTERN_MESSAGES[str(context["pattern"])]
    elif context.get("expected") == "True":
        template = gettext_noop("must be true")
    return Fault(place, template, {name: str(value) for name, value in context.items() if f"%({name})s" in template})


def _joined(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
