# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What the fields of an edition are called, in forms and wherever else a field is named: by the path of its model, such
as `practices/*/anchors/*`."""

from collections.abc import Mapping
from typing import TypeAlias

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words: TypeAlias = str | Promise

# By the end of the field's path: the longest that fits says it.
LABELS: Mapping[str, Words] = {
    "edition": _("Edition number"),
    "languages": _("Languages"),
    "title": _("Title"),
    "summary": _("Summary"),
    "licence": _("Licence"),
    "attribution": _("Attribution"),
    "about": _("About this pack"),
    "notice": _("Notice"),
    "settings": _("Thresholds"),
    "faced_at": _("A situation is faced from"),
    "fresh_days": _("Evidence is fresh for so many days"),
    "default_target": _("Target where nobody set one"),
    "disagreement_at": _("Views differ from so many steps apart"),
    "min_replies": _("Replies of employees needed"),
    "scale": _("Names of the answers 0 to 4"),
    "name": _("Name"),
    "focus": _("What it is about"),
    "question": _("Question"),
    "practices/*/level": _("Level"),
    "anchors": _("Answers 0 to 4"),
    "why": _("Why it matters"),
    "weight": _("Weight"),
    "wordings": _("Wordings for single views"),
    "perspective": _("View"),
    "practices/*/not_applicable": _("When it does not apply"),
    "evidence_examples": _("Examples of evidence"),
    "who_to_ask": _("Whom to ask"),
    "ask": _("Views that are asked"),
    "asked_at": _("Where it is asked"),
    "scan": _("Asked in the scan"),
    "sources": _("Sources"),
    "number": _("Number"),
    "seed_position": _("Position in Sony’s report"),
    "origin": _("Named by"),
    "source": _("Source"),
    "statement": _("Statement"),
    "situations/*/question": _("Question in the scan"),
    "meaning": _("What it means"),
    "signals": _("Signs"),
    "signals/*/text": _("Sign"),
    "key": _("Key"),
    "practices": _("Practices"),
    "advice": _("Summary"),
    "situation": _("Situation"),
    "when": _("When it matches"),
    "actions": _("Actions"),
    "actions/*/level": _("Level"),
    "first_step": _("First step"),
    "owner": _("Who does it"),
    "effort": _("Effort"),
    "horizon": _("How soon"),
    "measure": _("How one sees that it is done"),
    "raises": _("Raises practices"),
    "raises/@": _("Practice"),
    "raises/*": _("to at least"),
    "sets": _("Sets routines"),
    "sets/@": _("Routine"),
    "sets/*": _("How often"),
    "resources": _("Resources"),
    "examples": _("Examples"),
    "who": _("Who"),
    "did": _("What they did"),
    "result": _("What came of it"),
    "review_by": _("Look again by"),
    "kind": _("Kind"),
    "audience": _("For whom"),
    "cadences": _("How often, to choose from"),
    "enough": _("Often enough from"),
    "supports": _("Practices that it supports"),
    "url": _("Address"),
    "description": _("Description"),
    "reached_when": _("When it is reached"),
    "targets": _("Targets"),
    "targets/@": _("Practice"),
    "targets/*": _("Target"),
    "profiles/*/not_applicable": _("Practices that do not apply"),
    "answers": _("Answers"),
    "pack": _("Pack"),
    "renames": _("Renamed keys"),
}
ITEMS: Mapping[str, Words] = {
    "anchors": _("Answer %(number)s"),
    "scale": _("Answer %(number)s"),
    "wordings": _("Wording %(number)s"),
    "signals": _("Sign %(number)s"),
    "actions": _("Action %(number)s"),
    "examples": _("Example %(number)s"),
    "evidence_examples": _("Example %(number)s"),
    "attribution": _("Sentence %(number)s"),
    "languages": _("Language %(number)s"),
    "raises": _("Practice %(number)s"),
    "sets": _("Routine %(number)s"),
    "targets": _("Target %(number)s"),
}
FROM_ZERO = ("anchors", "scale")


def label_of(path: str) -> Words:
    """What a field is called; an item of a list is called as its list where it has no name of its own."""
    return longest(LABELS, path) or longest(LABELS, path.removesuffix("/*"))


def item_label(path: str, number: int) -> str:
    """What an item of a list is called, by its number from 1; answers are counted from 0."""
    name = path.rpartition("/")[2]
    return str(longest(ITEMS, path)) % {"number": number - 1 if name in FROM_ZERO else number}


def language_name(language: str) -> Words:
    """The name of a language, in the reader's; its code where we know no name."""
    return dict(settings.LANGUAGES).get(language, language)


def longest(words: Mapping[str, Words], path: str) -> Words:
    """The words of the longest end of a path that has some; "" where none has."""
    steps = path.split("/")
    ends = ("/".join(steps[start:]) for start in range(len(steps)))
    return next((words[end] for end in ends if end in words), "")
