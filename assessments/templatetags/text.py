# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Figures, periods and an edition's texts as pages print them."""

from collections.abc import Mapping
from contextvars import ContextVar
from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from assessments.charts import Number, heat_step
from assessments.domain.figures import exact, rounded, whole_percent
from assessments.markdown import as_html
from assessments.queries.wording import gap as gap_of
from assessments.queries.wording import grouped as grouped_of
from assessments.queries.wording import in_words, language_name, language_of, period_words, reader_language
from assessments.queries.wording import points as points_of
from assessments.queries.wording import signed as signed_of

NOTHING = "–"
LEVELS = {
    "management": "l-m",
    "ospo": "l-o",
    "employee": "l-e",
    "employees": "l-e",
    "business-units": "l-b",
    "business-unit": "l-b",
    "business_unit": "l-b",  # the perspective of that level
}
# What the built-in edition says of a work's terms in words; all other licences have names, the same in every language.
SAID_IN_WORDS = {
    gettext_noop("CC BY 4.0 (of the publishing project)"),
    gettext_noop("CC BY 4.0 (texts), Apache-2.0 (code)"),
    gettext_noop("Each its own"),
    gettext_noop("Link only"),
    gettext_noop("MIT (code), CC BY-SA 4.0 (texts)"),
    gettext_noop("Not verified"),
}

register = template.Library()

# The language of an author who looks at a page in another one; "" for everybody else.
_author: ContextVar[str] = ContextVar("author", default="")


@register.filter
def percent(figure: Number | None) -> str:
    """A figure in per cent as a whole one, half to even: 42.5 is 42%. A dash where there is none."""
    return NOTHING if figure is None else whole_percent(figure)


@register.filter
def share(fraction: Number | None) -> str:
    """A fraction from 0 to 1 in whole per cent: 0.75 is 75%."""
    return NOTHING if fraction is None else percent(exact(fraction) * 100)


@register.filter
def grouped(count: int) -> str:
    """A count as people read a long one: 10,000."""
    return grouped_of(count)


@register.filter
def points(change: Number | None) -> str:
    """A change in points with its sign and one decimal: +6.2, −7.0; 0 where it rounds to nothing. None: a dash."""
    return NOTHING if change is None else points_of(change)


@register.filter
def signed(change: int) -> str:
    """A change of a count with its sign: +2, −1, 0."""
    return signed_of(change)


@register.filter
def change_class(change: Number | None) -> str:
    """The class of a change: up, down, or soft where there is none."""
    figure = Decimal(0) if change is None else rounded(exact(change), places=1)
    return "up" if figure > 0 else "down" if figure < 0 else "soft"


@register.filter
def level_class(level: str) -> str:
    """The class that gives a level (or a perspective) its colour and shape; l-x for one that we don't know."""
    return LEVELS.get(level, "l-x")


@register.filter
def heat_class(figure: Number | None) -> str:
    """The class of a cell in a heat map: c-0 under 20 per cent to c-5 for all; c-x for no number."""
    step = heat_step(figure)
    return "c-x" if step is None else f"c-{step}"


@register.filter
def period_name(period: str) -> str:
    """2026-Q4 as people read it."""
    return period_words(period)


@register.filter
def period_label(period: str) -> str:
    """2026-Q4 where there is little room, as on an axis: the same in every language."""
    return period.replace("-", "\u00a0")


@register.filter
def text(words: Mapping[str, str]) -> str:
    """A text of an edition in the reader's language; where it falls back, marked with the language that it is in."""
    language = language_of(words)
    if language == reader_language():
        return words[language]
    return format_html('{}<span lang="{}">{}</span>', _fallback(language), language, words[language])


@register.filter
def plain_text(words: Mapping[str, str]) -> str:
    """The same for attributes and titles, where no mark can stand."""
    return in_words(words)


@register.simple_tag
def gap() -> str:
    """What parts one sentence from the next: a space, where the reader's language has one."""
    return gap_of()


@register.filter
def licence(name: str) -> str:
    """The licence of a resource as it is called; what is said of it in words, in the reader's."""
    return _(name) if name in SAID_IN_WORDS else name


@register.filter
def markdown(words: Mapping[str, str] | str) -> SafeString:
    """Markdown of curators as HTML, sanitized; a link to another site says so in the reader's language."""
    language = "" if isinstance(words, str) else language_of(words)
    source = words if isinstance(words, str) else words[language]
    leads_outside = gap_of() + _("(leads to another site)")
    cleaned = as_html(source, leads_outside=leads_outside, language=reader_language())
    body = mark_safe(cleaned)  # noqa: S308 - the only one in this project, and cleaned just above
    if language in ("", reader_language()):
        return body
    return format_html('{}<div lang="{}">{}</div>', _fallback(language), language, body)


class ReadIn(template.Node):
    """What stands between the tags of `read_in`."""

    def __init__(self, language: template.base.FilterExpression, nodes: template.NodeList) -> None:
        self.language, self.nodelist = language, nodes

    def render(self, context: template.Context) -> SafeString:
        token = _author.set(reader_language())
        try:
            with override(self.language.resolve(context)):
                return self.nodelist.render(context)
        finally:
            _author.reset(token)


@register.tag
def read_in(parser: template.base.Parser, token: template.base.Token) -> ReadIn:
    """{% read_in language %} to {% endread_in %}: all as its readers see it, but what falls back is named as such."""
    language = parser.compile_filter(token.split_contents()[1])
    nodes = parser.parse(("endread_in",))
    parser.delete_first_token()
    return ReadIn(language, nodes)


def _fallback(language: str) -> str:
    """For an author who looks at another language's page: which language is shown instead; "" for everybody else."""
    author = _author.get()
    if not author:
        return ""
    with override(author):
        words = _("%(language)s shown") % {"language": language_name(language)}
    return format_html('<span class="lbl warn" lang="{}">{}</span>{}', author, words, " ")
