# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What the fields of a piece are called, what they are for, and the words for what can be chosen."""

from collections.abc import Mapping
from typing import TypeAlias

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Organization
from assessments.models import Response
from assessments.queries.wording import CADENCE_NAMES, EFFORT_NAMES, HORIZON_NAMES

Words: TypeAlias = str | Promise

CHOICES: Mapping[str, Words] = {
    **CADENCE_NAMES,
    **EFFORT_NAMES,
    **HORIZON_NAMES,
    **dict(Response.Perspective.choices),
    **dict(Organization.Kind.choices),
    "seed": _("Sony’s report"),
    "further": _("Another source"),
    "local": _("This pack itself"),
    "education": _("Education"),
    "channel": pgettext_lazy("kind of routine", "Channel"),
}
REFUSALS: Mapping[str, Words] = {
    "url": _("Write an address that begins with https:// or http://."),
    "key": _("Use lower-case words joined by hyphens."),
    "languages": _("Write a language code such as en or ja."),
    "edition": _("Write numbers joined by full stops, such as 1.1.0."),
}
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
}
HELP: Mapping[str, Words] = {
    "languages": _("The first one is the source; the others are translations of it."),
    "attribution": _("Whose work this is, as its licences ask. Readers find it on the page “About Cairn”."),
    "notice": _("What readers should know before they begin."),
    "faced_at": _("A share of the signs from 0 to 1, such as 0.5."),
    "min_replies": _("Fewer are shown to nobody; five at least."),
    "weight": _("Such as 1 or 0.5: how much it counts beside the others."),
    "wordings": _("The same practice in the words of those who are asked. Without one, they read the question above."),
    "practices/*/not_applicable": _("Filled in, people may answer “does not apply”, and this says when."),
    "practices/*/anchors": _("What one would see, so that two people choose the same one."),
    "scan": _("The scan asks it of everybody at the beginning."),
    "ask": _("Who can be asked by link."),
    "asked_at": _("None ticked: everywhere."),
    "signals": _("By these people recognize the situation; two or more are needed to tell it apart."),
    "situations/*/practices": _("What would ease it."),
    "recommendations/*/practices": _("What it improves."),
    "recommendations/*/situation": _("The difficulty that it answers."),
    "actions": _("Concrete steps. Done, they should make the advice go away."),
    "review_by": _("After this day, the checks ask you whether it still holds."),
    "raises": _("What these practices are at least once the step is done."),
    "sets": _("How often these routines take place once the step is done."),
    "enough": _("From here on, advice about it goes away."),
    "resources/*/licence": _("As the source states it, such as CC-BY-4.0."),
    "reached_when": _("Without a rule, everybody who comes to it has reached it."),
    "profiles/*/not_applicable": _("Left out for these organizations, unless they say otherwise."),
}
ADD: Mapping[str, Words] = {
    "attribution": _("Add a sentence"),
    "languages": _("Add a language"),
    "wordings": _("Add a wording"),
    "evidence_examples": _("Add an example"),
    "signals": _("Add a sign"),
    "actions": _("Add an action"),
    "examples": _("Add an example"),
    "raises": _("Add a practice"),
    "sets": _("Add a routine"),
    "targets": _("Add a target"),
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
SHORT = ("name", "title", "question", "statement", "owner", "audience", "who", "text", "scale/*", "evidence_examples/*")


def label_of(path: str) -> Words:
    """What a field is called; an item of a list is called as its list where it has no name of its own."""
    return _longest(LABELS, path) or _longest(LABELS, path.removesuffix("/*"))


def help_of(path: str) -> Words:
    """What a field is for; "" where its name says it."""
    return _longest(HELP, path)


def adding(path: str) -> Words:
    """What the button says that adds an item to a list."""
    return _longest(ADD, path) or now("Add")


def item_label(path: str, number: int) -> str:
    """What an item of a list is called, by its number from 1; answers are counted from 0."""
    name = path.rpartition("/")[2]
    return str(_longest(ITEMS, path)) % {"number": number - 1 if name in FROM_ZERO else number}


def is_short(path: str) -> bool:
    """Whether a text takes a line or two."""
    return any(path == end or path.endswith(f"/{end}") for end in SHORT)


def language_name(language: str) -> Words:
    """The name of a language, in the reader's; its code where we know no name."""
    return dict(settings.LANGUAGES).get(language, language)


def _longest(words: Mapping[str, Words], path: str) -> Words:
    steps = path.split("/")
    ends = ("/".join(steps[start:]) for start in range(len(steps)))
    return next((words[end] for end in ends if end in words), "")
