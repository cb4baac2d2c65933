# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What is wrong with a document, and where (ENGINE.md, sections 2 and 3).

A document is refused with all of its faults at once, each with its place, so that its author mends it in one go.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import ValidationError

KEY_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LANGUAGE_PATTERN = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
URL_PATTERN = r"^https?://[^\s]+$"

MESSAGES = {
    "missing": "is missing",
    "extra_forbidden": "is not a known field",
    "string_type": "must be text",
    "string_unicode": "must be readable text",
    "bool_type": "must be true or false",
    "tuple_type": "must be a list",
    "mapping_type": "must be an object",
    "dict_type": "must be an object",
    "model_type": "must be an object",
    "model_attributes_type": "must be an object",
    "recursion_loop": "nests too deep",
    "string_too_short": "must not be empty",
    "literal_error": "must be {expected}",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be {ge} or more",
    "less_than_equal": "must be {le} or less",
}
PATTERN_MESSAGES = {
    KEY_PATTERN: "must be lower-case words joined by hyphens",
    LANGUAGE_PATTERN: "must be a language code such as en",
    URL_PATTERN: "must be an address that begins with https:// or http://",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: its place in the document (empty for the whole document), and a sentence."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


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
    return [Fault(_place(one["loc"]), _message(one["type"], one["msg"], one.get("ctx", {}))) for one in found]


def _place(location: tuple[int | str, ...]) -> str:
    """`practices[2].anchors`; the kinds of rules that pydantic names on its way are no places of the document."""
    place = ""
    for step in location:
        if isinstance(step, int):
            place += f"[{step}]"
        elif step != "[key]" and not step.startswith("rule:"):
            place += f".{step}" if place else step
    return place


def _message(kind: str, message: str, context: dict[str, object]) -> str:
    if kind == "string_pattern_mismatch":
        return PATTERN_MESSAGES[str(context["pattern"])]
    if context.get("expected") == "True":
        return "must be true"
    return MESSAGES[kind].format(**context) if kind in MESSAGES else message
