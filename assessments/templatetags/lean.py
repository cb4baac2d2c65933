# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Pages and rows that say much, at a tenth of what Django takes for each value.

{% lean %} to {% endlean %} renders what stands between as Django would, byte for byte, but once for each language as a
Python function. It knows texts and their translations, values with filters, {% if %}, {% for %}, {% url %} and
{% include ... only %}; all else is refused when a template is read. Every value is escaped; a value is text or a whole
number, a missing one is an error and not "". Nothing is called that a value has (decision 0016).
"""

from typing import Any, NamedTuple, cast

from django import template
from django.forms import BoundField
from django.template.base import Node, NodeList
from django.utils.translation import get_language

from assessments.templatetags.lean_code import Function, function_of

register = template.Library()


class LeanNode(Node):
    """What stands between the tags, as a function for each language in which it was rendered."""

    is_lean = True

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self.functions: dict[str | None, Function] = {}

    def render(self, context: template.Context) -> str:
        out: list[str] = []
        self.function()(context, out)
        return "".join(out)

    def function(self) -> Function:
        """The function for the reader's language."""
        language = get_language()
        if language not in self.functions:
            self.functions[language] = function_of(self.nodelist)
        return self.functions[language]


class Option(NamedTuple):
    """What a select offers."""

    value: str
    words: str
    is_chosen: bool


@register.filter
def options(field: BoundField) -> list[Option]:
    """What a field offers, and what of it is chosen."""
    chosen, choices = field.value(), cast(Any, field.field).choices
    return [Option(value, words, value == chosen) for value, words in choices]


@register.tag
def lean(parser: template.base.Parser, token: template.base.Token) -> LeanNode:
    """{% lean %} to {% endlean %}: see above."""
    nodes = parser.parse(("endlean",))
    parser.delete_first_token()
    node = LeanNode(nodes)
    node.function()  # what it does not know is refused now
    return node
