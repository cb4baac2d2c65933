# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What curators call a field of an edition: `anchors[1].ja` is "Answer 1, Japanese"."""

import re
from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.queries.wording import view_name

STEP = re.compile(r"([^.\[\]]+)((?:\[\d+\])*)")
INDEX = re.compile(r"\d+")
FIELD_NAMES = {
    "about": gettext_lazy("About this edition"),
    "action": gettext_lazy("Action"),
    "actions": gettext_lazy("Actions"),
    "advice": gettext_lazy("Advice"),
    "answers": gettext_lazy("Answers"),
    "ask": gettext_lazy("Who is asked"),
    "asked_at": gettext_lazy("Where it is asked"),
    "attribution": gettext_lazy("Attribution"),
    "audience": gettext_lazy("Audience"),
    "cadences": gettext_lazy("How often, to choose from"),
    "default_target": gettext_lazy("Target where none is set"),
    "description": gettext_lazy("Description"),
    "did": gettext_lazy("What they did"),
    "disagreement_at": gettext_lazy("Views differ from this distance on"),
    "edition": gettext_lazy("Edition number"),
    "effort": gettext_lazy("Effort"),
    "enough": gettext_lazy("How often is enough"),
    "evidence_examples": gettext_lazy("Examples of evidence"),
    "faced_at": gettext_lazy("A situation is faced from this exposure on"),
    "first_step": gettext_lazy("First step"),
    "focus": gettext_lazy("Focus"),
    "fresh_days": gettext_lazy("Days for which evidence is fresh"),
    "horizon": gettext_lazy("Until when"),
    "key": gettext_lazy("Key"),
    "kind": gettext_lazy("Kind"),
    "languages": gettext_lazy("Languages"),
    "level": gettext_lazy("Level"),
    "licence": gettext_lazy("Licence"),
    "meaning": gettext_lazy("What it means"),
    "measure": gettext_lazy("Measure"),
    "min_replies": gettext_lazy("Fewest replies that show"),
    "name": gettext_lazy("Name"),
    "not_applicable": gettext_lazy("When it does not apply"),
    "notice": gettext_lazy("Notice"),
    "number": gettext_lazy("Number"),
    "origin": gettext_lazy("Origin"),
    "owner": gettext_lazy("Who takes care"),
    "pack": gettext_lazy("Pack"),
    "perspective": gettext_lazy("View"),
    "practices": gettext_lazy("Practices"),
    "question": gettext_lazy("Question"),
    "raises": gettext_lazy("Practices that it raises"),
    "reached_when": gettext_lazy("When it is reached"),
    "renames": gettext_lazy("Renamed keys"),
    "resources": gettext_lazy("Resources"),
    "result": gettext_lazy("Result"),
    "review_by": gettext_lazy("Look at it again by"),
    "scan": gettext_lazy("Asked in the scan"),
    "seed_position": gettext_lazy("Place in Sony’s report"),
    "sets": gettext_lazy("Routines that it sets"),
    "settings": gettext_lazy("Settings"),
    "signals": gettext_lazy("Signs"),
    "situation": gettext_lazy("Situation"),
    "source": gettext_lazy("Source"),
    "sources": gettext_lazy("Sources"),
    "statement": gettext_lazy("Statement"),
    "summary": gettext_lazy("Summary"),
    "supports": gettext_lazy("Practices that it supports"),
    "targets": gettext_lazy("Targets"),
    "text": gettext_lazy("Text"),
    "title": gettext_lazy("Title"),
    "url": gettext_lazy("Address"),
    "weight": gettext_lazy("Weight"),
    "when": gettext_lazy("When it matches"),
    "who": gettext_lazy("Who"),
    "who_to_ask": gettext_lazy("Whom to ask"),
    "why": gettext_lazy("Why we ask"),
}
# What one of a list is called, with its number or key.
PART_NAMES = {
    "actions": gettext_lazy("Action %(which)s"),
    "anchors": gettext_lazy("Answer %(which)s"),
    "examples": gettext_lazy("Example %(which)s"),
    "scale": gettext_lazy("Answer %(which)s"),
    "signals": gettext_lazy("Sign %(which)s"),
}
# Answers are counted from 0, all else from 1.
FROM_NOUGHT = ("anchors", "scale")
KEYED = {"signals": gettext_lazy("Sign “%(key)s”"), "actions": gettext_lazy("Action “%(key)s”")}


def field_words(path: str) -> str:
    """A field in the reader's words; what nobody has a word for, by its own name. "" for a whole piece."""
    return _(", ").join(_words(path))


def language_in(path: str) -> str:
    """The language of the text at a path; "" where it is none."""
    last = path.rpartition(".")[2]
    return last if last in dict(settings.LANGUAGES) else ""


def _words(path: str) -> Iterator[str]:
    before = ""
    for name, indexes in STEP.findall(path):
        numbers = [int(one) + (name not in FROM_NOUGHT) for one in INDEX.findall(indexes)]
        if before in KEYED:
            yield str(KEYED[before]) % {"key": name}
        elif before == "wordings":
            yield _view(name)
        elif numbers and name in PART_NAMES:
            yield str(PART_NAMES[name]) % {"which": numbers[0]}
        elif name not in (*KEYED, "wordings") or path.endswith(name):
            yield " ".join([_named(name), *map(str, numbers)])
        before = "" if numbers else name


def _named(name: str) -> str:
    languages = {str(code): str(called) for code, called in settings.LANGUAGES}
    return languages.get(name) or str(FIELD_NAMES.get(name, name))


def _view(name: str) -> str:
    try:
        return view_name(name)
    except ValueError:
        return name
