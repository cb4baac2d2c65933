# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The words for what the engine names by keys and numbers, in the reader's language."""

from collections.abc import Mapping, Sequence

from django.utils.formats import number_format
from django.utils.translation import get_language, get_language_info, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from assessments.charts import Number
from assessments.domain.content import Recommendation, Situation
from assessments.domain.edition import Edition
from assessments.domain.figures import exact, rounded
from assessments.models import Assignment, Response

CADENCE_NAMES = {
    "never": pgettext_lazy("cadence", "never"),
    "once": pgettext_lazy("cadence", "once"),
    "yearly": pgettext_lazy("cadence", "yearly"),
    "half-yearly": pgettext_lazy("cadence", "half-yearly"),
    "quarterly": pgettext_lazy("cadence", "quarterly"),
    "monthly": pgettext_lazy("cadence", "monthly"),
    "weekly": pgettext_lazy("cadence", "weekly"),
    "continuous": pgettext_lazy("cadence", "continuously"),
}
DEGREE_NAMES = {"not_us": _("Not us"), "somewhat": _("Somewhat"), "us": _("This is us")}
EFFORT_NAMES = {"S": _("Small"), "M": _("Medium"), "L": _("Large")}
HORIZON_NAMES = {"month": _("within a month"), "quarter": _("within a quarter"), "year": _("within a year")}
FACED_NAMES = {"yes": _("You face it"), "no": _("You don’t face it"), "unknown": _("Not known yet")}


def reader_language() -> str:
    """The reader's language as editions name it."""
    return (get_language() or "en").partition("-")[0]


def language_name(code: str) -> str:
    """What a language is called in the reader's; its code where nobody here knows it."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def own_name(code: str) -> str:
    """What a language is called by those who speak it; its code where nobody here knows it."""
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return code


def language_of(text: Mapping[str, str]) -> str:
    """The language in which the reader gets a text of an edition: their own, else the first one it has."""
    language = reader_language()
    return language if text.get(language) else next(iter(text))


def in_words(text: Mapping[str, str]) -> str:
    """A text of an edition in the reader's language, else in the first one it has."""
    return text[language_of(text)]


def statement_of(situation: Situation) -> str:
    """A situation's statement, to stand inside a sentence: without its full stop."""
    return in_words(without_stop(situation.statement))


def without_stop(text: Mapping[str, str]) -> dict[str, str]:
    """A text of an edition, in all its languages, without its full stop."""
    return {language: words.rstrip(".。") for language, words in text.items()}


def section_name(edition: Edition, section: str) -> str:
    """What a section of an assessment is called: the name of its level, the situations, the routines."""
    if section == Assignment.SITUATIONS:
        return gettext("Situations")
    return gettext("Routines") if section == Assignment.ROUTINES else in_words(edition.level(section).name)


def period_words(period: str) -> str:
    """2026-Q4 as people read it."""
    year, mark, quarter = period.partition("-Q")
    return gettext("%(year)s Q%(quarter)s") % {"year": year, "quarter": quarter} if mark else period


def view_name(perspective: str) -> str:
    """What pages call the view of those who were asked from a perspective."""
    return str(Response.Perspective(perspective).label)


def points(change: Number) -> str:
    """A change in points with its sign and one decimal: +6.2, −7.0; 0 where it rounds to nothing."""
    figure = rounded(exact(change), places=1)
    return f"{'+' if figure > 0 else '−'}{abs(figure):.1f}" if figure else "0"


def signed(change: int) -> str:
    """A change of a count with its sign: +2, −1, 0."""
    return f"{'+' if change > 0 else '−' if change else ''}{abs(change)}"


def grouped(count: int) -> str:
    """A count as people read a long one: 10,000."""
    return number_format(count, force_grouping=True) if abs(count) >= 1000 else str(count)


def scale_name(edition: Edition, value: int) -> str:
    """The short name of an answer from 0 to 4; "" where the edition gives none."""
    return in_words(edition.scale[value]) if edition.scale else ""


def gap() -> str:
    """What parts one sentence from the next, or a colon from what follows: a space, where the language has one."""
    return gettext("%(first)s %(second)s") % {"first": "", "second": ""}


def listed(names: Sequence[str]) -> str:
    """Names as a list within a sentence: "Management, OSPO and Employee"."""
    if len(names) < 2:
        return "".join(names)
    return gettext("%(names)s and %(last)s") % {"names": gettext(", ").join(names[:-1]), "last": names[-1]}


def origin_of(edition: Edition, thing: Situation | Recommendation) -> str:
    """Whether Sony's report names a situation or a recommendation, and who else does."""
    if thing.origin == "seed":
        return gettext("From Sony’s report")
    source = thing.source if isinstance(thing, Situation) else None
    if source:
        return gettext("Not from Sony’s report: %(source)s") % {"source": in_words(edition.resource(source).title)}
    return gettext("Not from Sony’s report")
