# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What stands between the tags of {% lean %}, written as one Python function in one language.

The function is written of our own templates alone: their texts stand in it as literals, what a page is given are its
variables. Texts of one language that stay the same are one literal, with all that is included and translated there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, cast

from django.template import Context, TemplateSyntaxError
from django.template.base import FilterExpression, NodeList, TextNode, Variable, VariableNode
from django.template.defaulttags import CommentNode, ForNode, IfNode, LoadNode, TemplateLiteral, URLNode
from django.template.engine import Engine
from django.template.library import InclusionNode, SimpleNode
from django.template.loader_tags import IncludeNode
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext

from assessments.templatetags.lean_values import addresses, printed, step

CONSTANTS = {"True": True, "False": False, "None": None}
# What is asked of how often a loop has come round.
COUNTED = {"forloop.counter": "%s", "forloop.first": "(%s == 1)"}
# How conditions are combined, in templates as in Python.
BETWEEN = {"and", "or", "==", "!=", "<", "<=", ">", ">=", "in", "not in", "is", "is not"}

Function = Callable[[Context, list[str]], None]


class Known(NamedTuple):
    """A value that a template says itself."""

    value: Any


# A value: one that is known, or the Python by which it will be found.
Value = Known | str


@dataclass(frozen=True)
class Scope:
    """What names stand for; where `is_outer`, all others are those of the page."""

    names: dict[str, Value] = field(default_factory=dict)
    is_outer: bool = False

    def inner(self, names: Mapping[str, Value] | None = None) -> "Scope":
        """The same with more names, which end where it ends."""
        return replace(self, names={**self.names, **(names or {})})


def refused(why: str) -> TemplateSyntaxError:
    return TemplateSyntaxError(f"{why} in {{% lean %}}.")


def function_of(nodes: NodeList) -> Function:
    """The function that appends what the nodes say, in the language that is active now."""
    code = Code(Engine.get_default())
    code.all_of(nodes, Scope(is_outer=True))
    code.flush()
    lines = ["def function(context, out):", *code.read, *code.lines]
    exec("\n".join(lines), code.kept)  # noqa: S102 (of our own templates, in which no value stands)
    function: Function = code.kept["function"]
    return function


class Code:
    """A function that is being written. What goes out one after the other goes out at once."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.read: list[str] = [" address = addresses()"]
        self.lines: list[str] = []
        self.depth = 1
        self.going_out: list[Value] = []
        self.kept: dict[str, Any] = {"step": step, "printed": printed, "addresses": addresses, "ngettext": ngettext}
        self.outer: dict[str, str] = {}
        self.last = 0

    def line(self, text: str) -> None:
        self.lines.append(" " * self.depth + text)

    def flush(self) -> None:
        """Let go out what is waiting."""
        if self.going_out:
            self.line(f"out += ({''.join(f'{self.python(one)}, ' for one in self.going_out)})")
        self.going_out = []

    def say(self, value: Value) -> None:
        """Let a value go out. What is known comes from a template and is HTML."""
        if not isinstance(value, Known):
            self.going_out.append(f"printed({value})")
        elif self.going_out and isinstance(self.going_out[-1], Known):
            self.going_out[-1] = Known(f"{self.going_out[-1].value}{value.value}")
        else:
            self.going_out.append(Known(str(value.value)))

    def python(self, value: Value) -> str:
        if not isinstance(value, Known):
            return value
        return repr(value.value) if isinstance(value.value, str | int | None) else self.keep(value.value)

    def keep(self, thing: Any) -> str:
        """The name by which the function knows a thing."""
        name = self.new("kept")
        self.kept[name] = thing
        return name

    def new(self, name: str) -> str:
        self.last += 1
        return f"{name}_{self.last}"

    def assigned(self, name: str, value: Value) -> Value:
        """A value that is used more than once, worked out once."""
        if isinstance(value, Known) or value.isidentifier():
            return value
        variable = self.new(name)
        self.line(f"{variable} = {value}")
        return variable

    def told(self, value: Value, name: str | None, scope: Scope) -> None:
        """Let a value go out, or give it a name ("as name")."""
        if name:
            scope.names[name] = self.assigned(name, value)
        else:
            self.say(value)

    def block(self, head: str, nodes: NodeList, scope: Scope) -> None:
        """Lines below a head, with names of their own."""
        self.line(head)
        self.depth += 1
        self.line("pass")
        self.all_of(nodes, scope)
        self.flush()
        self.depth -= 1

    def all_of(self, nodes: NodeList, scope: Scope) -> None:
        for node in nodes:
            self.one(node, scope)

    def one(self, node: Any, scope: Scope) -> None:
        match node:
            case LoadNode() | CommentNode():
                pass
            case TextNode():
                self.say(Known(node.s))
            case VariableNode():
                self.say(self.value(node.filter_expression, scope))
            case IfNode():
                self.either(node, scope)
            case ForNode(is_reversed=False) if not node.nodelist_empty:
                self.each(node, scope)
            case IncludeNode(isolated_context=True):
                self.included(node, scope)
            case TranslateNode(noop=False):
                self.translated(node, scope)
            case BlockTranslateNode(asvar=None, message_context=None):
                self.sentence(node, scope)
            case URLNode() if not node.kwargs:
                self.link(node, scope)
            case SimpleNode() if not (node.takes_context or node.kwargs):
                self.called(node, scope)
            case InclusionNode() if not (node.takes_context or node.kwargs):
                self.drawn(node, scope)
            case _ if getattr(node, "is_lean", False):
                self.all_of(node.nodelist, scope)
            case _:
                raise refused(f"{type(node).__name__} does not stand")

    def value(self, expression: FilterExpression, scope: Scope) -> Value:
        """What an expression stands for: a name, step by step what it has, and the filters that it goes through."""
        found = self.variable(expression.var, scope)
        for function, arguments in expression.filters:
            marks: Any = function
            if getattr(marks, "needs_autoescape", False) or getattr(marks, "is_safe", False):
                raise refused(f"A filter of “{expression.token}” knows of HTML")
            if getattr(marks, "expects_localtime", False):
                found = f"{self.keep(cast(Any, timezone).template_localtime)}({self.python(found)})"
            given = [found]
            for is_name, one in arguments:
                given.append(self.variable(one, scope) if is_name else Known(one))
            found = f"{self.keep(function)}({', '.join(map(self.python, given))})"
        return found

    def variable(self, variable: Any, scope: Scope) -> Value:
        if not isinstance(variable, Variable):
            return Known(variable)
        if variable.translate:
            raise refused(f"“{variable.var}” is not a plain name")
        if not variable.lookups:
            return Known(variable.literal)
        name, *steps = variable.lookups
        found = self.named(name, scope)
        if variable.var in COUNTED:
            return COUNTED[variable.var] % found
        if name == "forloop" or (isinstance(found, Known) and steps):
            raise refused(f"“{variable.var}” does not stand")
        for one in steps:
            found = f"{found}[{one}]" if one.isdigit() else _stepped(str(found), one)
        return found

    def named(self, name: str, scope: Scope) -> Value:
        if name in CONSTANTS:
            return Known(CONSTANTS[name])
        if name in scope.names:
            return scope.names[name]
        if not scope.is_outer or name == "forloop":
            raise refused(f"“{name}” is not given")
        if name not in self.outer:
            self.outer[name] = self.new(name)
            self.read.append(f" {self.outer[name]} = context[{name!r}]")
        return self.outer[name]

    def either(self, node: IfNode, scope: Scope) -> None:
        self.flush()
        word = "if"
        for condition, nodes in node.conditions_nodelists:
            head = "else:" if condition is None else f"{word} {self.condition(condition, scope)}:"
            self.block(head, nodes, scope.inner())
            word = "elif"

    def condition(self, asked: Any, scope: Scope) -> str:
        if isinstance(asked, TemplateLiteral):
            expression: Any = asked.value
            return self.python(self.value(expression, scope))
        if asked.id == "not":
            return f"(not {self.condition(asked.first, scope)})"
        if asked.id not in BETWEEN:
            raise refused(f"“{asked.id}” does not stand")
        return f"({self.condition(asked.first, scope)} {asked.id} {self.condition(asked.second, scope)})"

    def each(self, node: Any, scope: Scope) -> None:
        """A loop, which counts where that is asked for."""
        self.flush()
        given = {name: self.new(name) for name in node.loopvars}
        sequence, one, counter = self.python(self.value(node.sequence, scope)), ", ".join(given.values()), self.new("n")
        start = len(self.lines)
        self.block(f"for {one} in {sequence}:", node.nodelist_loop, scope.inner({**given, "forloop": counter}))
        if any(counter in line for line in self.lines[start:]):
            self.lines[start] = " " * self.depth + f"for {counter}, ({one}) in enumerate({sequence}, 1):"

    def included(self, node: IncludeNode, scope: Scope) -> None:
        """Another template, as if it stood here."""
        given = {name: self.assigned(name, self.value(one, scope)) for name, one in node.extra_context.items()}
        if not isinstance(node.template.var, str) or node.template.filters:
            raise refused("What is included is not named")
        self.all_of(self.engine.get_template(node.template.var).nodelist, Scope(given))

    def translated(self, node: TranslateNode, scope: Scope) -> None:
        variable: Any = node.filter_expression.var
        if node.filter_expression.filters or not isinstance(variable.literal, str):
            raise refused("Only a text is translated")
        text = variable.literal.replace("%", "%%")
        context = node.message_context.resolve(Context()) if node.message_context else None
        words = pgettext(context, text) if context else gettext(text)
        self.told(Known(words.replace("%%", "%")), node.asvar, scope)

    def sentence(self, node: Any, scope: Scope) -> None:
        """A translated sentence with values in it."""
        given = {name: self.assigned(name, self.value(one, scope)) for name, one in node.extra_context.items()}
        inner = scope.inner(given)
        singular, names = node.render_token_list(node.singular)
        if node.plural:
            inner.names[node.countervar] = count = self.assigned("count", self.value(node.counter, inner))
            plural, more = node.render_token_list(node.plural)
            values = {name: self.python(self.named(name, inner)) for name in [*names, *more]}
            said = ", ".join(f"{name!r}: printed({value})" for name, value in values.items())
            self.going_out.append(f"ngettext({singular!r}, {plural!r}, {self.python(count)}) % {{{said}}}")
            return
        words = gettext(singular) % {name: f"\0{name}\0" for name in names}
        for number, part in enumerate(words.split("\0")):
            self.say(self.named(part, inner) if number % 2 else Known(part))

    def link(self, node: URLNode, scope: Scope) -> None:
        parts = "".join(f", {self.python(self.value(one, scope))}" for one in node.args)
        self.told(f"address({node.view_name.var!r}{parts})", node.asvar, scope)

    def called(self, node: Any, scope: Scope) -> None:
        """A tag that is a function."""
        parts = ", ".join(self.python(self.value(one, scope)) for one in node.args)
        self.told(f"{self.keep(node.func)}({parts})", node.target_var, scope)

    def drawn(self, node: Any, scope: Scope) -> None:
        """A tag that fills a template, which Django renders."""
        parts = ", ".join(self.python(self.value(one, scope)) for one in node.args)
        template = self.keep(self.engine.get_template(node.filename))
        self.going_out.append(f"{template}.render(context.new({self.keep(node.func)}({parts})))")


def _stepped(found: str, name: str) -> str:
    """The Python for what a value has under a name."""
    if not (found.isidentifier() and name.isidentifier()):
        return f"step({found}, {name!r})"
    return f"({found}[{name!r}] if type({found}) is dict else {found}.{name})"
