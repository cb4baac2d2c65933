# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What the fields of a piece are for, what their buttons say, and the words for what can be chosen."""

from collections.abc import Mapping

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Organization
from assessments.models import Response
from assessments.queries.studio.field_names import Words, longest
from assessments.queries.wording import CADENCE_NAMES, EFFORT_NAMES, HORIZON_NAMES

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
SHORT = ("name", "title", "question", "statement", "owner", "audience", "who", "text", "scale/*", "evidence_examples/*")


def help_of(path: str) -> Words:
    """What a field is for; "" where its name says it."""
    return longest(HELP, path)


def adding(path: str) -> Words:
    """What the button says that adds an item to a list."""
    return longest(ADD, path) or now("Add")


def is_short(path: str) -> bool:
    """Whether a text takes a line or two."""
    return any(path == end or path.endswith(f"/{end}") for end in SHORT)
