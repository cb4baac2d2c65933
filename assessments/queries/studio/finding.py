# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What is said of an edition's faults and findings, in the reader's language."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language_info, gettext, pgettext_lazy

from assessments.domain.faults import Fault, Told
from assessments.domain.linting import Finding
from assessments.queries.wording import CADENCE_NAMES, listed

KIND_NAMES = {
    "levels": pgettext_lazy("kind", "levels"),
    "facts": pgettext_lazy("kind", "facts"),
    "practices": pgettext_lazy("kind", "practices"),
    "situations": pgettext_lazy("kind", "situations"),
    "recommendations": pgettext_lazy("kind", "recommendations"),
    "actions": pgettext_lazy("kind", "actions"),
    "routines": pgettext_lazy("kind", "routines"),
    "resources": pgettext_lazy("kind", "resources"),
    "stages": pgettext_lazy("kind", "stages"),
    "profiles": pgettext_lazy("kind", "profiles"),
    "samples": pgettext_lazy("kind", "samples"),
}


def finding_words(one: Finding | Fault) -> str:
    """What is wrong and what to do, without the place; keys stay as they are, all else is in the reader's language."""
    return gettext(one.template) % {name: _word(name, told) for name, told in one.values.items()}


def _word(name: str, told: Told) -> str | int:
    if isinstance(told, tuple):
        return listed([str(_word(name, each)) for each in told])
    return WORDS[name](told) if name in WORDS else told


def _named(names: Mapping[str, Any]) -> Callable[[Told], str]:
    return lambda told: str(names.get(str(told), told))


def _either(told: Told) -> str:
    """The choices that pydantic lists: "'S', 'M' or 'L'"."""
    *names, last = re.findall(r"'([^']*)'", str(told)) or [str(told)]
    return gettext("%(names)s or %(last)s") % {"names": gettext(", ").join(names), "last": last} if names else last


def _day(told: Told) -> str:
    return date_format(date.fromisoformat(str(told)))


def _language(told: Told) -> str:
    try:
        return str(get_language_info(str(told))["name_translated"])
    except KeyError:
        return str(told)


WORDS: Mapping[str, Callable[[Told], str]] = {
    "kind": _named(KIND_NAMES),
    "cadence": _named(CADENCE_NAMES),
    "offered": _named(CADENCE_NAMES),
    "expected": _either,
    "day": _day,
    "language": _language,
}
