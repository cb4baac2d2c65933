# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Faults of a draft in the reader's language, with their places as forms call them."""

import re
from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.domain.faults import LANGUAGE_PATTERN, Fault
from assessments.queries.wording import language_name, listed

# As the forms of pieces call them.
FIELDS: dict[str, str | Promise] = {
    "key": gettext_lazy("Key"),
    "level": gettext_lazy("Level"),
    "name": gettext_lazy("Name"),
    "question": gettext_lazy("Question"),
    "anchors": gettext_lazy("Answers 0 to 4"),
    "why": gettext_lazy("Why it matters"),
    "wordings": gettext_lazy("Wordings for single views"),
    "not_applicable": gettext_lazy("When it does not apply"),
    "who_to_ask": gettext_lazy("Whom to ask"),
    "evidence_examples": gettext_lazy("Examples of evidence"),
    "sources": gettext_lazy("Sources"),
    "source": gettext_lazy("Source"),
    "number": gettext_lazy("Number"),
    "statement": gettext_lazy("Statement"),
    "meaning": gettext_lazy("What it means"),
    "signals": gettext_lazy("Signs"),
    "practices": gettext_lazy("Practices"),
    "title": gettext_lazy("Title"),
    "advice": gettext_lazy("Summary"),
    "situation": gettext_lazy("Situation"),
    "when": gettext_lazy("When it matches"),
    "actions": gettext_lazy("Actions"),
    "first_step": gettext_lazy("First step"),
    "owner": gettext_lazy("Who does it"),
    "effort": gettext_lazy("Effort"),
    "horizon": gettext_lazy("Done"),
    "measure": gettext_lazy("How one sees that it is done"),
    "resources": gettext_lazy("Resources"),
    "examples": gettext_lazy("Examples"),
    "who": gettext_lazy("Who"),
    "did": gettext_lazy("What they did"),
    "result": gettext_lazy("What came of it"),
    "answers": gettext_lazy("Answers"),
}
ITEMS: dict[str, str | Promise] = {
    "anchors": gettext_lazy("Answer %(number)s"),
    "wordings": gettext_lazy("Wording %(number)s"),
    "signals": gettext_lazy("Sign %(number)s"),
    "actions": gettext_lazy("Action %(number)s"),
    "examples": gettext_lazy("Example %(number)s"),
    "evidence_examples": gettext_lazy("Example %(number)s"),
}
FROM_ZERO = ("anchors",)
STEP = re.compile(r"([^.\[\]]+)(?:\[(\d+)\])?")


def fault_words(fault: Fault) -> str:
    """The fault as a sentence that begins with its place: "Action 1, First step: is missing"."""
    values = {name: listed(told) if isinstance(told, tuple) else told for name, told in fault.values.items()}
    if "language" in values:
        values["language"] = language_name(str(values["language"]))
    words = _(fault.template) % values
    place = place_words(fault.place)
    return _("%(place)s: %(fault)s") % {"place": place, "fault": words} if place else words


def place_words(place: str) -> str:
    """A place within a piece as people call it; what has no name of its own by the document's."""
    return _(", ").join(_steps(place))


def _steps(place: str) -> Iterator[str]:
    for name, index in STEP.findall(place):
        if index and name in ITEMS:
            yield str(ITEMS[name]) % {"number": int(index) + (name not in FROM_ZERO)}
        elif name in FIELDS:
            yield str(FIELDS[name])
        else:
            yield language_name(name) if re.fullmatch(LANGUAGE_PATTERN, name) else name
        if name == "when":  # what follows says where in the rule, by words of the document
            return
